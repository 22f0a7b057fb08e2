"""What was met, and what belongs to it."""

from isnad.publish.formats.seen import seen


def test_a_key_is_new_once_and_keeps_what_came_with_it_first() -> None:
    with seen() as written:
        assert [written.is_new(key, text) for key, text in (("b", "1"), ("a", "2"), ("b", "3"), ("c\0", ""))] == [
            True, True, False, True,
        ]  # fmt: skip
        for key, other in (("b", "y"), ("b", "x"), ("b", "y"), ("a", "z"), ("unmet", "w")):
            written.belongs(key, other)
        assert list(written.groups()) == [("2", ["z"]), ("1", ["x", "y"])]
    with seen() as another:
        assert another.is_new("a")
