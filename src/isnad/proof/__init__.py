"""The proof of the codebook: every sentence that an entry gives is read, and must be read as the entry says."""

from isnad.proof.cases import Case, Kind, cases
from isnad.proof.check import Failure, Fault, check
from isnad.proof.explain import Explanation, explain, sentence_record
from isnad.proof.report import Proof, Row, prove

__all__ = [
    "Case",
    "Explanation",
    "Failure",
    "Fault",
    "Kind",
    "Proof",
    "Row",
    "cases",
    "check",
    "explain",
    "prove",
    "sentence_record",
]
