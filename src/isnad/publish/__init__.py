"""The views of a record: a page to read in a browser, lists to read in a terminal."""

from isnad.publish.page import render_index, render_page
from isnad.publish.terminal import print_record
from isnad.publish.words import Lang

__all__ = ["Lang", "print_record", "render_index", "render_page"]
