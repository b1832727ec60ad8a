"""Cases whose protocol is worked through, with captures and findings to be checked and screened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from tests.factories.affidavits import COMPLETE, Round
from tests.factories.references import next_reference
from tests.factories.staged import staged
from tests.vault.sealing import seal_file
from tests.walls import past_authors
from tracker.affidavits.answers import Answers
from tracker.cases.openings import record_searching
from tracker.cases.queries import case_facts
from tracker.db import clock_of, db, unit_of_work
from tracker.findings import slots
from tracker.findings.capture_queries import ADDED
from tracker.findings.models import Capture, CustodyLine
from tracker.findings.queries import finding_of
from tracker.findings.service import FindingText, revise_finding, write_finding
from tracker.findings.stored import recompute_all
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import Actor, Role
from tracker.policy.casework import FindingFacts
from tracker.policy.checks import BY_SEARCHER
from tracker.policy.definitions import StepDefinition
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import (
    Attribution,
    Check,
    CheckAnswer,
    Direction,
    SearchResult,
    SignedIn,
    StepStatus,
)
from tracker.protocol.models import SearchEntry, StepOutcome
from tracker.protocol.pinned import definition_of
from tracker.protocol.slots import QUERY
from tracker.validation import service
from tracker.validation.queries import judged_findings
from tracker.validation.service import Said
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

STATEMENT = "In May 2025 the candidate organized a food drive in town and thanked the volunteers by post."
YES = Said(CheckAnswer.YES, "Seen in the thread and on the profile.")


def finding_text(**changes: Any) -> FindingText:
    """Return a favourable finding that passes every check and holds nothing to screen."""
    usual: dict[str, Any] = {
        "observed": "A post of 4 May 2025 on the profile thanks volunteers of a food drive.",
        "statement": STATEMENT,
        "relevance": "Shows that others can rely on the candidate.",
        "source_link": "https://example.org/post/1",
        "no_source_reason": "",
        "no_capture_reason": "",
        "identifiers": ("Handle declared in the affidavit", "Same portrait as on the application"),
        "direction": Direction.FAVOURABLE,
        "dimension": "reliability",
        "attribution": Attribution.AUTHORED,
        "posted_on": date(2025, 5, 4),
    }
    return FindingText(**(usual | changes))


class Worked(Round):
    """An open requisition in which cases are worked through; inside an application context."""

    brown: Actor
    OTHERS = MappingProxyType({"brown": ("Lt. Eva Brown", Role.SUPERVISOR)})

    @staged
    def searched(
        self, name: str = "Marisol Peña", answers: Answers = COMPLETE, *, left: Sequence[str] = ()
    ) -> CaseFacts:
        """Return a case with its affidavit filed and every step done by Dana, except those ``left``."""
        case = self.case(name)
        self.file(case, answers)
        case = self.now(case)
        self.work_through(case, left)
        return self.now(case)

    def work_through(self, case: CaseFacts, left: Sequence[str] = ()) -> None:
        """Log one search for each step's expected ones and close the step."""
        definition = definition_of(db.session, case.requisition_id)
        now = clock_of(db.session).now()
        with unit_of_work(self.dana) as work:
            record(work, Event.CASE_FILE_OPENED, about=("case", case.reference), case_id=case.case_id)
            for step in definition.steps:
                if step.code in left:
                    continue
                for place in range(step.expected_searches):
                    found = step.code == "06"
                    work.add(_entry(case, self.dana, step, place, now, found=found))
                found = step.code == "06"
                work.add(
                    StepOutcome(
                        case_id=case.case_id,
                        step=step.code,
                        number=1,
                        outcome=StepStatus.DONE_FOUND if found else StepStatus.DONE_NOTHING,
                        recorded_by=self.dana.person_id,
                        recorded_at=now,
                    )
                )
            record_searching(work, case_id=case.case_id, reference=case.reference)
        db.session.expire_all()

    def searched_too(self, case: CaseFacts, person: Actor) -> None:
        """Log a search by somebody who should not have searched, past every rule and the walls of authors."""
        step = definition_of(db.session, case.requisition_id).step("01")
        with unit_of_work(person) as work:
            record(work, Event.CASE_FILE_OPENED, about=("case", case.reference), case_id=case.case_id)
            work.add(_entry(case, person, step, 0, work.now(), found=False))
            record_searching(work, case_id=case.case_id, reference=case.reference)
            with past_authors(work.session.connection(), "search_entries"):
                work.session.flush()

    def case_of(self, reference: str) -> CaseFacts:
        """Return the case with a reference, as it stands."""
        return case_facts(db.session, self.dana, case=reference)

    def source(self, case: CaseFacts) -> str:
        """Return the reference of the search that found something."""
        return str(
            db.session.query(SearchEntry.reference)
            .filter(SearchEntry.case_id == case.case_id, SearchEntry.step == "06")
            .order_by(SearchEntry.reference)
            .limit(1)
            .scalar()
        )

    def capture(
        self, case: CaseFacts, content: bytes = b"", *, name: str = "post.png", **changes: Any
    ) -> str:
        """Keep a file as a capture, and return its reference."""
        sealer = vault_of(db.session).domain(db.session, Domain.CASE, case.case_id)
        file_id, capture_id, now = uuid4(), uuid4(), clock_of(db.session).now()
        sealed = seal_file(sealer, file_id, [content or f"picture {file_id}".encode()])
        texts = {
            "source_link": "https://example.org/post/1",
            "shows": "The post",
            "tool": "Browser",
        } | changes
        with unit_of_work(self.dana) as work:
            capture = work.add(
                Capture(
                    id=capture_id,
                    reference=next_reference("K"),
                    case_id=case.case_id,
                    file_id=file_id,
                    file_name=sealer.seal(slots.FILE_NAME, capture_id, 1, name),
                    media_type="image/png",
                    size=sealed.size,
                    sha256=sealed.sha256,
                    sealed_sha256=sealed.sealed_sha256,
                    source_link=sealer.seal(slots.CAPTURE_LINK, capture_id, 1, texts["source_link"]),
                    no_source_reason=None,
                    shows=sealer.seal(slots.SHOWS, capture_id, 1, texts["shows"]),
                    tool=sealer.seal(slots.TOOL, capture_id, 1, texts["tool"]),
                    signed_in=SignedIn.NO,
                    department_device=True,
                    captured_at=now - timedelta(minutes=2),
                    captured_zone="America/New_York",
                    uploaded_by=self.dana.person_id,
                    uploaded_at=now,
                )
            )
            work.session.flush()
            work.add(
                CustodyLine(
                    capture_id=capture_id,
                    act=ADDED,
                    outcome="",
                    done_by=self.dana.person_id,
                    done_at=now,
                )
            )
            about = ("capture", capture.reference)
            record(
                work,
                Event.CAPTURE_ADDED,
                about=about,
                case_id=case.case_id,
                media_type="image/png",
                size=sealed.size,
                sha256=sealed.sha256,
            )
            return capture.reference

    def finding(self, case: CaseFacts, *, captures: Sequence[str] = (), **changes: Any) -> str:
        """Write a finding, and return its reference."""
        with unit_of_work(self.dana) as work:
            return write_finding(
                work, case, search=self.source(case), text=finding_text(**changes), captures=captures
            ).reference

    def revise(self, case: CaseFacts, finding: str, **changes: Any) -> None:
        """Write a further version of a finding."""
        seen = finding_of(db.session, case.case_id, finding).number
        with unit_of_work(self.dana) as work:
            revise_finding(work, self.now(case), finding=finding, seen=seen, text=finding_text(**changes))

    def check(self, case: CaseFacts, finding: str, said: Said = YES, **given: Said) -> None:
        """Answer all checks that are the investigator's; ``given`` names some by number, as in ``_3``."""
        answers = dict.fromkeys(BY_SEARCHER, said)
        answers |= {Check(int(name[1:])): one for name, one in given.items()}
        seen = finding_of(db.session, case.case_id, finding).number
        with unit_of_work(self.dana) as work:
            service.answer_checks(work, self.now(case), finding=finding, seen=seen, answers=answers)

    def screen(
        self,
        case: CaseFacts,
        finding: str,
        wording: str = "",
        settled: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        """Screen a finding's statement, in other words if any are given."""
        row = finding_of(db.session, case.case_id, finding)
        with unit_of_work(self.dana) as work:
            service.screen_statement(
                work,
                self.now(case),
                finding=finding,
                seen=row.number,
                wording=wording or row.statement,
                settled=settled or {},
            )

    def verify(self, case: CaseFacts) -> None:
        """Compute the digests of all captures anew, and record what came of it."""
        states = recompute_all(db.session, case.case_id)
        with unit_of_work(self.dana) as work:
            service.verify_captures(work, self.now(case), states=states)

    @staged
    def validated(self, case: CaseFacts, *, captured: bool = True, **changes: Any) -> str:
        """Write a finding with a capture, and take it through checks and screen."""
        captures = (self.capture(case),) if captured else ()
        finding = self.finding(case, captures=captures, **changes)
        self.screen(case, finding)
        self.check(case, finding)
        if captured:
            self.verify(case)
        return finding


def _entry(
    case: CaseFacts, person: Actor, step: StepDefinition, place: int, at: datetime, *, found: bool
) -> SearchEntry:
    row_id = uuid4()
    sealer = vault_of(db.session).domain(db.session, Domain.CASE, case.case_id)
    return SearchEntry(
        id=row_id,
        reference=next_reference("S"),
        case_id=case.case_id,
        step=step.code,
        query=sealer.seal(QUERY, row_id, 1, f"query {step.code} {place}"),
        place=step.places[place % len(step.places)],
        method=step.methods[0].value,
        signed_in=SignedIn.NO,
        result=SearchResult.FOUND_CANDIDATE if found else SearchResult.NOTHING_FOUND,
        pages_seen=1,
        note=None,
        department_device=True,
        searched_at=at - timedelta(minutes=5),
        logged_by=person.person_id,
        logged_at=at,
    )


def finding_facts(session: Session, case_id: UUID) -> tuple[FindingFacts, ...]:
    """Return the findings of a case as the rules judge them, in the order they were written."""
    return tuple(judged.facts for judged in judged_findings(session, case_id))
