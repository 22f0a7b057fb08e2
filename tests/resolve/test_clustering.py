"""Clusters: the best pair first, never what contradicts, and a person's word before all."""

from itertools import combinations, product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.resolve.clustering import linked
from isnad.resolve.judgement import Decision, Verdict, pair, standing

Clusters = tuple[tuple[str, ...], ...]
IDS = "abcdefgh"


def _rule(left: str, right: str, score: float) -> Decision:
    verdict: Verdict = "same" if score >= 0.8 else "unsure" if score >= 0.5 else "different"
    return Decision(left, right, verdict, score, "rule:test@1")


def _person(left: str, right: str, verdict: Verdict) -> Decision:
    return Decision(left, right, verdict, 1.0 if verdict == "same" else 0.0, "Hala")


def _clusters(days: dict[str, int], decisions: list[Decision]) -> Clusters:
    """Mentions on a day each; days more than one apart contradict, 0 is not known."""
    return linked(days, decisions, lambda one, other: bool(one and other) and abs(one - other) > 1)


def test_the_best_pair_is_joined_first() -> None:
    days = {"a": 1, "b": 0, "c": 9}
    assert _clusters(days, [_rule("a", "b", 0.7), _rule("b", "c", 0.9)]) == (("a",), ("b", "c"))


def test_a_bridge_does_not_join_what_contradicts() -> None:
    days = {"a": 1, "b": 0, "c": 9}
    assert ("a", "b", "c") not in _clusters(days, [_rule("a", "b", 0.9), _rule("b", "c", 0.9)])


def test_low_scores_keep_apart() -> None:
    assert _clusters({"a": 1, "b": 1}, [_rule("a", "b", 0.3)]) == (("a",), ("b",))


def test_pairs_that_were_not_compared_count_a_little() -> None:
    chain = [_rule(a, b, 0.95) for a, b in zip("abcd", "bcde", strict=False)]
    assert _clusters(dict.fromkeys("abcde", 0), chain[:1]) == (("a", "b"), ("c",), ("d",), ("e",))
    assert len(_clusters(dict.fromkeys("abcde", 0), chain)) < len("abcde")


def test_a_person_joins_what_contradicts() -> None:
    assert _clusters({"a": 1, "b": 9}, [_person("a", "b", "same")]) == (("a", "b"),)


def test_a_person_keeps_apart_what_others_would_join() -> None:
    found = _clusters({"a": 0, "b": 0, "c": 0}, [
        _rule("a", "b", 0.9), _rule("b", "c", 0.99), _rule("a", "c", 0.9), _person("a", "c", "different"),
    ])  # fmt: skip
    assert found == (("a",), ("b", "c"))


def test_decisions_on_others_are_passed_over() -> None:
    assert _clusters({"a": 0}, [_rule("a", "z", 0.9), _person("y", "z", "same")]) == (("a",),)


scores = st.dictionaries(
    st.sampled_from(list(combinations(IDS, 2))), st.floats(0, 1, allow_nan=False).map(lambda score: round(score, 3))
)
said = st.dictionaries(st.sampled_from(list(combinations(IDS, 2))), st.sampled_from(["same", "different"]), max_size=4)
days_of = st.fixed_dictionaries({id_: st.integers(0, 5) for id_ in IDS})


def _decisions(rules: dict[tuple[str, str], float], persons: dict[tuple[str, str], Verdict]) -> list[Decision]:
    return [*(_rule(a, b, s) for (a, b), s in rules.items()), *(_person(a, b, v) for (a, b), v in persons.items())]


@settings(max_examples=200)
@given(days_of, scores)
def test_no_cluster_of_rules_holds_a_contradiction(
    days: dict[str, int], rules: dict[tuple[str, str], float]
) -> None:  # fmt: skip
    for cluster in _clusters(days, _decisions(rules, {})):
        known = [days[id_] for id_ in cluster if days[id_]]
        assert not known or max(known) - min(known) <= 1


@settings(max_examples=200)
@given(days_of, scores, said)
def test_persons_are_obeyed(
    days: dict[str, int], rules: dict[tuple[str, str], float], persons: dict[tuple[str, str], Verdict]
) -> None:
    """What persons joined is together; what they parted is together only where they joined it themselves."""
    found = {id_: cluster for cluster in _clusters(days, _decisions(rules, persons)) for id_ in cluster}
    joined = {id_: {id_} for id_ in IDS}
    for (a, b), verdict in persons.items():
        if verdict == "same":
            assert found[a] is found[b]
            together = joined[a] | joined[b]
            joined.update(dict.fromkeys(together, together))
    for (a, b), verdict in persons.items():
        if verdict == "different" and b not in joined[a]:
            assert found[a] is not found[b]
    for cluster in set(found.values()):
        for a, b in combinations(cluster, 2):
            if days[a] and days[b] and abs(days[a] - days[b]) > 1:
                assert _by_persons(cluster, joined, days)


def _by_persons(cluster: tuple[str, ...], joined: dict[str, set[str]], days: dict[str, int]) -> bool:
    """Whether all that contradicts in a cluster came into it by a person's `same`."""
    groups = {frozenset(joined[id_]) for id_ in cluster}
    across = (pair(a, b) for one, other in combinations(groups, 2) for a, b in product(one, other))
    return not any(days[a] and days[b] and abs(days[a] - days[b]) > 1 for a, b in across)


@settings(max_examples=100)
@given(days_of, scores, said, st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_does_not_matter(
    days: dict[str, int], rules: dict[tuple[str, str], float], persons: dict[tuple[str, str], Verdict], random: Random
) -> None:
    decisions = _decisions(rules, persons)
    expected = _clusters(days, decisions)
    shuffled, ids = list(standing(decisions).values()), list(days)
    random.shuffle(shuffled)
    random.shuffle(ids)
    assert _clusters({id_: days[id_] for id_ in ids}, shuffled) == expected
    assert sorted(id_ for cluster in expected for id_ in cluster) == sorted(days)
    assert list(expected) == sorted(expected)
