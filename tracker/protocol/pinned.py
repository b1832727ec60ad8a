"""The editions that a requisition is bound to, each only while its file is the one that was pinned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.affidavits.answers import ANOTHER
from tracker.editions.shelf import SEARCH_TERMS, UnknownEdition, editions
from tracker.policy.answers import NotFound
from tracker.policy.definitions import ProtocolDefinition, StepDefinition, WordList
from tracker.policy.legal import LegalProfile
from tracker.requisitions.models import Requisition
from tracker.requisitions.on_file import protocol_on_file

_PINNED = select(
    Requisition.id,
    Requisition.protocol,
    Requisition.protocol_version,
    Requisition.protocol_digest,
    Requisition.profile,
    Requisition.profile_version,
    Requisition.profile_digest,
).where(Requisition.id.in_(bindparam("requisitions", expanding=True)))


def definition_of(session: Session, requisition_id: UUID) -> ProtocolDefinition:
    """Return the protocol that a requisition is bound to (Hamden D.5); raises NotFound while it has none."""
    found = definitions_of(session, (requisition_id,))
    if requisition_id not in found:
        raise NotFound
    return found[requisition_id]


def definitions_of(session: Session, requisitions: Iterable[UUID]) -> Mapping[UUID, ProtocolDefinition]:
    """Return the protocols of many requisitions in one statement; one without a protocol is not in it."""
    wanted = sorted(set(requisitions))
    if not wanted:
        return {}
    return {
        row.id: protocol_on_file(session, row.protocol, row.protocol_version, row.protocol_digest)
        for row in session.execute(_PINNED, {"requisitions": wanted})
        if row.protocol is not None
    }


def profile_of(session: Session, requisition_id: UUID) -> LegalProfile:
    """Return the legal profile that a requisition is bound to; raises NotFound."""
    row = session.execute(_PINNED, {"requisitions": [requisition_id]}).one_or_none()
    if row is None:
        raise NotFound
    return editions().profile(row.profile, row.profile_version, row.profile_digest)


def protected_words() -> WordList:
    """Return the words that no search looks for (29 CFR 1635.8)."""
    return editions().wordlist(SEARCH_TERMS)


def platform_name(key: str) -> str:
    """Return what people call a platform; the key itself where the list does not hold it."""
    try:
        return editions().platform(key).name if key else ""
    except UnknownEdition:
        return key


ELSEWHERE = "Another public place, named in the reason"
"""Where an extra search looks when no list names the place; the words themselves are sealed."""


SITE_SEARCH = " site search"
"""How the protocol's name of a place ends where the site's own search is meant."""
DECLARED = "The declared site"
"""The protocol's word for the site of an account, whichever it is, in the steps about such accounts."""
DECLARED_ELSEWHERE = "A site that the candidate declared"
"""The same where no step says which accounts are meant."""


def extra_places(definition: ProtocolDefinition) -> tuple[str, ...]:
    """Return the places that an extra search can name, each once: the protocol's, platforms, and elsewhere.

    How a place is searched is the method's to say, so a platform stands there by its own name alone.
    """
    platforms = [platform.name for platform in editions().platforms() if platform.key != ANOTHER]
    places = [place for step in definition.steps for place in step.places if place != DECLARED]
    named = dict.fromkeys(_platform_of(place, platforms) or place for place in places)
    return (*dict.fromkeys((*named, *platforms)), DECLARED_ELSEWHERE, ELSEWHERE)


def places_of(step: StepDefinition) -> tuple[tuple[str, str], ...]:
    """Return the places of a step, each with the words that tell it from the others of the same site."""

    def said(place: str) -> str:
        if place.endswith(SITE_SEARCH):
            return f"{place.removesuffix(SITE_SEARCH)}: its own search"
        return f"{place}: pages and profiles" if f"{place}{SITE_SEARCH}" in step.places else place

    return tuple((place, said(place)) for place in step.places)


def _platform_of(place: str, platforms: Sequence[str]) -> str:
    """Return the platform that a protocol's place is, as ``X`` and ``X site search`` are X (Twitter)."""
    bare = place.removesuffix(SITE_SEARCH)
    return next((name for name in platforms if name == bare or name.startswith(f"{bare} (")), "")


def platform_at(place: str, link: str = "") -> str:
    """Return the key of the platform that a place or a link is of, empty where it is of none of the list."""
    platforms = [one for one in editions().platforms() if one.key != ANOTHER]
    host = (urlsplit(link).hostname or "") if "://" in link else ""
    for one in platforms:
        if any(host == known or host.endswith(f".{known}") for known in one.hosts):
            return one.key
    name = _platform_of(place, [one.name for one in platforms]) if place else ""
    return next((one.key for one in platforms if one.name == name), "")
