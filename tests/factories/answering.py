"""Cases whose candidate is asked about a concern, and answers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from tests.factories.release import Reviewed
from tests.factories.staged import staged
from tracker.answering.drafts import draft_of, save_draft
from tracker.answering.queries import RequestRow, requests_of
from tracker.answering.service import send_answer
from tracker.db import db, unit_of_work
from tracker.policy.actors import Actor
from tracker.policy.answering import Choice, Outcome
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import Direction
from tracker.release import asking
from tracker.release.material import material_of

WORDS = "The account is mine, but the post was a quote of somebody else. I took it down the same day."


class Asked(Reviewed):
    """A requisition in which candidates are asked about concerns."""

    @staged
    def concerned(self, name: str = "Marisol Peña", concerns: int = 1, **changes: Any) -> CaseFacts:
        """Return a case under review with concerns, all ten checks answered."""
        case = self.searched(name)
        made = [self.validated(case, direction=Direction.CONCERN, **changes) for _ in range(concerns)]
        self.begin(self.submit(case))
        for finding in made:
            self.read(case, finding)
        return self.now(case)

    def pictured(self, *contents: bytes, **changes: Any) -> tuple[CaseFacts, list[str]]:
        """Return a case under review with one concern that rests on these captures, and their references."""
        case = self.searched()
        captures = [self.capture(case, content) for content in contents]
        finding = self.finding(case, captures=captures, direction=Direction.CONCERN, **changes)
        self.screen(case, finding)
        self.check(case, finding)
        self.verify(case)
        self.begin(self.submit(case))
        self.read(case, finding)
        return self.now(case), captures

    def ask(self, case: CaseFacts, own_posts: Collection[str] = ()) -> list[str]:
        """Have the supervisor ask the candidate, and return the references of the open questions.

        ``own_posts`` are the captures ticked as the candidate's own post.
        """
        material = material_of(db.session, self.now(case))
        seen = asking.notice_digest(asking.askings_of(material))
        with unit_of_work(self.supervisor) as work:
            asking.ask(work, self.now(case), seen=seen, own_posts=own_posts)
        return [row.reference for row in self.questions(case) if row.facts.is_open]

    def asked(self, name: str = "Marisol Peña", concerns: int = 1) -> tuple[CaseFacts, list[str]]:
        """Return a case whose candidate is asked."""
        case = self.concerned(name, concerns)
        references = self.ask(case)
        return self.now(case), references

    def questions(self, case: CaseFacts) -> tuple[RequestRow, ...]:
        """Return every question of a case."""
        db.session.rollback()
        return requests_of(db.session, case.case_id)

    def write_answer(
        self,
        case: CaseFacts,
        response: str,
        choice: Choice | None = Choice.CONTEXT,
        words: str = WORDS,
        person: Actor | None = None,
    ) -> int:
        """Have the candidate save a draft, and return its version."""
        (row,) = (one for one in self.questions(case) if one.reference == response)
        seen = draft_of(db.session, case.case_id, row.request_id).version
        with unit_of_work(person or self.candidate(case)) as work:
            save_draft(work, self.now(case), response=response, seen=seen, choice=choice, words=words)
        return seen + 1

    def respond(
        self, case: CaseFacts, response: str, choice: Choice = Choice.CONTEXT, words: str = WORDS
    ) -> CaseFacts:
        """Have the candidate answer."""
        version = self.write_answer(case, response, choice, words)
        with unit_of_work(self.candidate(case)) as work:
            send_answer(work, self.now(case), response=response, seen=version, language="en")
        return self.now(case)

    def judge(self, case: CaseFacts, response: str, outcome: Outcome = Outcome.ATTACH) -> CaseFacts:
        """Have the supervisor record what comes of an answer."""
        with unit_of_work(self.supervisor) as work:
            asking.judge_answer(
                work, self.now(case), response=response, outcome=outcome, reason="Read with the source."
            )
        return self.now(case)

    def look_both(self, case: CaseFacts) -> None:
        """Have investigator and supervisor look at the page as it is now."""
        self.look(case, self.dana)
        self.look(case, self.supervisor)
