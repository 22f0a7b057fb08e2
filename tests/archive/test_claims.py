import pytest

import isnad
from isnad.archive.claims import claim_rows

TEXT = (
    "هاجم مسلحون مجهولون حاجزاً للشرطة في قرية تل الزعفور، وقتل شرطيان. وقال مصدر مقرب من لواء الريحان "
    "إن اللواء سيطر على قرية تل الزعفور."
)


@pytest.mark.parametrize(("type_", "names"), [
    ("ASSAULT", {"قرية تل الزعفور"}), ("CONTROL", {"قرية تل الزعفور", "لواء الريحان"}),
])  # fmt: skip
def test_a_claim_has_the_names_of_what_no_codebook_knows(type_: str, names: set[str]) -> None:
    rows, _ = claim_rows(isnad.read(TEXT, published="2021-02-16"))
    (row,) = (row for row in rows if row.type == type_)
    assert set(row.says["names"].values()) == names
    assert row.says["claim"]["says"]["where"]["place"] in row.says["names"]
    speaker = row.says["speaker"]
    assert speaker is None or speaker["near"] in row.says["names"]
