"""Standing states as links of FollowTheMoney: who directs, belongs to or fills a post in what, and when."""

from collections.abc import Iterator, Sequence
from typing import Final

from isnad.publish.formats.ftm_values import Entity, address_id, body_schema, entity, party_id
from isnad.publish.formats.keys import key_of
from isnad.publish.release.released import Spot, State

_BELONGING: Final = frozenset({"member_of", "subordinate_to", "part_of"})
_ORGANISATIONS: Final = frozenset({"Organization", "PublicBody"})


def state_entities(state: State, proof: Sequence[str]) -> Iterator[Entity]:
    """The link of a state that nobody denies, and the post that it fills. A pair that a link of its own sort cannot
    hold (a body present at a place, two persons allied) gets an UnknownLink with the state's name as its role."""
    target = address_id(state.target) if isinstance(state.target, Spot) else party_id(state.target)
    to_body = not isinstance(state.target, Spot) and body_schema(state.target) in _ORGANISATIONS
    from_body = body_schema(state.source) is not None
    told = _told(state, proof)
    role = state.role or state.type.replace("_", " ")
    source = party_id(state.source)
    if state.type == "role" and state.role and to_body and state.source.kind == "person":
        post = key_of("post", target, state.role)
        yield entity(post, "Position", name=[state.role], organization=[target], subnationalArea=_scope(state))
        yield entity(key_of("state", state.id), "Occupancy", holder=[source], post=[post], **told)
    elif state.type == "leads" and to_body and from_body:
        yield entity(
            key_of("state", state.id), "Directorship", director=[source], organization=[target], role=[role], **told
        )
    elif state.type in _BELONGING | {"role"} and to_body and from_body:
        yield entity(
            key_of("state", state.id), "Membership", member=[source], organization=[target], role=[role], **told
        )
    else:
        yield entity(key_of("state", state.id), "UnknownLink", subject=[source], object=[target], role=[role], **told)


def _told(state: State, proof: Sequence[str]) -> dict[str, Sequence[str | None]]:
    seen = f"reported from {state.first} to {state.last}; " if state.first and state.last else ""
    scope = "".join(f"; in {name}" for name in _scope(state))
    return {
        "startDate": [state.since], "endDate": [state.until], "status": [state.standing], "recordId": [state.id],
        "summary": [f"{seen}{state.type}; reports: {state.reports}{scope}"], "proof": proof,
        "sourceUrl": [one.url for one in state.told_by if one.url and one.url.startswith("http")],
        "publisher": [one.outlet for one in state.told_by],
    }  # fmt: skip


def _scope(state: State) -> list[str]:
    return [state.scope.name] if state.scope else []
