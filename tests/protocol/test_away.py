"""Namesakes and stops: what is ruled out or stopped is not logged, captured or written about."""

from __future__ import annotations

from uuid import UUID

import pytest
import sqlalchemy as sa

from tests.cases.test_walls import seat
from tests.factories.cases import further_case
from tests.factories.findings import Evidence
from tests.factories.protocol import Bench
from tests.pages.filled import send, text_of
from tests.people import Browser, People
from tests.walls import KEPT, refused
from tracker.cases.queries import facts_of
from tracker.cases.service import open_further_case
from tracker.db import db, unit_of_work
from tracker.policy.actors import Role
from tracker.policy.answers import Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import SearchResult
from tracker.protocol.away import ruled_out, stopped_cases, stops_of
from tracker.protocol.pinned import definition_of
from tracker.protocol.setting_aside import call_stop, lift_stop, reopen_account, rule_out
from tracker.settings import Settings

WHY = "The profile names a school in Oregon and the year 2004."
NEW = "The candidate told by telephone that the school was theirs."
CANARY = "quillwort"
IN_CONTEXT = pytest.mark.usefixtures("context")


def namesake(bench: Bench, case: CaseFacts, handle: str = "marisol.pena") -> str:
    with unit_of_work(bench.dana) as work:
        return rule_out(work, case, platform="instagram", handle=handle, reason=WHY).reference


def page_of(browser: Browser, address: str) -> str:
    return text_of(browser.get(address))


def stop(bench: Bench, case: CaseFacts, kind: str = "not-to-be-kept") -> str:
    with unit_of_work(bench.dana) as work:
        return call_stop(work, case, kind=kind, platform="tiktok").reference


def applied_again(bench: Bench, case: CaseFacts) -> UUID:
    """Return a further case of the same candidate."""
    other = bench.open_requisition("Officer 2026-B")
    with unit_of_work(bench.hr) as work:
        return open_further_case(work, other, candidate_id=case.candidate_id).id


@IN_CONTEXT
def test_what_is_on_a_namesakes_account_is_logged_as_somebody_elses_alone(
    bench: Bench, case: CaseFacts
) -> None:
    namesake(bench, case)
    link = "https://www.instagram.com/Marisol.Pena/"
    with pytest.raises(Refused) as refused:
        bench.log(case, query=link, result=SearchResult.FOUND_CANDIDATE)
    assert WHY.rstrip(".") in refused.value.unmet[0].sentence
    bench.log(case, query=link, result=SearchResult.FOUND_SOMEONE_ELSE)
    bench.log(case, query=link, result=SearchResult.NOTHING_FOUND)
    evidence = Evidence(bench)
    with pytest.raises(Refused, match="ruled out"):
        evidence.write(case, source_link=f"{link}p/1")
    with pytest.raises(Refused, match="ruled out"):
        evidence.keep(case, source_link=link)


@IN_CONTEXT
def test_a_namesake_stays_ruled_out_in_a_further_case_until_somebody_else_knows_more(
    bench: Bench, case: CaseFacts
) -> None:
    reference = namesake(bench, case)
    bench.no_tie(case, bench.supervisor)
    facts = facts_of(db.session, case.case_id)
    with pytest.raises(Refused, match="somebody else decides"), unit_of_work(bench.dana) as work:
        reopen_account(work, facts, namesake=reference, reason=NEW)
    again = applied_again(bench, case)
    assert [one.reference for one in ruled_out(db.session, again)] == [reference]
    assert ruled_out(db.session, bench.ready("Marisol Peña").case_id) == (), "of another person of that name"
    with unit_of_work(bench.supervisor) as work:
        reopen_account(work, facts, namesake=reference, reason=NEW)
    assert [one.reopened for one in ruled_out(db.session, case.case_id)] == [True]
    bench.log(case, query="https://instagram.com/marisol.pena", result=SearchResult.FOUND_UNSURE)


@IN_CONTEXT
def test_the_database_lets_nobody_reopen_or_lift_what_they_did_themselves(
    bench: Bench, case: CaseFacts
) -> None:
    namesake(bench, case)
    stop(bench, case)
    tables = (
        ("ruled_out_reopenings", "ruled_out_id", "ruled_by", "reopened", "ruled_out_accounts"),
        ("search_stop_ends", "stop_id", "called_by", "lifted", "search_stops"),
    )
    for table, of, by, verb, first in tables:
        statement = (
            f"INSERT INTO {table} (id, version, {of}, {by}, reason, {verb}_by, {verb}_at) "
            f"SELECT id, 1, id, {by}, {'account' if first.startswith('ruled') else chr(39) + chr(39)}, {by}, "
            f"{'ruled' if first.startswith('ruled') else 'called'}_at FROM {first}"
        )
        with refused("not_by_who_ruled|not_by_who_stopped"):
            db.session.execute(sa.text(statement))
        db.session.rollback()
        with refused(KEPT):
            db.session.execute(sa.text(f"DELETE FROM {first}"))
        db.session.rollback()


