"""Findings, notes and captures, made by the room's own services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from flask import has_app_context
from sqlalchemy.orm import Session

from tests.factories import files
from tests.factories.protocol import Bench
from tracker.cases.queries import facts_of
from tracker.cases.service import move_case
from tracker.db import clock_of, db, unit_of_work
from tracker.findings.capture_queries import CaptureRow, capture_of
from tracker.findings.capture_service import CaptureText, add_captures, open_intake
from tracker.findings.service import FindingText, revise_finding, write_finding, write_note
from tracker.policy.actors import SYSTEM, Actor
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import Attribution, Direction, SearchResult, SignedIn, Stage


def finding_text(**values: Any) -> FindingText:
    """Return a finding that the rules have nothing against."""
    usual = FindingText(
        observed="On 3 March 2026 the account posted a video of a collection for a food bank.",
        statement="Organised a collection for a food bank.",
        relevance="Shows care for the community and reliability over months.",
        source_link="https://social.example/p/123",
        no_source_reason="",
        no_capture_reason="",
        identifiers=("Declared account marisol.pena", "Same photograph as in the application"),
        direction=Direction.FAVOURABLE,
        dimension="reliability",
        attribution=Attribution.AUTHORED,
        posted_on=date(2026, 3, 3),
    )
    return replace(usual, **values)


def capture_text(**values: Any) -> CaptureText:
    """Return what is said of a capture that the rules have nothing against."""
    usual = CaptureText(
        source_link="https://social.example/p/123",
        no_source_reason="",
        shows="The post with its date.",
        tool="Screenshot of the system",
        signed_in=SignedIn.NO,
        captured_at=clock_of(db.session).now() - timedelta(hours=1),
        captured_zone="America/New_York",
        department_device=True,
    )
    return replace(usual, **values)


P = ParamSpec("P")
T = TypeVar("T")


def at_work(method: Callable[Concatenate[Evidence, P], T]) -> Callable[Concatenate[Evidence, P], T]:
    """Let a method be used with and without an application context around it."""

    @wraps(method)
    def called(self: Evidence, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if has_app_context():
            return method(self, *args, **kwargs)
        with self.bench.people.app.app_context():
            return method(self, *args, **kwargs)

    return called


class Evidence:
    """Writes evidence in cases of one bench, as its investigator unless said otherwise."""

    def __init__(self, bench: Bench) -> None:
        """Work at a bench."""
        self.bench = bench

    @at_work
    def read(self, what: Callable[[Session], T]) -> T:
        """Read something from the records as they are now."""
        db.session.rollback()
        return what(db.session)

    @at_work
    def search(self, /, case: CaseFacts, **values: Any) -> str:
        """Log a search that found something, and return its reference."""
        return self.bench.log(case, **({"result": SearchResult.FOUND_CANDIDATE} | values))

    @at_work
    def keep(
        self,
        /,
        case: CaseFacts,
        data: bytes | None = None,
        name: str = "shot.png",
        *,
        by: Actor | None = None,
        **values: Any,
    ) -> CaptureRow:
        """Keep a file as a capture."""
        case = facts_of(db.session, case.case_id)
        with open_intake(db.session, case) as intake:
            arriving = intake.begin(name)
            whole = files.png() if data is None else data
            for start in range(0, len(whole), 65_536):
                arriving.write(whole[start : start + 65_536])
            arriving.seek(0)
            if intake.troubles():
                raise intake.troubles()[0][1]
            with unit_of_work(by or self.bench.dana) as work:
                text = capture_text(**values)
                reference = add_captures(work, case, text=text, files=intake.finish())[0].reference
        return capture_of(db.session, case.case_id, reference)

    @at_work
    def write(
        self, /, case: CaseFacts, search: str = "", *, captures: tuple[str, ...] = (), **values: Any
    ) -> str:
        """Write a finding, from a search of its own unless one is given, and return its reference."""
        found = search or self.search(case)
        with unit_of_work(self.bench.dana) as work:
            finding = write_finding(
                work,
                facts_of(db.session, case.case_id),
                search=found,
                text=finding_text(**values),
                captures=captures,
            )
            return finding.reference

    @at_work
    def revise(self, /, case: CaseFacts, finding: str, seen: int, **values: Any) -> int:
        """Write a further version of a finding, and return its number."""
        with unit_of_work(self.bench.dana) as work:
            facts = facts_of(db.session, case.case_id)
            text = finding_text(**values)
            version = revise_finding(work, facts, finding=finding, seen=seen, text=text)
            return version.number if version else seen

    @at_work
    def note(self, case: CaseFacts, finding: str, text: str = "Looks like the same person to me.") -> None:
        """Add an evidence note to a finding."""
        with unit_of_work(self.bench.dana) as work:
            write_note(work, facts_of(db.session, case.case_id), finding=finding, text=text)

    @at_work
    def move(self, case: CaseFacts, *stages: Stage) -> None:
        """Move a case along, as the rooms after this one do."""
        for stage in stages:
            with unit_of_work(SYSTEM) as work:
                move_case(work, facts_of(db.session, case.case_id), to=stage)
