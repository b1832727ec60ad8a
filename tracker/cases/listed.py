"""A list of candidates beside those who are here: who is in it twice or known, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases.addresses import CANDIDATE_PHONE, email_index
from tracker.cases.csv_rows import Listed, Row, sameness
from tracker.cases.models import Candidate, Case
from tracker.cases.queries import CANDIDATE_NAME
from tracker.policy.answers import Unmet
from tracker.policy.requisitions import missing_to_add_case
from tracker.requisitions.setup import opening_facts
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

AT_ONCE = 250
"""Rows that are looked up together."""
SHOWN_ROWS, SHOWN_TROUBLES = 10, 50
HERE = "this is a candidate of this requisition already. Take the row out"
KNOWN = (
    "somebody is here with that e-mail address. Take the row out and add this candidate one by one, where "
    "you say whether it is the same person"
)


@dataclass(slots=True)
class Looked:
    """What a list comes to: how many candidates, the first of them, and what is to be mended."""

    count: int = 0
    by_mail: int = 0
    by_phone: int = 0
    by_letter: int = 0
    first: list[Listed] = field(default_factory=list)
    wrong: int = 0
    troubles: list[str] = field(default_factory=list)

    def take(self, one: Listed | Row) -> None:
        """Count one row."""
        if isinstance(one, Row):
            self.wrong += 1
            if len(self.troubles) < SHOWN_TROUBLES:
                self.troubles.append(f"Row {one.number}: {one.trouble}")
            return
        self.count += 1
        self.by_mail += bool(one.email)
        self.by_phone += bool(one.phone and not one.email)
        self.by_letter += not one.email and not one.phone
        if len(self.first) < SHOWN_ROWS:
            self.first.append(one)


class Unsound(Exception):
    """A row of the list is to be mended, so none of it is added."""


def looked_at(session: Session, requisition_id: UUID, lines: Iterable[Listed | Row]) -> Looked:
    """Return what a list comes to; nothing is changed, and no more than a few rows are held."""
    looked = Looked()
    for batch in _compared(session, requisition_id, lines):
        for one in batch:
            looked.take(one)
    if not looked.count and not looked.wrong:
        looked.take(Row(2, {}, "there is no candidate below the first row"))
    return looked


def sound(
    session: Session, requisition_id: UUID, lines: Iterable[Listed | Row]
) -> Iterator[tuple[Listed, ...]]:
    """Yield the candidates of a list, some at a time; raises Unsound at the first row to be mended."""
    for batch in _compared(session, requisition_id, lines):
        taken = tuple(one for one in batch if isinstance(one, Listed))
        if len(taken) < len(batch):
            raise Unsound
        yield taken


def missing_to_take(session: Session, requisition_id: UUID) -> tuple[Unmet, ...]:
    """Say why no candidate can be added to a requisition."""
    return missing_to_add_case(opening_facts(session, requisition_id))


def _compared(
    session: Session, requisition_id: UUID, lines: Iterable[Listed | Row]
) -> Iterator[list[Listed | Row]]:
    before: dict[bytes, int] = {}
    named = set[bytes]()
    asked = False
    following = iter(lines)
    while batch := tuple(islice(following, AT_ONCE)):
        listed = [one for one in batch if isinstance(one, Listed)]
        if not asked and not all(one.email for one in listed):
            named, asked = _without_address(session, requisition_id), True
        known = _known(session, requisition_id, [one.email for one in listed])
        yield [_judged(one, before, named, known) if isinstance(one, Listed) else one for one in batch]


def _judged(one: Listed, before: dict[bytes, int], named: set[bytes], known: dict[str, bool]) -> Listed | Row:
    first = before.setdefault(one.sameness, one.row)
    if first != one.row:
        what = "the e-mail address" if one.email else "the name and telephone number"
        return Row(one.row, {}, f"this has {what} of row {first}. Take one out, or add it one by one")
    if one.email in known:
        return Row(one.row, {}, HERE if known[one.email] else KNOWN)
    return Row(one.row, {}, HERE) if one.sameness in named else one


def _known(session: Session, requisition_id: UUID, emails: Iterable[str]) -> dict[str, bool]:
    """Return which e-mail addresses are here, and whether in this requisition, in one statement."""
    by_index = {index: email for email in emails if (index := email_index(session, email)) is not None}
    found = dict[str, bool]()
    rows = session.execute(
        select(Candidate.email_index, Case.requisition_id)
        .join(Case, Case.candidate_id == Candidate.id)
        .where(Candidate.email_index.in_(by_index))
    )
    for index, place in rows:
        email = by_index[bytes(index or b"")]
        found[email] = found.get(email, False) or place == requisition_id
    return found


def _without_address(session: Session, requisition_id: UUID) -> set[bytes]:
    """Return by what candidates of a requisition without an e-mail address are told from one another."""
    columns = (Candidate.id, Candidate.version, Candidate.name, Candidate.phone)
    rows = session.execute(
        select(*columns)
        .join(Case, Case.candidate_id == Candidate.id)
        .where(Case.requisition_id == requisition_id, Candidate.email_index.is_(None))
    )
    found = set[bytes]()
    for some in rows.partitions(AT_ONCE):
        sealers = vault_of(session).domains(session, Domain.CANDIDATE, {row.id for row in some})
        for row in some:
            if sealer := sealers.get(row.id):
                name = sealer.open_text(CANDIDATE_NAME, row.id, row.version, row.name)
                cell = row.phone
                phone = sealer.open_text(CANDIDATE_PHONE, row.id, row.version, cell) if cell else ""
                found.add(sameness(name, "", phone))
    return found
