"""Voluntary answers: kept so that no row says whose they are, and counted once their year is over."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from tests.affidavits.conftest import Site
from tests.factories.affidavits import NAME, Round
from tests.factories.board import GOES_ON, Board
from tests.pages.affidavits import candidate_answers, candidate_signs
from tests.pages.filled import shown
from tests.people import Browser, People
from tracker.board.deciding import Verdict
from tracker.cases.service import withdraw_case
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.impact import views
from tracker.impact.answered import said_in, times_answered
from tracker.impact.models import VoluntaryAnswer
from tracker.impact.queries import Impact, impact_of, years_of
from tracker.impact.service import keep_answers
from tracker.ledger.models import ledger_entries
from tracker.policy import impact
from tracker.policy.actors import STAFF_ROLES, SYSTEM, Actor, Role
from tracker.policy.answers import Denied, NotFound, Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.impact import Comparison, Heritage, Line, Said, Sex
from tracker.policy.vocabulary import Outcome
from tracker.vault.format import VOLUNTARY_HOLDER
from tracker.vault.models import DataKey
from tracker.vault.vault import vault_of

CLAUSE = pytest.mark.clause("29 CFR 1607.4")
WOMAN = Said(Sex.FEMALE, Heritage.SEVERAL)
STAYS = Verdict(Outcome.NOT_CONTINUE, ("integrity",), outside=True, explanation="The oral interview.")


def say(asked_by: Actor, case: CaseFacts, said: Said = WOMAN) -> VoluntaryAnswer:
    """Answer as a candidate."""
    with unit_of_work(SYSTEM) as work:
        return keep_answers(work, case, asked_by=asked_by, said=said)


@CLAUSE
def test_what_is_kept_says_of_nobody_whose_it_is(hiring: Round, case: CaseFacts) -> None:
    row = say(hiring.candidate(case), case)
    facts = (str(case.case_id), case.case_id.hex, case.reference, str(case.candidate_id))
    line = db.session.execute(
        select(ledger_entries).where(ledger_entries.c.event == "VOLUNTARY_ANSWERS_GIVEN")
    ).one()
    assert line.case_id is None
    for told in (row.case_index, line.body):
        assert not any(fact in told for fact in facts)
    assert b"female" not in row.answers
    assert said_in(db.session, [case.case_id, uuid4()]) == {case.case_id: WOMAN}


@CLAUSE
def test_the_newest_answers_count_and_the_earlier_stay(hiring: Round, case: CaseFacts) -> None:
    candidate = hiring.candidate(case)
    say(candidate, case)
    say(candidate, case, Said(None, Heritage.ASIAN))
    assert times_answered(db.session, case.case_id) == 2
    assert said_in(db.session, [case.case_id])[case.case_id] == Said(None, Heritage.ASIAN)
    for statement in ("DELETE FROM voluntary_answers", "UPDATE voluntary_answers SET number = 9"):
        with pytest.raises(DatabaseError):
            db.session.execute(text(statement))
        db.session.rollback()


@CLAUSE
def test_nobody_answers_for_a_candidate(hiring: Round, case: CaseFacts) -> None:
    for somebody in (hiring.hr, hiring.dana, hiring.supervisor, hiring.candidate(hiring.case("Ana Lima"))):
        with pytest.raises((Denied, NotFound)):
            say(somebody, case)


@CLAUSE
def test_answers_are_sealed_under_a_key_of_their_own(hiring: Round, case: CaseFacts) -> None:
    row = say(hiring.candidate(case), case)
    holders = select(DataKey.holder_id).where(DataKey.domain == "system")
    assert VOLUNTARY_HOLDER in set(db.session.scalars(holders))
    assert row.answers
    assert not vault_of(db.session).lacks_keys(db.session)


@CLAUSE
def test_a_candidate_answers_or_does_not_and_never_reads_it_again(site: Site, phone: Browser) -> None:
    candidate_answers(phone, ("instagram", "marisol"))
    candidate_signs(phone, NAME)
    assert 'href="/a/about-you"' in phone.get("/a/status").text
    page = phone.get("/a/about-you").text
    assert "You have answered." not in page
    assert "checked" not in page
    sent = phone.post("/a/about-you", data={"sex": "female"})
    assert (sent.status_code, sent.location) == (303, "/a/about-you")
    again = phone.get("/a/about-you").text
    assert "You have answered." in again
    assert "checked" not in again
    wrong = phone.post("/a/about-you", data={"sex": "martian"})
    assert wrong.status_code == 422
    empty = phone.post("/a/about-you", data={})
    assert empty.status_code == 422, "nothing chosen takes the place of no answer"
    assert "You chose nothing, so nothing was sent" in empty.text
    assert "Dos preguntas que no tiene que responder" in phone.get("/es/a/about-you").text
    for role in STAFF_ROLES:
        actor = site.people.make(f"A {role.value}", role)
        assert site.people.browser(actor).get("/a/about-you").status_code in (403, 404)


@CLAUSE
def test_answers_are_not_taken_once_the_application_is_over(hiring: Round, case: CaseFacts) -> None:
    candidate = hiring.candidate(case)
    with unit_of_work(hiring.hr) as work:
        withdraw_case(work, case)
    with pytest.raises((Refused, Denied)):
        say(candidate, hiring.now(case))
    assert times_answered(db.session, case.case_id) == 0


@CLAUSE
def test_a_year_is_counted_by_groups_once_it_is_over(
    board: Board, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(impact, "FEWEST", 1)
    board.accept()
    told = [(Sex.FEMALE, GOES_ON), (Sex.FEMALE, STAYS), (Sex.MALE, GOES_ON), (Sex.MALE, STAYS), (None, STAYS)]
    for number, (sex, verdict) in enumerate(told):
        packet = board.released(f"Candidate {number}")
        case = board.now(packet.case_id)
        say(board.candidate(case), case, Said(sex, Heritage.WHITE))
        board.read(packet)
        board.decide(packet, verdict)
    year = clock.now().year
    assert years_of(db.session) == ()
    clock.advance(timedelta(days=366))
    assert years_of(db.session) == (year,)
    seen = impact_of(db.session, year)
    assert seen.decided == 5
    assert {(line.group, line.went_on, line.stayed) for line in seen.by_sex.lines} == {
        ("female", 1, 1),
        ("male", 1, 1),
    }
    assert seen.by_heritage.lines == ()
    assert impact_of(db.session, year + 1).decided == 0


@CLAUSE
def test_the_page_is_for_auditors_and_tells_of_no_candidate(
    people: People, app: Flask, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    auditor = people.browser(people.make("Ellen Voss", Role.AUDITOR))
    assert "No year is over yet." in shown(auditor, "/audit/impact")
    with app.app_context():
        board = Board(people)
        board.accept()
        packet = board.released("Marisol Peña")
        board.read(packet)
        board.decide(packet)
        year = clock.now().year
    clock.advance(timedelta(days=366))
    auditor = people.browser(people.make("Ellen Voss", Role.AUDITOR))
    page = shown(auditor, f"/audit/impact?year={year}")
    assert "Too few answers to show." in page
    assert f"Ellen Voss read who went on by groups in {year}" in shown(auditor, "/audit/ledger")
    assert packet.case not in page
    assert "Marisol" not in page
    lines = (
        Line("female", 10, 10, Fraction(3, 4), Fraction(1, 10)),
        Line("male", 18, 6, Fraction(3, 4), None),
    )
    drawn = Impact(year, 44, Comparison(lines[::-1], hidden=True), Comparison((), hidden=True))
    monkeypatch.setattr(views, "impact_of", lambda *_: drawn)
    page = shown(auditor, f"/audit/impact?year={year}")
    assert "1 of 2 groups shown goes on at less than four fifths of the highest rate" in page
    assert "in 10.0 of 100" in page
    assert "<rect" in page
    for role in set(STAFF_ROLES) - {Role.AUDITOR}:
        somebody = people.browser(people.make(f"A {role.value}", role))
        assert somebody.get("/audit/impact").status_code in (403, 404)
