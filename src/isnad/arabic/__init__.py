"""The language: letters, words with their place in the captured text, clitics, inflection, numbers, sentences."""

from isnad.arabic.letters import fold, fold_phrase
from isnad.arabic.view import Break, View

__all__ = ["Break", "View", "fold", "fold_phrase"]