@IN_CONTEXT
def test_nothing_is_added_where_somebody_stopped_until_a_supervisor_lets_it_go_on(
    bench: Bench, case: CaseFacts
) -> None:
    evidence = Evidence(bench)
    found = bench.log(case, result=SearchResult.FOUND_CANDIDATE)
    reference = stop(bench, case)
    refusals = (
        lambda: bench.log(case),
        lambda: evidence.write(case, found),
        lambda: evidence.keep(case, source_link="https://www.tiktok.com/@someone/video/1"),
        lambda: evidence.keep(case, source_link="", no_source_reason="It was shown to me."),
    )
    for act in refusals:
        with pytest.raises(Refused, match="Work on TikTok is stopped"):
            act()
    elsewhere = definition_of(db.session, case.requisition_id).step("01")
    bench.log(case, "01", place=elsewhere.places[0], method=elsewhere.methods[0].value)
    facts = bench.no_tie(case, bench.supervisor)
    with unit_of_work(bench.supervisor) as work:
        lift_stop(work, facts, stop=reference, reason="The unit was told by telephone at noon.")
    evidence.write(case, found)
    assert [one.holds for one in stops_of(db.session, case.case_id)] == [False]


@IN_CONTEXT
def test_a_password_that_was_seen_is_an_event_and_stops_nothing(bench: Bench, case: CaseFacts) -> None:
    stop(bench, case, "secret-seen")
    bench.log(case)
    assert [one.holds for one in stops_of(db.session, case.case_id)] == [False]


@pytest.fixture
def dana(bench: Bench, people: People) -> Browser:
    """The investigator's browser."""
    return people.browser(bench.dana)


def test_the_pages_rule_out_stop_and_tell_the_supervisor(
    bench: Bench, case: CaseFacts, people: People, dana: Browser, settings: Settings
) -> None:
    place = f"/cases/{case.reference}"
    send(dana, f"{place}/namesakes/new", platform="instagram", handle="@oregon.girl", reason=WHY)
    assert "@oregon.girl" in page_of(dana, f"{place}/namesakes")
    kept = send(
        dana, f"{place}/namesakes/new", platform="tiktok", handle="marisol.pena", reason=f"{CANARY} and more"
    )
    text = kept.get_data(as_text=True)
    assert kept.status_code == 422
    assert "The candidate declared this account" in text
    assert CANARY in text, "what was typed is still there"
    okafor = people.browser(bench.supervisor)
    bench.no_tie(case, bench.supervisor)
    assert "Work is stopped" not in okafor.get("/review").get_data(as_text=True)
    send(dana, f"{place}/stops/new", kind="not-to-be-kept", platform="tiktok")
    assert "Work there is stopped" in page_of(dana, f"{place}/stops")
    assert "Work is stopped in 1 case" in okafor.get("/review").get_data(as_text=True)
    listed = okafor.get("/stops").get_data(as_text=True)
    assert f"{place}/stops" in listed
    sam = people.make("Sam Ortiz", Role.BOARD_MEMBER)
    further = bench.open_requisition("Officer 2026-B")
    with people.app.app_context():
        further_case(people, further, case)
        seat(settings, db.session, further.requisition_id, sam)
        assert stopped_cases(db.session, sam.person_id) == (), "they decide on the candidate elsewhere"
        db.session.rollback()
    reference = bench.read(lambda session: stops_of(session, case.case_id))[0].reference
    assert dana.get(f"{place}/stops/{reference}/lift").status_code == 403
    assert "Let the work go on" not in page_of(dana, f"{place}/stops"), "offered to whoever may do it alone"
    assert "Let the work go on" in page_of(okafor, f"{place}/stops")
    assert "Put in question again" not in page_of(dana, f"{place}/namesakes"), "it was their own ruling"
    assert "Put in question again" in page_of(okafor, f"{place}/namesakes")
    assert okafor.get(f"{place}/stops/X-ZZZZZZ/lift").status_code == 404
    send(okafor, f"{place}/stops/{reference}/lift", reason="The unit was told at noon today.")
    assert "Work goes on" in page_of(dana, f"{place}/stops")
    one = bench.read(lambda session: ruled_out(session, case.case_id))[0].reference
    send(okafor, f"{place}/namesakes/{one}/reopen", reason=NEW)
    assert "In question again" in page_of(dana, f"{place}/namesakes")
    timeline = dana.get(f"{place}/timeline").get_data(as_text=True)
    assert "stopped at" in timeline
    assert "ruled an account out" in timeline
    assert "oregon" not in timeline


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.HR_ADMIN, Role.IT, Role.CHIEF])
def test_nobody_else_sees_namesakes_or_stops(
    bench: Bench, case: CaseFacts, people: People, role: Role
) -> None:
    browser = people.browser(people.make("Somebody Else", role))
    for page in ("namesakes", "namesakes/new", "stops", "stops/new"):
        assert browser.get(f"/cases/{case.reference}/{page}").status_code == 403
