"""The candidate's own names, handles and address, and the queries that the protocol makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.affidavits.queries import DeclaredAccountRow, declared_accounts, other_names
from tracker.cases.models import Candidate, Case
from tracker.cases.queries import CANDIDATE_NAME
from tracker.policy.answers import NotFound
from tracker.policy.definitions import StepDefinition
from tracker.vault.format import Domain, Slot
from tracker.vault.vault import vault_of

CANDIDATE_EMAIL = Slot("candidates", "email")
BRACKETS = re.compile(r"\[[a-z ]+\]")
"""A word of a pattern that the searcher fills in, as in ``[town]``."""
PLACEHOLDER = re.compile(r"\{(name|other_name|handle|email)\}")

_CANDIDATE = (
    select(Candidate.id, Candidate.version, Candidate.name, Candidate.email)
    .join(Case, Case.candidate_id == Candidate.id)
    .where(Case.id == bindparam("case"))
)


@dataclass(frozen=True, slots=True)
class OwnNames:
    """What a candidate is called: by name, by the other names given, on accounts, and the e-mail address."""

    name: str
    other_names: tuple[str, ...]
    accounts: tuple[DeclaredAccountRow, ...]
    email: str

    @property
    def words(self) -> tuple[str, ...]:
        """Return them all, for a query may hold any of them whatever it means."""
        handles = tuple(account.handle for account in self.accounts if account.handle)
        return (self.name, *self.other_names, *handles, *((self.email,) if self.email else ()))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One query made of a step's pattern; ``account`` is the number of the account it is about, if any."""

    query: str
    account: int | None = None


def own_names(session: Session, case_id: UUID) -> OwnNames:
    """Return what the candidate of a case is called, opened, in a fixed number of statements."""
    row = session.execute(_CANDIDATE, {"case": case_id}).one_or_none()
    if row is None:
        raise NotFound
    sealer = vault_of(session).domain(session, Domain.CANDIDATE, row.id)
    return OwnNames(
        name=sealer.open_text(CANDIDATE_NAME, row.id, row.version, row.name),
        other_names=other_names(session, case_id),
        accounts=declared_accounts(session, case_id),
        email=sealer.open_text(CANDIDATE_EMAIL, row.id, row.version, row.email) if row.email else "",
    )


def suggestions(step: StepDefinition, own: OwnNames) -> tuple[Suggestion, ...]:
    """Return the queries of a step with the candidate's own words filled in, each once, in order.

    In a step that is tied to a platform, ``{handle}`` means the handles declared there; where none is, and in
    all other steps, every declared handle. A pattern for which the candidate has no word makes no query.
    """
    found: dict[str, Suggestion] = {}
    for pattern in step.queries:
        for suggestion in _filled(pattern, step.platform, own):
            found.setdefault(suggestion.query.casefold(), suggestion)
    return tuple(found.values())


def left_open(query: str, step: StepDefinition) -> str:
    """Return the first word in brackets that a query still holds as the step's pattern has it, or nothing."""
    open_words = {word for pattern in step.queries for word in BRACKETS.findall(pattern)}
    return next((word for word in BRACKETS.findall(query) if word in open_words), "")


def _filled(pattern: str, platform: str, own: OwnNames) -> Iterator[Suggestion]:
    parts = PLACEHOLDER.split(pattern)  # text and placeholders by turns
    kinds = tuple(dict.fromkeys(parts[1::2]))
    for chosen in product(*(tuple(_words(kind, platform, own)) for kind in kinds)):
        words = dict(zip(kinds, (word for word, _ in chosen), strict=True))
        account = next((number for _, number in chosen if number is not None), None)
        filled = (words[part] if place % 2 else part for place, part in enumerate(parts))
        yield Suggestion("".join(filled), account)


def _words(kind: str, platform: str, own: OwnNames) -> Iterable[tuple[str, int | None]]:
    if kind == "name":
        return ((own.name, None),)
    if kind == "other_name":
        return ((name, None) for name in own.other_names)
    if kind == "email":
        return ((own.email, None),) if own.email else ()
    named = [account for account in own.accounts if account.handle]
    there = [account for account in named if account.platform == platform]
    tied = not platform or bool(there)  # a handle of another platform is no account there
    return ((account.handle, account.number if tied else None) for account in there or named)
