"""A department with a whole caseload: two investigators, one supervisor, a board, and several candidates."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from flask import Flask

from tests.factories.affidavits import COMPLETE, INSTAGRAM
from tests.journeys.test_concern import Reachable
from tests.journeys.walker import Walker
from tests.people import People
from tracker.affidavits.answers import Answers
from tracker.cases.inviting import Issued
from tracker.policy.actors import Actor, Role
from tracker.policy.facts import CaseFacts

T = TypeVar("T")
ANSWERS: Answers = replace(COMPLETE, accounts=(INSTAGRAM, *COMPLETE.accounts[1:]))


class Unit:
    """The people of the unit and their cases; what is built is built outside of any request."""

    def __init__(self, app: Flask, people: People) -> None:
        """Open a requisition, with a case that Dana was given and whose affidavit is not filed."""
        self.app, self.people = app, people
        self.luis = people.make("Luis Vega", Role.INVESTIGATOR)
        self.eva = replace(
            people.make("Sgt. Eva Ruth", Role.SUPERVISOR, Role.INVESTIGATOR), role=Role.SUPERVISOR
        )
        with app.app_context():
            self.round = Reachable(people)
            self.case = self.round.case(assigned=False)

    def inside(self, work: Callable[[Reachable], T]) -> T:
        """Do or read something by the services."""
        with self.app.app_context():
            return work(self.round)

    def invite(self) -> Issued:
        """Issue an invitation."""
        return self.inside(lambda hiring: hiring.invite(hiring.now(self.case)))

    def now(self) -> CaseFacts:
        """Return how the case stands."""
        return self.inside(lambda hiring: hiring.now(self.case))

    def works_through(self, hiring: Reachable) -> None:
        """Have Luis do every step that is left."""
        hiring.dana = self.luis
        hiring.work_through(hiring.now(self.case))

    @property
    def members(self) -> tuple[Actor, ...]:
        """Return the board, its chair first."""
        return tuple(self.people.make(f"Member {name}", Role.BOARD_MEMBER) for name in ("Reyes", "Tan", "Yu"))

    @property
    def dana(self) -> Actor:
        """Return the investigator who has the case first."""
        return self.round.dana


TO_MEET = {f"R-{number:02}" for number in (*range(8, 23), *range(33, 38))}
"""The refusals that a caseload meets."""
MET: set[str] = set()
"""The refusals that were met so far."""
NUMBER = re.compile(r"\bR-[0-3]\d\b(?!-)")
"""The number of a refusal, as a page prints it; references of requisitions go on after the year."""


def is_told(walker: Walker, number: str, clause: str, words: str) -> None:
    """Read a refusal, its clause and, where the page prints numbers, its number; count it as met."""
    text = walker.text()
    left = [said for said in (clause, words) if said not in text]
    assert not left, f"no {left} in: {text}"
    printed = set(NUMBER.findall(text))
    assert not printed or number in printed, f"{number} is not among {sorted(printed)}: {text}"
    MET.add(number)


def declares(somebody: Walker, case: str, answer: str) -> None:
    """Answer on the name alone."""
    somebody.go(f"/cases/{case}/conflict")
    somebody.choose(answer)
    somebody.press("Continue")
