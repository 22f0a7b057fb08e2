"""What of a line or of the ring of an area lies in a box, so that a map holds no more than it shows.

Rings are cut side by side (Sutherland and Hodgman, 1974).
"""

from collections.abc import Sequence

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""The least x and y, then the largest."""


def clip_ring(ring: Sequence[Point], box: Box) -> list[list[Point]]:
    """What of an area lies in the box: one ring, or none."""
    found = list(ring)
    for axis, bound, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        found = _one_side(found, axis, bound, sign)
    return [found] if found else []


def clip_line(line: Sequence[Point], box: Box) -> list[list[Point]]:
    """The parts of a line that have a point in the box, each with the point before and the point behind."""
    inside = [box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in line]
    found: list[list[Point]] = []
    going = False
    for at, point in enumerate(line):
        kept = inside[at] or (at > 0 and inside[at - 1]) or (at + 1 < len(line) and inside[at + 1])
        if kept and not going:
            found.append([])
        if kept:
            found[-1].append(point)
        going = kept
    return found


def _one_side(ring: Sequence[Point], axis: int, bound: float, sign: int) -> list[Point]:
    found: list[Point] = []
    for at, point in enumerate(ring):
        before = ring[at - 1]
        here, there = sign * (point[axis] - bound) >= 0, sign * (before[axis] - bound) >= 0
        if here != there:
            found.append(_crossing(before, point, axis, bound))
        if here:
            found.append(point)
    return found


def _crossing(one: Point, other: Point, axis: int, bound: float) -> Point:
    share = (bound - one[axis]) / (other[axis] - one[axis])
    x, y = (start + share * (end - start) for start, end in zip(one, other, strict=True))
    return x, y
