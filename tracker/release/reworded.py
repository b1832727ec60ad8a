"""How the findings of a case are worded otherwise since it came back, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.editions.shelf import editions
from tracker.findings.earlier import EarlierWording, wordings_at
from tracker.findings.queries import FindingRow
from tracker.policy.difference import Piece, word_difference
from tracker.policy.words import in_words


@dataclass(frozen=True, slots=True)
class Reworded:
    """One part of a finding that says something else now: what it is called, and both wordings in pieces."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Rewording:
    """A finding that was written anew since: the versions compared; ``before`` is 0 where it is new."""

    finding: str
    before: int
    now: int
    parts: tuple[Reworded, ...]


def reworded_since(
    session: Session, case_id: UUID, rows: Iterable[FindingRow], at: datetime
) -> tuple[Rewording, ...]:
    """Return the findings that were written, or written anew, since a moment; two statements."""
    then = wordings_at(session, case_id, at)
    names = {dimension.code: dimension.name for dimension in editions().dimensions()}
    return tuple(
        Rewording(row.reference, was.number if was else 0, row.number, tuple(_parts(was, row, names)))
        for row in rows
        for was in (then.get(row.finding_id),)
        if was is None or was.number != row.number
    )


def _parts(was: EarlierWording | None, row: FindingRow, names: Mapping[str, str]) -> Iterator[Reworded]:
    if was is None:
        return
    told = (
        ("The board would read", was.statement, row.statement),
        ("What was seen", was.observed, row.observed),
        ("Why it matters for the job", was.relevance, row.relevance),
        ("Direction", in_words(was.direction), in_words(row.direction)),
        ("Bears on", names.get(was.dimension, was.dimension), names.get(row.dimension, row.dimension)),
        ("Whose it is", in_words(was.attribution), in_words(row.attribution)),
        ("When", was.posted_words, row.posted_words),
    )
    for label, old, new in told:
        if old != new:
            yield Reworded(label, word_difference(old, new))
