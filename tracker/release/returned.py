"""What came back: each thing asked for, what its investigator says of it, and what was done since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.findings.queries import findings_of
from tracker.policy.actors import Actor
from tracker.policy.answers import NotFound, Unmet
from tracker.policy.facts import CaseFacts
from tracker.policy.returning import RETURN_KINDS, kind_of
from tracker.policy.review import missing_to_submit_again
from tracker.protocol.case_top import CaseTop, case_top
from tracker.release.models import ReturnAnswer
from tracker.release.reworded import Rewording, reworded_since
from tracker.release.since import since_return
from tracker.release.slots import RETURN_ANSWER
from tracker.release.standing import Returned, returns_of
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

_later = aliased(ReturnAnswer)
_ANSWERS = (
    select(
        ReturnAnswer.id,
        ReturnAnswer.version,
        ReturnAnswer.ask,
        ReturnAnswer.turn,
        ReturnAnswer.words,
        ReturnAnswer.answered_at,
        Person.name,
    )
    .join(Person, Person.id == ReturnAnswer.answered_by)
    .where(
        ReturnAnswer.return_id == bindparam("return"),
        ReturnAnswer.turn
        == select(func.max(_later.turn))
        .where(_later.return_id == ReturnAnswer.return_id, _later.ask == ReturnAnswer.ask)
        .correlate(ReturnAnswer)
        .scalar_subquery(),
    )
)


@dataclass(frozen=True, slots=True)
class Answered:
    """What an investigator says was done about one thing, the answer that counts; opened."""

    turn: int
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One thing that a supervisor asks for; ``done`` is what was done about it since, newest last.

    To the case as a whole everything is an answer; what was done about a finding that is asked about too is
    told there (``elsewhere``).

    ``place`` tells it from the others of its return; ``answer`` is None until the investigator says what was
    done about it.
    """

    place: int
    about: str
    words: str
    answer: Answered | None
    done: tuple[str, ...]
    elsewhere: bool
    kind: str
    """What it is about, in words."""


@dataclass(frozen=True, slots=True)
class Back:
    """The newest return with what was said of it and done about it since, word by word."""

    returned: Returned
    items: tuple[AskedItem, ...]
    reworded: tuple[Rewording, ...]

    @property
    def seen(self) -> str:
        """Return what a page of it is made from."""
        return seen_of(self.returned, {one.place: one.answer for one in self.items if one.answer})

    def rewording(self, finding: str) -> Rewording | None:
        """Return how one finding was worded otherwise since, None where it was not."""
        return next((one for one in self.reworded if one.finding == finding), None)


@dataclass(frozen=True, slots=True)
class ReturnedPage:
    """The newest return, and those before it, newest first."""

    top: CaseTop
    back: Back
    earlier: tuple[Returned, ...]

    @property
    def left(self) -> bool:
        """Say whether something that was asked for is not answered yet."""
        return any(one.answer is None for one in self.back.items)


def seen_of(returned: Returned, answers: Mapping[int, Answered]) -> str:
    """Return what a page was made from: the return, and the answer that counts to each ask: ``2 0:1 1:3``."""
    turns = (f"{place}:{one.turn}" for place, one in sorted(answers.items()))
    return " ".join((str(returned.number), *turns))


def answers_to(session: Session, case_id: UUID, returned: Returned) -> Mapping[int, Answered]:
    """Return what was answered to one return, by the place of the ask, in two statements."""
    rows = session.execute(_ANSWERS, {"return": returned.return_id}).all()
    if not rows:
        return {}
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return {
        row.ask: Answered(
            row.turn,
            sealer.open_text(RETURN_ANSWER, row.id, row.version, row.words),
            row.name,
            row.answered_at,
        )
        for row in rows
    }


def left_of_return(session: Session, case: CaseFacts) -> tuple[Unmet, ...]:
    """Say what keeps a case that came back from going to review again; nothing before the first return."""
    returns = returns_of(session, case.case_id)
    if not returns:
        return ()
    answers = answers_to(session, case.case_id, returns[-1])
    asked = enumerate(returns[-1].asked)
    return missing_to_submit_again(
        case.reference, [one.about for place, one in asked if place not in answers]
    )


def back_of(session: Session, case_id: UUID, returns: tuple[Returned, ...]) -> Back | None:
    """Return the newest return with all that became of it since, None before the first."""
    if not returns:
        return None
    newest, findings = returns[-1], findings_of(session, case_id)
    items = items_of(session, case_id, newest)
    return Back(newest, items, reworded_since(session, case_id, findings, newest.at))


def items_of(session: Session, case_id: UUID, newest: Returned) -> tuple[AskedItem, ...]:
    """Return each thing that the newest return asks for, with what was said of it and done about it."""
    since, answers = since_return(session, case_id), answers_to(session, case_id, newest)
    named = {one.about for one in newest.asked if one.about}
    return tuple(
        AskedItem(
            place,
            one.about,
            one.words,
            answers.get(place),
            since.about(one.about) if one.about else since.beside(named),
            not one.about and any(since.about(finding) for finding in named),
            RETURN_KINDS[kind_of(one.kind)],
        )
        for place, one in enumerate(newest.asked)
    )


def returned_page(session: Session, actor: Actor, case: CaseFacts) -> ReturnedPage:
    """Return the newest return of a case beside what changed since; raises NotFound before the first."""
    returns = returns_of(session, case.case_id)
    back = back_of(session, case.case_id, returns)
    if back is None:
        raise NotFound
    return ReturnedPage(case_top(session, actor, case), back, tuple(reversed(returns[:-1])))
