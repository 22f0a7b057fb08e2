"""The version of the engine, recorded in every record."""

__version__ = "0.1.0"
