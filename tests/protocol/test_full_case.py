"""A case with 24 steps, 200 searches, 40 findings and 60 captures takes as many statements as a small one."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tests.factories.around import past_the_application
from tests.factories.findings import Evidence
from tests.factories.protocol import Bench
from tests.journeys.multiplied import TABLES, Copier, below
from tests.journeys.sample_cases import IN_CASE
from tests.people import Browser, People
from tests.vault.counting import statements
from tracker.db import db, unit_of_work
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import StepStatus
from tracker.protocol import settling

WANTED = {"step_outcomes": 24, "search_entries": 200, "findings": 40, "captures": 60}
PAGES = (
    "",
    "/steps",
    "/steps/06",
    "/searches",
    "/findings",
    "/captures",
    "/preview",
    "/affidavit",
    "/timeline",
)


def counts(browser: Browser, case: CaseFacts) -> dict[str, int]:
    found = {}
    with browser.application.app_context():
        engine = db.engine
    for page in PAGES:
        for _ in range(2):  # the first look at a page may write that somebody was there
            with statements(engine) as made:
                answer = browser.get(f"/cases/{case.reference}{page}")
            assert answer.status_code == 200, f"{page}: {answer.text[:500]}"
            found[page] = len([one for one in made if not one.startswith(("BEGIN", "PRAGMA"))])
    return found


def of_case(session: Session, table: str, case_id: UUID) -> int:
    rows = TABLES[table]
    return session.scalar(select(func.count()).select_from(rows).where(rows.c.case_id == case_id)) or 0


def fill(session: Session, people: People, case: CaseFacts) -> None:
    """Write rows until the case holds what is wanted, copied from what it holds and sealed anew."""
    with past_the_application(people.app.extensions["settings"]) as connection:
        copier = Copier(session, connection)
        outcomes = TABLES["step_outcomes"]
        settled = session.execute(select(outcomes).where(outcomes.c.case_id == case.case_id)).mappings().one()
        codes = (f"{number:02}" for number in range(1, 25))
        more = [{**settled, "id": uuid4(), "step": code} for code in codes if code != settled["step"]]
        connection.execute(insert(outcomes), more)
        for table in ("search_entries", "findings", "captures"):
            rows = TABLES[table]
            root = session.scalars(select(rows.c.id).where(rows.c.case_id == case.case_id)).first()
            assert root is not None
            times = WANTED[table] - of_case(session, table, case.case_id)
            holders = {one: [one] * times for one in (case.case_id, case.candidate_id)}
            copier.copy(below(session, table, root, IN_CASE[table], 20), times, holders=holders)
        connection.commit()


@pytest.mark.sqlite
def test_a_full_case_takes_as_many_statements_as_a_small_one(people: People) -> None:
    bench = Bench(people)
    case, evidence = bench.ready(), Evidence(bench)

    def settle() -> None:
        with unit_of_work(bench.dana) as work:
            settling.settle_step(work, case, step="06", status=StepStatus.DONE_FOUND)

    capture = evidence.keep(case).reference
    finding = evidence.write(case, captures=(capture,))
    evidence.note(case, finding)
    bench.read(lambda _session: settle())
    dana = people.browser(bench.dana)
    small = counts(dana, case)
    bench.read(lambda session: fill(session, people, case))
    held = bench.read(lambda session: {table: of_case(session, table, case.case_id) for table in WANTED})
    assert held == WANTED
    assert counts(dana, case) == small
    steps = dana.get(f"/cases/{case.reference}").text
    assert len(re.findall(r'class="segment', steps)) == 24
    findings = dana.get(f"/cases/{case.reference}/findings").text
    assert len(set(re.findall(rf"/cases/{case.reference}/findings/(F-[0-9A-Z]+)\"", findings))) == 40
