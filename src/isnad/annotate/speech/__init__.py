"""Layer 6: who says so, in which words."""

from isnad.annotate.speech.reader import SpeechReader, voices_by_word

__all__ = ["SpeechReader", "voices_by_word"]
