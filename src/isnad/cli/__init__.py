"""The command line: parse, call one function, show."""

from isnad.cli.app import app, main

__all__ = ["app", "main"]
