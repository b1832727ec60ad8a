"""Rounds to be audited: candidates with their steps, some done otherwise; inside an application context."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import ExitStack
from datetime import timedelta
from types import MappingProxyType
from uuid import uuid4

from tests.factories.board import Board
from tests.factories.references import next_reference
from tests.factories.ways import lead_to_the_last
from tests.walls import past_authors
from tracker.cases.models import Case
from tracker.cases.openings import record_searching
from tracker.cases.service import open_case
from tracker.db import UnitOfWork, clock_of, db, unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.definitions import StepDefinition
from tracker.policy.vocabulary import Method, SearchResult, SignedIn, Stage, StepStatus
from tracker.protocol.models import Request, RequestKind, RequestRuling, SearchEntry, StepOutcome
from tracker.protocol.queries import definition_of
from tracker.release.models import Submission

SEALED = b"canary: what is sealed here is never opened by an audit"
"""Stands in sealed cells; nothing that reads the rows opens them."""


class Audit(Board):
    """A requisition whose candidates were worked on, and who looks at it afterwards."""

    auditor: Actor
    it: Actor
    OTHERS = MappingProxyType({"auditor": ("Renata Wells", Role.AUDITOR), "it": ("Sol Kim", Role.IT)})

    def worked(
        self,
        number: int,
        *,
        left: Mapping[int, Collection[str]] | None = None,
        more: Mapping[int, Mapping[str, int]] | None = None,
        beyond: Mapping[int, str] | None = None,
        excused: Mapping[int, Mapping[str, str]] | None = None,
        stage: Stage = Stage.REVIEW,
    ) -> list[str]:
        """Work candidates through the protocol and return their references, in the order of the table.

        By the candidate's place, from 0: steps ``left`` undone, with ``more`` searches than others, searched
        ``beyond`` the protocol, ``excused`` by a code of the protocol's list.
        """
        with unit_of_work(self.hr) as work:
            cases = [
                open_case(work, self.requisition, name=f"Candidate {n:03}", email="") for n in range(number)
            ]
            cases.sort(key=lambda case: (case.opened_at, case.reference))
            ids, references = [case.id for case in cases], [case.reference for case in cases]
        with unit_of_work(SYSTEM) as work, ExitStack() as walls:
            for table in ("requests", "search_entries", "step_outcomes", "submissions"):
                walls.enter_context(past_authors(work.session.connection(), table))
            record(work, Event.DEMO_LOADED, candidates=number)
            for place, case_id in enumerate(ids):
                case = work.session.get_one(Case, case_id)
                withdrawn = work.now() if stage is Stage.WITHDRAWN else None
                lead_to_the_last(work, case, stage)
                work.change(case, stage=stage.value, withdrawn_at=withdrawn)
                self._work_through(
                    work,
                    case,
                    left=(left or {}).get(place, ()),
                    more=(more or {}).get(place, {}),
                    beyond=(beyond or {}).get(place, ""),
                    excused=(excused or {}).get(place, {}),
                )
            work.session.flush()
        return references

    def _work_through(
        self,
        work: UnitOfWork,
        case: Case,
        *,
        left: Collection[str],
        more: Mapping[str, int],
        beyond: str,
        excused: Mapping[str, str],
    ) -> None:
        for step in definition_of(work.session, case.requisition_id).steps:
            if step.code in excused:
                self._excuse(work, case, step, excused[step.code])
            elif step.code not in left:
                for _ in range(step.expected_searches + more.get(step.code, 0)):
                    work.add(self._search(work, case, step))
                work.add(self._outcome(work, case, step, StepStatus.DONE_NOTHING))
            if step.code == beyond:
                request = self._ask(work, case, step, RequestKind.EXTRA_SEARCH, None)
                work.add(self._search(work, case, step, request=request))
        record_searching(_as(work, self), case_id=case.id, reference=case.reference)
        if case.stage != Stage.SEARCH:
            work.add(
                Submission(
                    case_id=case.id,
                    number=1,
                    fingerprint="0" * 64,
                    submitted_by=self.dana.person_id,
                    submitted_at=case.opened_at + timedelta(days=9),
                )
            )

    def _search(
        self, work: UnitOfWork, case: Case, step: StepDefinition, *, request: Request | None = None
    ) -> SearchEntry:
        at = work.now() - timedelta(minutes=3)
        return SearchEntry(
            id=uuid4(),
            reference=next_reference("S"),
            case_id=case.id,
            step=step.code,
            query=SEALED,
            place=step.places[0] if step.places else "Google",
            method=Method.SEARCH_ENGINE,
            signed_in=SignedIn.NO,
            result=SearchResult.NOTHING_FOUND,
            pages_seen=2,
            note=SEALED,
            department_device=True,
            searched_at=at,
            logged_by=self.dana.person_id,
            logged_at=at,
            request_id=request.id if request else None,
        )

    def _outcome(
        self,
        work: UnitOfWork,
        case: Case,
        step: StepDefinition,
        status: StepStatus,
        request: Request | None = None,
    ) -> StepOutcome:
        return StepOutcome(
            case_id=case.id,
            step=step.code,
            number=1,
            outcome=status,
            recorded_by=(self.supervisor if request else self.dana).person_id,
            recorded_at=work.now(),
            request_id=request.id if request else None,
        )

    def _excuse(self, work: UnitOfWork, case: Case, step: StepDefinition, code: str) -> None:
        excuse = definition_of(work.session, case.requisition_id).excuse(code)
        assert excuse is not None
        kind = RequestKind.NOT_APPLICABLE if excuse.not_applicable else RequestKind.COULD_NOT_BE_DONE
        request = self._ask(work, case, step, kind, code)
        work.add(self._outcome(work, case, step, StepStatus(kind.value), request))

    def _ask(
        self, work: UnitOfWork, case: Case, step: StepDefinition, kind: RequestKind, code: str | None
    ) -> Request:
        extra = kind is RequestKind.EXTRA_SEARCH
        request = work.add(
            Request(
                id=uuid4(),
                reference=next_reference("Q"),
                case_id=case.id,
                kind=kind,
                step=step.code,
                excuse_code=code,
                query=SEALED if extra else None,
                place="Google" if extra else None,
                method=Method.SEARCH_ENGINE if extra else None,
                reason=SEALED,
                asked_by=self.dana.person_id,
                asked_at=work.now(),
            )
        )
        work.session.flush()
        work.add(
            RequestRuling(
                request_id=request.id,
                asked_by=self.dana.person_id,
                approved=True,
                reason=SEALED,
                ruled_by=self.supervisor.person_id,
                ruled_at=work.now(),
            )
        )
        work.session.flush()
        return request


def _as(work: UnitOfWork, audit: Audit) -> UnitOfWork:
    """Return the same act as Dana's, so that the opening is hers."""
    return UnitOfWork(work.session, audit.dana, clock_of(db.session), work.entries)
