"""Cases that are ready to be searched, built by the services of the rooms before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID, uuid4

from flask import has_app_context
from sqlalchemy.orm import Session

from tests.factories.requisitions import newest
from tests.people import People
from tracker.affidavits.models import AccessGrant, Affidavit, DeclaredAccount
from tracker.affidavits.slots import ANSWERS, DETAILS, DOCUMENT, HANDLE, SIGNED_NAME
from tracker.cases.assigning import assign_case
from tracker.cases.conflicts import declare_conflict
from tracker.cases.queries import facts_of
from tracker.cases.service import move_case, open_case
from tracker.clock import FixedClock
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.facts import CaseFacts, RequisitionFacts
from tracker.policy.together import Medium
from tracker.policy.together_answers import TimeAnswer
from tracker.policy.vocabulary import AccessMode, ConflictAnswer, PositionClass, SearchResult, Stage
from tracker.protocol.service import Look, log_search
from tracker.requisitions.queries import requisition_facts
from tracker.requisitions.service import create_requisition, open_requisition, seat_member
from tracker.together import recording
from tracker.together.queries import session_of
from tracker.together.service import Offer, answer_times, offer_session
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

HELD_FOR = timedelta(minutes=10)
"""How long a session lasts that is held here."""


@dataclass(frozen=True, slots=True)
class Account:
    """A declared account, with the access given to it."""

    platform: str
    handle: str = ""
    mode: AccessMode = AccessMode.PUBLIC_ONLY
    former: bool = False
    name: str = ""


TIKTOK = Account("tiktok", "marisol.pena", name="TikTok")
FACEBOOK = Account("facebook", "marisol.p", AccessMode.TOGETHER, name="Facebook")


P = ParamSpec("P")
T = TypeVar("T")


def at_the_bench(method: Callable[Concatenate[Bench, P], T]) -> Callable[Concatenate[Bench, P], T]:
    """Let a method be used with and without an application context around it.

    Tests of pages stand in none, since what belongs to a request would outlive it there.
    """

    @wraps(method)
    def called(self: Bench, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if has_app_context():
            return method(self, *args, **kwargs)
        with self.people.app.app_context():
            return method(self, *args, **kwargs)

    return called


class Bench:
    """A requisition with its people, in which cases are opened ready to be searched."""

    def __init__(self, people: People) -> None:
        """Make the people and an open requisition under the first protocol."""
        self.people = people
        vars(self).update(people.once("bench", self._made))

    def _made(self) -> dict[str, Any]:
        people = self.people
        self.hr = people.make("Priya Nair", Role.HR_ADMIN)
        self.chief = people.make("Chief Avery Stone", Role.CHIEF)
        self.supervisor = people.make("Lt. Ama Okafor", Role.SUPERVISOR)
        self.dana = people.make("Dana Ruiz", Role.INVESTIGATOR)
        self.requisition = self.open_requisition("Officer 2026-A")
        return {name: value for name, value in vars(self).items() if name != "people"}

    @at_the_bench
    def open_requisition(self, title: str, profile: str = "ct") -> RequisitionFacts:
        """Open a hiring round with a board of three."""
        members = [self.people.make(f"Member {name}", Role.BOARD_MEMBER) for name in ("Reyes", "Tan", "Yu")]
        with unit_of_work(self.hr) as work:
            row = create_requisition(
                work,
                title=title,
                position_class=PositionClass.SWORN,
                incumbents=False,
                profile=newest(profile),
                protocol=("social-media", 1),
            )
            reference = row.reference
        for place, member in enumerate(members):
            with unit_of_work(self.hr) as work:
                seat_member(work, self._facts(reference), person_id=member.person_id, chair=place == 0)
        with unit_of_work(self.hr) as work:
            open_requisition(work, self._facts(reference))
        return self._facts(reference)

    @at_the_bench
    def read(self, what: Callable[[Session], T]) -> T:
        """Read something from the records as they are now."""
        db.session.rollback()
        return what(db.session)

    def _facts(self, reference: str) -> RequisitionFacts:
        return requisition_facts(db.session, self.hr, requisition=reference)

    @at_the_bench
    def open_case(
        self, name: str = "Marisol Peña", *, requisition: RequisitionFacts | None = None, email: str = ""
    ) -> CaseFacts:
        """Open a case that nobody has yet."""
        with unit_of_work(self.hr) as work:
            case_id = open_case(work, requisition or self.requisition, name=name, email=email).id
        return facts_of(db.session, case_id)

    @at_the_bench
    def assigned(self, case: CaseFacts, to: Actor | None = None, *, declared: bool = True) -> CaseFacts:
        """Assign a case, and have the investigator declare no tie."""
        person = to or self.dana
        with unit_of_work(self.supervisor) as work:
            assign_case(work, case, person_id=person.person_id, seen=case.investigator_id)
        if declared:
            with unit_of_work(person) as work:
                declare_conflict(work, facts_of(db.session, case.case_id), answer=ConflictAnswer.NONE)
        return facts_of(db.session, case.case_id)

    @at_the_bench
    def no_tie(self, case: CaseFacts, person: Actor) -> CaseFacts:
        """Have a person declare that there is no tie."""
        with unit_of_work(person) as work:
            declare_conflict(work, facts_of(db.session, case.case_id), answer=ConflictAnswer.NONE)
        return facts_of(db.session, case.case_id)

    @at_the_bench
    def filed(
        self,
        case: CaseFacts,
        accounts: tuple[Account, ...] = (TIKTOK,),
        *,
        other_names: tuple[str, ...] = (),
    ) -> CaseFacts:
        """File an affidavit with these accounts, and move the case on to searching."""
        with unit_of_work(SYSTEM) as work:
            add_affidavit(case, accounts, other_names, investigator=self.dana.person_id)
            move_case(work, case, to=Stage.SEARCH)
        return facts_of(db.session, case.case_id)

    @at_the_bench
    def ready(
        self,
        name: str = "Marisol Peña",
        accounts: tuple[Account, ...] = (TIKTOK,),
        *,
        other_names: tuple[str, ...] = (),
        to: Actor | None = None,
        requisition: RequisitionFacts | None = None,
    ) -> CaseFacts:
        """Return a case that is assigned, without a tie, with its affidavit filed."""
        case = self.open_case(name, requisition=requisition)
        return self.filed(self.assigned(case, to), accounts, other_names=other_names)

    @at_the_bench
    def meet(
        self,
        /,
        case: CaseFacts,
        *accounts: int,
        mode: AccessMode = AccessMode.TOGETHER,
        by: Actor | None = None,
        **values: Any,
    ) -> str:
        """Offer a time that the candidate chooses, hold the session for ten minutes, and record it."""
        person, clock = by or self.dana, clock_of(db.session)
        begins = clock.now() + timedelta(minutes=1)
        offer = Offer(mode, "Room 2 at the unit", (begins,))
        with unit_of_work(person) as work:
            reference = offer_session(work, facts_of(work.session, case.case_id), offer=offer).reference
        candidate = Actor(case.candidate_id, Role.CANDIDATE, "Candidate", case_id=case.case_id)
        with unit_of_work(candidate) as work:
            answer_times(work, case, reference=reference, answer=TimeAnswer.AGREED, chosen=begins)
        if isinstance(clock, FixedClock):
            clock.advance(HELD_FOR)
        self.correct(case, reference, *accounts, mode=mode, by=person, **values)
        return reference

    @at_the_bench
    def correct(
        self,
        /,
        case: CaseFacts,
        reference: str,
        *accounts: int,
        mode: AccessMode = AccessMode.TOGETHER,
        by: Actor | None = None,
        **values: Any,
    ) -> None:
        """Record a session that was agreed on, as held within the last ten minutes."""
        now = clock_of(db.session).now()
        agreed = session_of(db.session, case.case_id, reference).answered_at
        usual = recording.Account(
            accounts=accounts,
            started_at=max(now - HELD_FOR, agreed or now - HELD_FOR),
            ended_at=now,
            place="Room 2 at the unit",
            shown="Posts of the last year, to the end.",
            script_read=True,
            medium=Medium.STICK if mode is AccessMode.CANDIDATE_EXPORT else None,
        )
        with unit_of_work(by or self.dana) as work:
            told = replace(usual, **values)
            facts = facts_of(work.session, case.case_id)
            recording.record_session(work, facts, reference=reference, account=told)

    @at_the_bench
    def look(self, /, **values: Any) -> Look:
        """Return a look for step 06 that the rules have nothing against."""
        usual = Look(
            query="marisol.pena",
            place="TikTok",
            method="public-view",
            result=SearchResult.NOTHING_FOUND,
            searched_at=clock_of(db.session).now() - timedelta(minutes=1),
        )
        return replace(usual, **values)

    @at_the_bench
    def log(self, /, case: CaseFacts, step: str = "06", *, by: Actor | None = None, **values: object) -> str:
        """Log a search and return its reference."""
        with unit_of_work(by or self.dana) as work:
            return log_search(work, case, step=step, look=self.look(**values)).reference


def add_affidavit(
    case: CaseFacts,
    accounts: tuple[Account, ...],
    other_names: tuple[str, ...],
    *,
    investigator: UUID,
) -> None:
    """Add the rows of a filed affidavit, as the affidavit's room makes them."""
    now = clock_of(db.session).now()
    row_id = uuid4()
    sealer = vault_of(db.session).domain(db.session, Domain.CASE, case.case_id)
    answers = {"other_names": list(other_names), "has_other_names": bool(other_names)}
    affidavit = Affidavit(
        id=row_id,
        reference=f"D-26-{row_id.hex[:5].upper()}",
        case_id=case.case_id,
        edition=1,
        document=sealer.seal(DOCUMENT, row_id, 1, "the text that was signed"),
        answers=sealer.seal_json(ANSWERS, row_id, 1, answers),
        signed_name=sealer.seal(SIGNED_NAME, row_id, 1, "Marisol Peña"),
        signed_place=None,
        language="en",
        declaration="declaration",
        profile="ct",
        profile_version=1,
        fingerprint="0" * 64,
        filed_at=now,
    )
    db.session.add(affidavit)
    db.session.flush()
    for number, account in enumerate(accounts, start=1):
        add_account(case, affidavit.id, number, account, investigator, now)


def add_account(
    case: CaseFacts, affidavit_id: UUID, number: int, account: Account, investigator: UUID, now: datetime
) -> None:
    """Add a declared account and the access given to it."""
    row_id = uuid4()
    sealer = vault_of(db.session).domain(db.session, Domain.CASE, case.case_id)
    details = {
        "platform_name": account.name or account.platform,
        "whose": "me",
        "visible": "public",
        "stopped_year": 2024 if account.former else None,
        "ended": "",
    }
    db.session.add(
        DeclaredAccount(
            id=row_id,
            affidavit_id=affidavit_id,
            case_id=case.case_id,
            number=number,
            platform=account.platform,
            handle=sealer.seal(HANDLE, row_id, 1, account.handle) if account.handle else None,
            details=sealer.seal_json(DETAILS, row_id, 1, details),
            account_index=None,
            former=account.former,
        )
    )
    db.session.flush()
    if not account.former:
        db.session.add(
            AccessGrant(
                case_id=case.case_id,
                declared_account_id=row_id,
                investigator_id=investigator,
                mode=account.mode,
                granted_at=now - timedelta(hours=1),
                ends_at=now + timedelta(days=60),
            )
        )
