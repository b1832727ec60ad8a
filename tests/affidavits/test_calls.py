"""Candidates who were promised a call are called: staff see whom, and it is recorded once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.affidavits.conftest import Site
from tests.factories.affidavits import COMPLETE, INSTAGRAM, Round
from tracker.affidavits.access import note_use, record_call, stop_access
from tracker.affidavits.calls import Call, calls_due, duty_call_since
from tracker.affidavits.queries import live_grant
from tracker.cases.conflicts import declare_conflict
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Denied, NotFound, Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import AccessMode, ConflictAnswer, Stage
from tracker.protocol.case_page import case_page


def due(case: CaseFacts, clock: FixedClock) -> list[Call]:
    """Return the calls that are due in a case."""
    return list(calls_due(db.session, (case.case_id,), clock.now()).get(case.case_id, ()))


def untied(hiring: Round, case: CaseFacts, who: Actor) -> None:
    """Say for somebody that there is no tie to the candidate."""
    with unit_of_work(who) as work:
        declare_conflict(work, hiring.now(case), answer=ConflictAnswer.NONE)


@pytest.mark.parametrize("mode", list(AccessMode))
def test_a_call_is_due_for_every_way_that_takes_two(
    hiring: Round, case: CaseFacts, clock: FixedClock, mode: AccessMode
) -> None:
    hiring.file(case, replace(COMPLETE, accounts=(replace(INSTAGRAM, mode=mode.value),), has_former=False))
    expected = [] if mode is AccessMode.PUBLIC_ONLY else [Call(1, mode, clock.now())]
    assert due(case, clock) == expected


def test_a_supervisor_owes_the_call_about_an_account_for_official_duty(
    hiring: Round, case: CaseFacts, clock: FixedClock
) -> None:
    plain = replace(COMPLETE, accounts=(replace(INSTAGRAM, mode="public-only"),), has_former=False)
    hiring.file(case, replace(plain, official_duty=True))
    filed = clock.now()
    untied(hiring, case, hiring.dana)
    untied(hiring, case, hiring.supervisor)
    clock.advance(timedelta(hours=1))
    hiring.amend(case, other_names=("Mari P", "M. Ortiz"))
    assert duty_call_since(db.session, hiring.now(case)) == filed
    with pytest.raises(Refused, match="No call"), unit_of_work(hiring.dana) as work:
        record_call(work, hiring.now(case))
    with unit_of_work(hiring.supervisor) as work:
        assert (
            case_page(work.session, hiring.supervisor, hiring.now(case), clock.now()).calls[-1].since == filed
        )
        record_call(work, hiring.now(case))
    assert duty_call_since(db.session, hiring.now(case)) is None


@pytest.mark.clause("Hampton F.2")
def test_a_recorded_call_is_due_no_more_until_the_candidate_chooses_anew(
    hiring: Round, case: CaseFacts, clock: FixedClock
) -> None:
    hiring.file(case)
    untied(hiring, case, hiring.dana)
    clock.advance(timedelta(hours=1))
    with unit_of_work(hiring.dana) as work:
        record_call(work, hiring.now(case))
    assert due(case, clock) == []
    clock.advance(timedelta(hours=1))
    hiring.amend(case, other_names=("Mari P", "M. Ortiz"))
    assert due(case, clock) == []
    with pytest.raises(Refused, match="No call"), unit_of_work(hiring.dana) as work:
        record_call(work, hiring.now(case))
    clock.advance(timedelta(hours=1))
    hiring.amend(case, accounts=(replace(INSTAGRAM, mode="talk-first"),), has_former=False)
    assert [(call.mode, call.since) for call in due(case, clock)] == [(AccessMode.TALK_FIRST, clock.now())]


def test_what_was_stopped_used_or_is_over_needs_no_call(
    hiring: Round, case: CaseFacts, clock: FixedClock
) -> None:
    hiring.file(case)
    grant = live_grant(
        db.session,
        case.case_id,
        number=1,
        mode=AccessMode.TOGETHER,
        investigator_id=hiring.dana.person_id,
        at=clock.now(),
    )
    assert grant
    with unit_of_work(hiring.dana) as work:
        note_use(work, hiring.now(case), grant_id=grant.grant_id, number=1)
    assert due(case, clock) == []
    second = hiring.case("Ana Lima")
    hiring.file(second)
    assert due(second, clock)
    with unit_of_work(hiring.candidate(second)) as work:
        stop_access(work, hiring.now(second), number=1)
    assert due(second, clock) == []


@pytest.mark.parametrize(
    "role", [Role.HR_ADMIN, Role.CHIEF, Role.AUDITOR, Role.BOARD_MEMBER, Role.INVESTIGATOR]
)
def test_others_record_no_call(hiring: Round, case: CaseFacts, role: Role) -> None:
    hiring.file(case)
    other = hiring.people.make("Sam Haddad", role)
    with pytest.raises((Denied, NotFound)), unit_of_work(other) as work:
        record_call(work, hiring.now(case))


def test_desk_and_overview_say_whom_to_call_and_the_candidate_is_told_no_more(
    site: Site, clock: FixedClock
) -> None:
    with site.inside() as hiring:
        hiring.file(site.case)
        untied(hiring, site.case, hiring.dana)
    desk, case = site.desk(site.round.dana), f"/cases/{site.case.reference}"
    assert "Call the candidate, as promised" in desk.get("/desk").text
    overview = desk.get(case).text
    assert "was promised a call" in overview
    assert "Instagram marisol.pena: agree on a time to look together" in overview
    assert "If nobody has called you" in site.phone().get("/a/status").text
    clock.advance(timedelta(minutes=10))
    done = desk.post(f"{case}/called")
    assert (done.status_code, done.location) == (303, case)
    assert "Call the candidate" not in desk.get("/desk").text
    assert "was promised a call" not in desk.get(case).text
    assert "If nobody has called you" not in site.phone().get("/a/status").text
    assert desk.post(f"{case}/called").status_code == 409
    assert "called the candidate about access to 1 account" in desk.get(f"{case}/timeline").text


def test_nobody_is_called_once_the_case_is_not_searched_any_more(site: Site) -> None:
    with site.inside() as hiring:
        hiring.file(site.case)
        untied(hiring, site.case, hiring.dana)
        hiring.move(site.case, Stage.REVIEW)
    desk, case = site.desk(site.round.dana), f"/cases/{site.case.reference}"
    assert "was promised a call" not in desk.get(case).text
    assert "Call the candidate" not in desk.get("/desk").text
    assert desk.post(f"{case}/called").status_code == 409
