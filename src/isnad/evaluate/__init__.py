"""How good the reading is: records against annotations, figure by figure, and what was missed or invented."""

from isnad.evaluate.floors import Shortfall, below, load_floors
from isnad.evaluate.materials import Judged, annotations, judged, plain_records
from isnad.evaluate.misses import Miss
from isnad.evaluate.score import Evaluation, evaluate, score_document
from isnad.evaluate.tally import Figure, Tally

__all__ = [
    "Evaluation",
    "Figure",
    "Judged",
    "Miss",
    "Shortfall",
    "Tally",
    "annotations",
    "below",
    "evaluate",
    "judged",
    "load_floors",
    "plain_records",
    "score_document",
]
