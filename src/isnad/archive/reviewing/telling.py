"""What stands of accounts, told in full: what was read, what people said, what counts."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from isnad.archive.reviewing.accounts import Account, account, accounts
from isnad.archive.reviewing.reviews import FIELDS, Review, of_handles
from isnad.archive.reviewing.standing import Field, Standing, external_of, said
from isnad.archive.reviewing.tables import laid
from isnad.archive.schema import mentions, redirects
from isnad.archive.sight import PLAIN, Sight, seen


def standing(connection: Connection, handle: str, sight: Sight = PLAIN) -> Standing:
    """What stands of the account of that handle. Raises NotFoundError where there is none, or none is seen."""
    found = account(connection, handle, sight)
    return told(found, of_handles(connection, [handle], sight).get(handle, []))


def standings(connection: Connection, handles: Collection[str], sight: Sight = PLAIN) -> dict[str, Standing]:
    """What stands of each of the accounts that there are and that are seen, by handle."""
    found = accounts(connection, handles, sight)
    spoken = of_handles(connection, list(found), sight)
    return {handle: told(one, spoken.get(handle, [])) for handle, one in found.items()}


def of_event(connection: Connection, event: str, sight: Sight = PLAIN) -> tuple[Standing, ...]:
    """What stands of each account of an event, in the order in which they came: also of those that were rejected, so
    that an event without any other can still be shown."""
    handles = (
        select(mentions.c.handle)
        .outerjoin(laid, laid.c.mention == mentions.c.id)
        .where(
            mentions.c.cluster == event, mentions.c.sort == "event", *seen(mentions.c.document, sight),
            mentions.c.gone_at.is_(None) | (laid.c.verdict == "rejected"),
        )
        .order_by(mentions.c.document, mentions.c.start)
    )  # fmt: skip
    listed = list(dict.fromkeys(connection.execute(handles).scalars()))
    found = standings(connection, listed, sight)
    return tuple(found[handle] for handle in listed if found[handle].event == event)


def comments(connection: Connection, event: str, sight: Sight = PLAIN) -> tuple[Review, ...]:
    """What people remarked on an event, under any id that it had, and on each account of it, in order."""
    ids, new = {event}, {event}
    while new:
        asked = select(redirects.c.old).where(redirects.c.new.in_(new))
        new = set(connection.execute(asked).scalars()) - ids
        ids |= new
    of_accounts = [one for found in of_event(connection, event, sight) for one in found.comments]
    of_itself = [one for found in of_handles(connection, ids, sight).values() for one in found]
    return tuple(sorted((*of_itself, *of_accounts), key=lambda one: one.id))


def told(found: Account, reviews: Sequence[Review]) -> Standing:
    """What stands of an account, given all that was said of it in order."""
    counts = said(reviews)
    disputed = {conflict.field for conflict in counts.conflicts}
    fields = []
    for name, machine in found.values.items():
        value, by = counts.values.get(name, (machine, None))
        fields.append(Field(name, machine, value, by, name in disputed))
    fields.sort(key=lambda one: FIELDS.index(one.name))
    return Standing(
        handle=found.handle, document=found.document, event=found.event, words=found.words, counts=found.counts,
        reviewed=counts.reviewed, verdict=counts.verdict, last=reviews[-1].id if reviews else 0, fields=tuple(fields),
        conflicts=counts.conflicts, reviews=tuple(reviews), external_id=external_of(reviews),
    )  # fmt: skip
