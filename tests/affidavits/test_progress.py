"""How far candidates are, as HR reads it: a word for each, no answer, and no more statements for many."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from tests.affidavits.conftest import Site
from tests.factories.affidavits import COMPLETE, INSTAGRAM, NOTHING, Round
from tests.vault.counting import statements
from tracker.affidavits.drafts import begin_change
from tracker.affidavits.progress import how_far_affidavits_are
from tracker.cases.how_far import how_far
from tracker.db import db, unit_of_work
from tracker.policy.facts import CaseFacts


def words(case: CaseFacts) -> str:
    """Return what HR reads of one case."""
    db.session.rollback()
    found = how_far(db.session, [case.case_id]).get(case.case_id)
    return found.words if found else ""


def test_an_affidavit_is_begun_ready_and_filed(hiring: Round, case: CaseFacts) -> None:
    assert words(case) == ""
    hiring.answer(case, replace(NOTHING, uses=""))
    assert words(case) == "Started"
    hiring.answer(case, COMPLETE)
    assert words(case) == "Ready but not signed"
    hiring.sign(case)
    assert words(case) == "Filed"
    with unit_of_work(hiring.candidate(case)) as work:
        begin_change(work, hiring.now(case))
    assert words(case) == "Filed", "a change that is begun takes nothing back"


def test_what_the_law_does_not_let_be_asked_holds_nobody_up(site: Site) -> None:
    with site.inside() as hiring:
        california = Round(hiring.people, profile="ca")
        case = california.case("Ana Lopez")
        california.answer(case, replace(NOTHING, uses="", has_former=None))
        assert words(case) == "Ready but not signed"


def test_it_takes_as_many_statements_for_many_as_for_few(session: Session, hiring: Round) -> None:
    counted: list[int] = []
    cases: list[CaseFacts] = []
    for number in (2, 9):
        for _ in range(number):
            cases.append(hiring.case("Ana Lopez", assigned=False))
            hiring.answer(cases[-1], COMPLETE)
        if number == 2:
            hiring.sign(cases[0])
        session.rollback()
        with statements(db.engine) as seen:
            found = how_far_affidavits_are(session, [case.case_id for case in cases])
        assert len(found) == len(cases)
        counted.append(sum(one.lstrip().startswith("SELECT") for one in seen))
    assert counted == [3, 3]


def test_hr_reads_it_in_the_list_and_on_the_page_of_the_candidate(site: Site) -> None:
    desk = site.desk(site.round.hr)
    pages = ("/admin/candidates", f"/admin/candidates/{site.case.reference}/invitation")
    assert "Not begun" in desk.get(pages[1]).text
    for answers, said in ((NOTHING, "Ready but not signed"), (replace(COMPLETE, uses=""), "Started")):
        with site.inside() as hiring:
            hiring.answer(site.case, answers)
        for page in pages:
            text = desk.get(page).text
            assert said in text
            assert INSTAGRAM.handle not in text
    with site.inside() as hiring:
        hiring.file(site.case)
    for page in pages:
        assert "Filed" in desk.get(page).text


@pytest.mark.parametrize("cases", [(), []])
def test_nothing_is_asked_about_nobody(session: Session, cases: tuple[()]) -> None:
    with statements(db.engine) as seen:
        assert how_far(session, cases) == {}
    assert len(seen) == 0
