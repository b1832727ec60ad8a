"""Candidates with open cases, invited or not, and affidavits that are answered and signed by the services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import select

from tests.factories.requisitions import newest
from tests.factories.ways import lead_to_the_last
from tests.people import People
from tracker.affidavits.answers import AccountAnswer, Answers, Uses
from tracker.affidavits.document import fingerprint
from tracker.affidavits.drafts import begin_change, draft_of, save_answers
from tracker.affidavits.models import Affidavit, SignCode
from tracker.affidavits.service import Signing, file_affidavit, text_to_sign
from tracker.affidavits.setting import setting_of
from tracker.affidavits.words import english
from tracker.cases.assigning import assign_case
from tracker.cases.conflicts import declare_conflict
from tracker.cases.inviting import Issued, issue_invitation
from tracker.cases.models import Case
from tracker.cases.queries import facts_of
from tracker.cases.service import open_case
from tracker.db import clock_of, db, unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.facts import CaseFacts, RequisitionFacts
from tracker.policy.signing import CODE_LASTS, CODE_TRIES
from tracker.policy.vocabulary import ConflictAnswer, PositionClass, Stage
from tracker.requisitions.queries import requisition_facts
from tracker.requisitions.service import create_requisition, open_requisition, seat_member
from tracker.vault.vault import vault_of

NAME = "Marisol Peña"

INSTAGRAM = AccountAnswer(
    number=1,
    platform="instagram",
    platform_name="Instagram",
    handle="marisol.pena",
    canonical="marisol.pena",
    whose="me",
    visible="public",
    mode="together",
)
TIKTOK = AccountAnswer(
    number=2,
    platform="tiktok",
    platform_name="TikTok",
    handle="mari.p",
    canonical="mari.p",
    whose="me",
    visible="private",
    mode="public-only",
)
MYSPACE = AccountAnswer(
    number=3,
    platform="other",
    platform_name="Old Forum",
    not_remembered=True,
    former=True,
    stopped_year=2022,
    ended="locked-out",
)
COMPLETE = Answers(
    has_other_names=True,
    other_names=("Mari P",),
    uses=Uses.YES.value,
    accounts=(INSTAGRAM, TIKTOK, MYSPACE),
    list_complete=True,
    has_former=True,
    has_other=False,
    last_number=3,
)
NOTHING = Answers(has_other_names=False, uses=Uses.NO.value, has_former=False, has_other=False)


class Round:
    """An open requisition with its people; inside an application context."""

    OTHERS: ClassVar[Mapping[str, tuple[str, Role]]] = {}
    """Who else is there from the beginning, by the name of the attribute."""

    def __init__(
        self, people: People, *, profile: str = "ct", position: PositionClass = PositionClass.SWORN
    ) -> None:
        """Make the people and open the requisition."""
        self.people = people
        asked = ("round", profile, position, tuple(sorted(self.OTHERS.items())))
        vars(self).update(people.once(asked, lambda: self._made(profile, position)))

    def _made(self, profile: str, position: PositionClass) -> dict[str, Any]:
        people = self.people
        self.hr = people.make("Priya Nair", Role.HR_ADMIN)
        self.supervisor = people.make("Lt. Ama Okafor", Role.SUPERVISOR)
        self.dana = people.make("Dana Ruiz", Role.INVESTIGATOR)
        members = [people.make(f"Member {name}", Role.BOARD_MEMBER) for name in ("Reyes", "Tan", "Yu")]
        with unit_of_work(self.hr) as work:
            self.reference = create_requisition(
                work,
                title="Officer 2026-A",
                position_class=position,
                incumbents=False,
                profile=newest(profile),
                protocol=("social-media", 1),
            ).reference
        for place, member in enumerate(members):
            with unit_of_work(self.hr) as work:
                seat_member(work, self.requisition, person_id=member.person_id, chair=place == 0)
        with unit_of_work(self.hr) as work:
            open_requisition(work, self.requisition)
        vars(self).update({name: people.make(*who) for name, who in self.OTHERS.items()})
        return {name: value for name, value in vars(self).items() if name != "people"}

    @property
    def requisition(self) -> RequisitionFacts:
        """Return the requisition as it stands."""
        return requisition_facts(db.session, self.hr, requisition=self.reference)

    def case(
        self, name: str = NAME, *, to: Actor | None = None, assigned: bool = True, email: str = ""
    ) -> CaseFacts:
        """Open a case, given to an investigator who declared no tie."""
        with unit_of_work(self.hr) as work:
            case_id = open_case(work, self.requisition, name=name, email=email).id
        return self.assign(facts_of(db.session, case_id), to or self.dana) if assigned else self.now(case_id)

    def assign(self, case: CaseFacts, to: Actor) -> CaseFacts:
        """Give a case to an investigator, who declares no tie."""
        with unit_of_work(self.supervisor) as work:
            assign_case(work, case, person_id=to.person_id, seen=case.investigator_id)
        with unit_of_work(to) as work:
            declare_conflict(work, self.now(case.case_id), answer=ConflictAnswer.NONE)
        return self.now(case.case_id)

    def now(self, case: CaseFacts | UUID) -> CaseFacts:
        """Return who stands how to a case now."""
        return facts_of(db.session, case.case_id if isinstance(case, CaseFacts) else case)

    def invite(self, case: CaseFacts) -> Issued:
        """Issue an invitation."""
        with unit_of_work(self.hr) as work:
            return issue_invitation(work, case)

    def candidate(self, case: CaseFacts) -> Actor:
        """Return the candidate of a case as an actor."""
        return Actor(case.candidate_id, Role.CANDIDATE, "Candidate", case_id=case.case_id)

    def answer(self, case: CaseFacts, answers: Answers = COMPLETE, part: str = "names") -> None:
        """Save answers as they are."""
        seen = draft_of(db.session, case.case_id).version
        with unit_of_work(self.candidate(case)) as work:
            save_answers(work, case, seen=seen, part=part, answers=answers)

    def sign(self, case: CaseFacts, **signing: Any) -> Affidavit:
        """Sign what was answered, as it stands."""
        return sign(self.candidate(case), case, **signing)

    def file(self, case: CaseFacts, answers: Answers = COMPLETE, **signing: Any) -> Affidavit:
        """Answer and sign."""
        self.answer(case, answers)
        return self.sign(case, **signing)

    def amend(self, case: CaseFacts, **changes: Any) -> Affidavit:
        """Change some answers of what was filed, and sign anew."""
        actor, case = self.candidate(case), self.now(case)
        with unit_of_work(actor) as work:
            begin_change(work, case)
        self.answer(case, replace(draft_of(db.session, case.case_id).answers, **changes))
        return self.sign(case)

    def move(self, case: CaseFacts, to: Stage) -> CaseFacts:
        """Move a case to a stage, whatever leads there."""
        with unit_of_work(SYSTEM) as work:
            row = work.session.scalars(select(Case).where(Case.id == case.case_id)).one()
            about = ("case", case.reference)
            record(work, Event.CASE_STAGE_CHANGED, about=about, before=row.stage, after=to)
            lead_to_the_last(work, row, to)
            work.change(row, stage=to)
        return self.now(case)


def sign(actor: Actor, case: CaseFacts, **given: Any) -> Affidavit:
    """Sign what a candidate answered, exactly as the pages would show it."""
    setting, draft = setting_of(db.session, case.case_id), draft_of(db.session, case.case_id)
    last = setting.access_ends(clock_of(db.session).now())
    text = text_to_sign(setting, draft, last, language="en", say=english)
    usual: dict[str, Any] = {
        "shown_digest": fingerprint(text.encode()),
        "typed_name": setting.header.candidate_name,
        "place": "Riverton, Connecticut",
        "meant": True,
    }
    usual["code"] = given.pop("code", None) or code_for(actor, case)
    with unit_of_work(actor) as work:
        return file_affidavit(work, case, signing=Signing(**(usual | given)))


def code_for(actor: Actor, case: CaseFacts) -> str:
    """Make a code for one signature, as the mail would bring it, and return it."""
    row_id, code = uuid4(), "246810"
    with unit_of_work(actor) as work:
        hashed = vault_of(work.session).blind_index("sign_codes", "code_hash", f"{row_id.hex}:{code}").hex()
        now = work.now()
        row = SignCode(
            id=row_id,
            case_id=case.case_id,
            code_hash=hashed,
            tries_left=CODE_TRIES,
            made_at=now,
            ends_at=now + CODE_LASTS,
        )
        work.add(row)
        record(work, Event.SIGN_CODE_SENT, about=("case", case.reference), case_id=case.case_id)
    return code
