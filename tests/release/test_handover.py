"""The handover: what is open, whom the candidate agrees to again, and words that stay for whoever is next."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.factories.around import alter, put
from tests.factories.protocol import FACEBOOK, TIKTOK, Bench
from tests.pages.filled import send, shown, text_of
from tests.people import Browser, People, csrf_off
from tests.walls import ADDED_TO, refused
from tracker.cases.handing_over import leave_words, newest_words, words_left
from tracker.cases.models import Assignment, HandoverWords
from tracker.cases.queries import case_header
from tracker.db import clock_of, db, unit_of_work
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Denied
from tracker.policy.facts import CaseFacts
from tracker.policy.handover import Agreement, agreement_of, has_act_to_come, missing_to_leave_words
from tracker.policy.stages import FINISHED, OVER
from tracker.policy.vocabulary import AccessMode, Stage
from tracker.settings import Settings

WORDS = "The landlord of step 09 calls back on Friday."
AGAIN = "Needs the candidate’s agreement again"


@pytest.fixture
def bench(people: People) -> Bench:
    """A requisition with its people."""
    return Bench(people)


def read(browser: Browser, case: CaseFacts) -> str:
    return " ".join(unescape(shown(browser, f"/cases/{case.reference}/handover")).split())


def eric(people: People) -> Actor:
    return people.make("Eric Boone", Role.INVESTIGATOR)


def test_whoever_gets_a_case_is_led_to_its_handover_and_reads_what_was_left(
    bench: Bench, people: People
) -> None:
    case = bench.ready(accounts=(TIKTOK, FACEBOOK))
    dana, supervisor = people.browser(bench.dana), people.browser(bench.supervisor)
    page = shown(dana, f"/cases/{case.reference}/handover")
    before = " ".join(unescape(page).split())
    assert "Steps not settled (24)" in before
    named = re.findall(r'data-label="Given to"><div>([^<]*)', page)
    assert {one.strip() for one in named} == {"Dana Ruiz"}
    assert "Agreed" in before
    assert AGAIN not in before
    assert "Handed over to you" not in shown(dana, "/desk")
    answer = send(dana, f"/cases/{case.reference}/handover", words=WORDS)
    assert answer.status_code == 303
    assert WORDS in read(dana, case)

    said = unescape(shown(supervisor, f"/team/{case.reference}"))
    assert "Dana Ruiz left words for the handover" in said
    assert WORDS not in said
    assert WORDS in read(supervisor, case)

    case = bench.assigned(case, eric(people), declared=False)
    boone = people.browser(eric(people))
    assert "Handed over to you" not in shown(boone, "/desk")  # not before the question about ties
    bench.no_tie(case, eric(people))
    assert "Handed over to you: read the handover" in shown(boone, "/desk")
    after = read(boone, case)
    assert WORDS in after
    assert AGAIN in after
    assert "agrees, or not, to Eric Boone: Facebook marisol.p" in after
    assert "(1 to agree to again)" in after
    assert "Handed over to you" not in shown(boone, "/desk")
    assert dana.get(f"/cases/{case.reference}/handover").status_code == 404
    events = bench.read(
        lambda session: [one.event for one in ledger_page(session, case_id=case.case_id).lines]
    )
    assert "HANDOVER_WORDS_LEFT" in events
    assert events.count("HANDOVER_OPENED") == 5  # the form is looked at before it is sent


def test_words_that_say_nothing_or_a_password_are_not_kept_and_stay_typed(
    bench: Bench, people: People
) -> None:
    case, dana = bench.ready(), people.browser(bench.dana)
    address = f"/cases/{case.reference}/handover"
    short = text_of(send(dana, address, words="Good luck"), 422)
    assert "Write in a few words what is open" in short
    assert "Good luck" in short
    assert "Hunter2-Bench" not in text_of(send(dana, address, words="the password is Hunter2-Bench"), 422)
    assert bench.read(lambda session: words_left(session, case.case_id)) == ()


def test_a_supervisor_reads_a_handover_and_leaves_no_words(bench: Bench, people: People) -> None:
    case, supervisor = bench.ready(), people.browser(bench.supervisor)
    assert "Leave these words" not in read(supervisor, case)
    address = f"/cases/{case.reference}/handover"
    auditor = people.browser(people.make("Ellen Voss", Role.AUDITOR))
    assert auditor.get(address).status_code == 403


def test_what_waits_stands_with_whom_it_waits_on(bench: Bench, people: People) -> None:
    case, dana = bench.ready(), people.browser(bench.dana)
    asked = f"/cases/{case.reference}/steps/06/ask-extra"
    place = re.findall(r'<option value="([^"]+)"', shown(dana, asked))[0]
    why = "The candidate gave this name in the interview of Monday."
    send(dana, asked, query="marisol.pena", place=unescape(place), method="public-view", reason=why)
    said = read(dana, case)
    assert "waits for a supervisor’s ruling" in said
    assert "A supervisor : rules on request" in re.sub(r"<[^>]+>", " ", said).replace("  ", " ")


def test_more_time_that_is_asked_for_stands_there_until_it_is_ruled_on_or_taken_back(
    bench: Bench, people: People
) -> None:
    csrf_off(people.app)
    case, dana = bench.ready(), people.browser(bench.dana)
    asked = f"/cases/{case.reference}/ask-more-time"
    later = bench.read(lambda session: case_header(session, case.case_id).due_at) + timedelta(days=6)
    send(dana, asked, until=f"{later:%Y-%m-%d}", reason="Two registers answer only in writing.")
    said = read(dana, case)
    assert "More time asked for (1)" in said
    reference = said.partition("rules on request U-")[2][:6]
    assert len(reference) == 6
    assert dana.post(f"{asked}/U-{reference}/take-back").status_code == 303
    said = read(dana, case)
    assert "More time asked for" not in said
    assert "rules on request" not in said


@given(some.none() | some.booleans(), some.sampled_from(Stage), some.booleans())
def test_a_request_is_listed_only_while_somebody_has_something_to_do_about_it(
    approved: bool | None, stage: Stage, correcting: bool
) -> None:
    listed = has_act_to_come(approved, stage, correcting=correcting)
    assert not listed or (stage not in FINISHED and not correcting and approved is not False)
    assert listed or approved is not None or stage in FINISHED or correcting
    assert not (listed and approved) or stage is Stage.SEARCH


@pytest.mark.clause("Hampton F.2")
@given(some.sampled_from(AccessMode), some.booleans(), some.booleans(), some.booleans())
def test_access_holds_for_whoever_it_names_while_it_lives_and_for_nobody_else(
    mode: AccessMode, live: bool, named: bool, assigned: bool
) -> None:
    state = agreement_of(mode, live=live, named=named, assigned=assigned)
    beyond = mode not in (AccessMode.PUBLIC_ONLY, AccessMode.TALK_FIRST)
    assert (state is not None) == beyond
    if beyond:
        assert (state is Agreement.HOLDS) == (live and named and assigned)
        assert (state is Agreement.OVER) == (not live)


@pytest.mark.clause("Hamden D.5")
@given(some.sampled_from(Stage))
def test_words_are_left_as_long_as_somebody_can_take_the_case_over(stage: Stage) -> None:
    assert bool(missing_to_leave_words(stage, WORDS)) == (stage in OVER)


@pytest.mark.usefixtures("context")
class TestWalls:
    """The database takes words from whoever has the case, and changes none of them."""

    def test_nobody_else_leaves_words(self, bench: Bench, settings: Settings) -> None:
        case = bench.ready()
        live = db.session.scalars(select(Assignment.id).where(Assignment.case_id == case.case_id)).one()
        values = {
            "case_id": case.case_id,
            "assignment_id": live,
            "words": b"sealed",
            "written_at": clock_of(db.session).now(),
        }
        with pytest.raises(IntegrityError, match="left by whoever has the case"):
            put(settings, HandoverWords, written_by=bench.supervisor.person_id, **values)
        with pytest.raises(Denied), unit_of_work(bench.supervisor) as work:
            leave_words(work, case, words=WORDS)

    def test_words_stay_as_they_are(self, bench: Bench, settings: Settings) -> None:
        case = bench.ready()
        with unit_of_work(bench.dana) as work:
            row_id = leave_words(work, case, words=WORDS).id
        with refused(ADDED_TO):
            alter(settings, HandoverWords, row_id, words=b"other")
        assert (newest_words(db.session, case.case_id) or ("",))[0] == "Dana Ruiz"
