"""Cases on their way to the board: seen, submitted, reviewed, released."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.factories.staged import staged
from tests.factories.validation import YES, Worked
from tracker.cases.assigning import assign_case
from tracker.cases.conflicts import declare_conflict
from tracker.db import db, unit_of_work
from tracker.findings.queries import finding_of
from tracker.policy.actors import Actor, Role
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import ConflictAnswer, Tie
from tracker.release import review_service, service
from tracker.release.marking import answer_return
from tracker.release.material import material_of
from tracker.release.models import Release
from tracker.release.returned import back_of
from tracker.release.standing import returns_of
from tracker.validation.service import Said


class Reviewed(Worked):
    """A requisition in which cases go to the board; inside an application context."""

    def no_tie(self, case: CaseFacts, person: Actor) -> CaseFacts:
        """Have a person declare that there is no tie."""
        with unit_of_work(person) as work:
            declare_conflict(work, self.now(case), answer=ConflictAnswer.NONE)
        return self.now(case)

    def tie(self, case: CaseFacts, person: Actor) -> None:
        """Have a person declare a tie."""
        with unit_of_work(person) as work:
            declare_conflict(work, self.now(case), answer=ConflictAnswer.YES, tie=Tie.FRIEND)

    def look(self, case: CaseFacts, person: Actor) -> str:
        """Have a person approve the board page as it renders now, and return its fingerprint."""
        fingerprint = material_of(db.session, self.now(case)).page.fingerprint
        with unit_of_work(person) as work:
            service.approve_preview(work, self.now(case), fingerprint=fingerprint)
        return fingerprint

    def searching_supervisor(self) -> Actor:
        """Return a supervisor who is an investigator too, working as supervisor."""
        eva = self.people.make("Sgt. Eva Ruth", Role.SUPERVISOR, Role.INVESTIGATOR)
        return replace(eva, role=Role.SUPERVISOR)

    def given_to_a_supervisor(self, case: CaseFacts) -> tuple[Actor, CaseFacts]:
        """Give a case to somebody who is a supervisor too, before anything else, without a search."""
        eva = self.searching_supervisor()
        return eva, self.give(case, eva)

    def give(self, case: CaseFacts, person: Actor) -> CaseFacts:
        """Have the supervisor assign a case to somebody, who declares no tie."""
        before = self.now(case)
        with unit_of_work(self.supervisor) as work:
            assign_case(work, before, person_id=person.person_id, seen=before.investigator_id)
        return self.no_tie(case, replace(person, role=Role.INVESTIGATOR))

    def submit(self, case: CaseFacts) -> CaseFacts:
        """Have Dana answer what was returned, look at the page and hand the case in."""
        self.answer_asks(case)
        self.look(case, self.dana)
        with unit_of_work(self.dana) as work:
            service.submit_case(work, self.now(case))
        return self.now(case)

    def answer_asks(self, case: CaseFacts, words: str = "Done as asked; see the file.") -> None:
        """Have Dana answer whatever the newest return asks for, where something did come back."""
        back = back_of(db.session, case.case_id, returns_of(db.session, case.case_id))
        if back and back.items:
            with unit_of_work(self.dana) as work:
                said = {one.place: words for one in back.items}
                answer_return(work, self.now(case), seen=back.seen, said=said)

    def begin(self, case: CaseFacts, person: Actor | None = None) -> CaseFacts:
        """Have a supervisor without a tie open the review."""
        who = person or self.supervisor
        self.no_tie(case, who)
        with unit_of_work(who) as work:
            review_service.begin_review(work, self.now(case))
        return self.now(case)

    def read(self, case: CaseFacts, finding: str, said: Said = YES, person: Actor | None = None) -> None:
        """Have a supervisor read a finding a second time."""
        seen = finding_of(db.session, case.case_id, finding).number
        with unit_of_work(person or self.supervisor) as work:
            review_service.read_second(work, self.now(case), finding=finding, seen=seen, said=said)

    def rule(self, case: CaseFacts, finding: str, reason: str = "", *, withhold: bool = True) -> None:
        """Have the supervisor rule on a finding."""
        with unit_of_work(self.supervisor) as work:
            review_service.rule_on_finding(
                work, self.now(case), finding=finding, withhold=withhold, reason=reason
            )

    @staged
    def ready(
        self, name: str = "Marisol Peña", findings: int = 1, **changes: Any
    ) -> tuple[CaseFacts, list[str]]:
        """Return a case that the supervisor can release, with its findings."""
        case = self.searched(name)
        made = [self.validated(case, **changes) for _ in range(findings)]
        self.begin(self.submit(case))
        for finding in made:
            self.read(case, finding)
        self.look(case, self.supervisor)
        return self.now(case), made

    def release(self, case: CaseFacts, person: Actor | None = None) -> Release:
        """Have the supervisor release."""
        with unit_of_work(person or self.supervisor) as work:
            return service.release_packet(work, self.now(case))

    def finding_references(self, case: CaseFacts) -> list[str]:
        """Return the references of a case's findings, in their order."""
        return [one.row.reference for one in material_of(db.session, self.now(case)).judged]
