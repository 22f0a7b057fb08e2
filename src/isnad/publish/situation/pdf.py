"""A paper as PDF."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from isnad.publish.situation.document import Block, Figure, Heading, Paper, Paragraph, Points, Sources, Table
from isnad.publish.situation.own import paragraphs
from isnad.publish.situation.typesetting import pdf_of

_LEAST: Final = 8
_MOST: Final = 70
_SORTS: Final = {Heading: "heading", Paragraph: "paragraph", Points: "points", Figure: "figure", Sources: "sources"}


def to_pdf(paper: Paper, own: Mapping[str, str]) -> bytes:
    """The file. `own` are paragraphs that people wrote, plain text by the section that they stand in. Raises
    MissingExtraError, SituationError."""
    left = dict(own)
    sections = [
        {
            "title": one.title,
            "blocks": [_block(block) for block in one.blocks],
            "own": paragraphs(left.pop(one.key, "")),
        }
        for one in paper.sections
    ]
    if left:
        added = [line for content in left.values() for line in paragraphs(content)]
        sections.append({"title": paper.own_title, "blocks": [], "own": added})
    plain = {"lang": paper.lang, "title": paper.title, "made_of": [_runs(one) for one in paper.made_of],
             "sections": sections}  # fmt: skip
    return pdf_of(json.dumps(plain, ensure_ascii=False))


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        return {"sort": "table", "caption": block.caption, "head": block.head, "columns": shares(block),
                "cells": [_runs(cell) for row in block.rows for cell in row]}  # fmt: skip
    return {"sort": _SORTS[type(block)], **asdict(block)}


def _runs(line: Any) -> list[dict[str, Any]]:
    return [asdict(run) for run in line]


def shares(table: Table) -> list[int]:
    """How wide each column is beside the others: by its longest cell, within bounds."""
    lengths = [
        [sum(len(run.text) + 4 * len(run.cites) for run in row[number]) for row in table.rows] + [len(head)]
        for number, head in enumerate(table.head)
    ]
    return [min(max(*column, _LEAST), _MOST) for column in lengths]
