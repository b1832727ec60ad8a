"""Protocols as they are on file: shipped ones on the shelf, and those that the agency published itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from tracker.editions.shelf import ChangedEdition, EditionError, UnknownEdition, editions
from tracker.editions.written import edition_of
from tracker.policy.definitions import ProtocolDefinition
from tracker.requisitions.models_drafts import ProtocolEdition

_ALL = select(
    ProtocolEdition.protocol,
    ProtocolEdition.number,
    ProtocolEdition.published_on,
    ProtocolEdition.content,
    ProtocolEdition.digest,
).order_by(ProtocolEdition.protocol, ProtocolEdition.number)
_ONE = _ALL.where(
    ProtocolEdition.protocol == bindparam("protocol"), ProtocolEdition.number == bindparam("number")
)
_NEWEST = select(func.max(ProtocolEdition.number)).where(ProtocolEdition.protocol == bindparam("protocol"))


def protocol_on_file(
    session: Session, protocol: str, number: int, digest: str | None = None
) -> ProtocolDefinition:
    """Return one protocol; with ``digest``, only the one that bears it, wherever it is kept.

    The shelf is asked first for what is pinned, without a statement. Without ``digest``, what the agency
    published goes before what is shipped under the same number. Raises :class:`EditionError`.
    """
    if digest is not None:
        try:
            return editions().protocol(protocol, number, digest)
        except EditionError:
            pass
    row = session.execute(_ONE, {"protocol": protocol, "number": number}).one_or_none()
    if row is None:
        return editions().protocol(protocol, number, digest)
    found = _sound(row)
    if digest not in (None, found.digest):
        raise ChangedEdition(f"protocol {protocol} version {number} is not the one that was pinned")
    return found


def protocols_on_file(session: Session) -> tuple[ProtocolDefinition, ...]:
    """Return all published protocols, by id and version, in one statement."""
    found = {(one.id, one.version): one for one in editions().protocols()}
    found |= {(row.protocol, row.number): _sound(row) for row in session.execute(_ALL)}
    return tuple(found[name] for name in sorted(found))


def next_number(session: Session, protocol: str) -> int:
    """Return the number that the next version of a protocol bears; raises UnknownEdition where none is."""
    shipped = [one.version for one in editions().protocols() if one.id == protocol]
    written = session.scalar(_NEWEST, {"protocol": protocol}) or 0
    if not shipped and not written:
        raise UnknownEdition(f"protocol {protocol} is not published")
    return max((*shipped, written)) + 1


def _sound(row: Row[*tuple[Any, ...]]) -> ProtocolDefinition:
    """Return an edition whose row still says what was published, by its own fingerprint."""
    found = edition_of(row.protocol, row.number, row.published_on, row.content)
    if found.digest != row.digest:
        raise ChangedEdition(
            f"protocol {row.protocol} version {row.number} changed: what is on file is {found.digest[:12]}…, "
            f"published was {row.digest[:12]}…"
        )
    return found
