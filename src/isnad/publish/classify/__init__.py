"""What an event is called in the schemes of the field: PLOVER, ACLED and CAMEO, each by its public codebook."""

from isnad.publish.classify.codes import Classification, classify, classify_all

__all__ = ["Classification", "classify", "classify_all"]
