"""Days away: recorded by a supervisor or by whoever is away, and nobody is given a case on them."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy.exc import IntegrityError

from tests.factories.around import alter, put
from tests.factories.protocol import Bench
from tests.pages.filled import send, shown
from tests.people import People
from tests.walls import ADDED_TO, refused
from tracker.cases.absences import away_of, set_away
from tracker.cases.models_absences import Absence
from tracker.clock import FixedClock, agency_day
from tracker.db import clock_of, db, unit_of_work
from tracker.ledger.queries import ledger_page
from tracker.policy.absences import Away, missing_for_presence, missing_to_set_away
from tracker.policy.actors import Role
from tracker.policy.answers import Denied, Overtaken
from tracker.policy.facts import PersonFacts
from tracker.settings import Settings

TODAY = date(2026, 3, 9)
INVESTIGATOR = PersonFacts(uuid4(), frozenset({Role.INVESTIGATOR}))


@pytest.fixture
def bench(people: People) -> Bench:
    """A requisition with its people."""
    return Bench(people)


def test_who_is_away_stands_on_the_team_and_is_left_out_with_the_reason(
    bench: Bench, people: People, clock: FixedClock
) -> None:
    case = bench.open_case()
    supervisor, dana = people.browser(bench.supervisor), people.browser(bench.dana)
    page = f"/team/away/{people.reference(bench.dana)}"
    today = agency_day(clock.now())
    first, last = today + timedelta(days=2), today + timedelta(days=9)
    assert page in shown(supervisor, "/team")
    assert send(supervisor, page, first=first.isoformat(), last=last.isoformat()).status_code == 303
    assert "Dana Ruiz: away from" in shown(supervisor, "/team")
    assert "0 open cases, away from" in shown(supervisor, f"/team/{case.reference}")
    clock.advance(timedelta(days=3))
    supervisor, dana = people.browser(bench.supervisor), people.browser(bench.dana)
    said = unescape(shown(supervisor, f"/team/{case.reference}"))
    assert "Dana Ruiz is away until" in said
    assert "Assign this case" not in said
    assert "/desk/away" in shown(dana, "/desk")
    assert dana.get("/desk/away").headers["Location"].endswith(page)
    assert send(dana, page, back="y").status_code == 303
    assert "Recorded so far (2)" in shown(dana, page)
    assert "Assign this case" in shown(supervisor, f"/team/{case.reference}")
    events = bench.read(lambda session: [one.event for one in ledger_page(session).lines])
    assert {"AWAY_SET", "AWAY_ENDED"} <= set(events)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Enter the days, or tick that there are none"),
        ({"first": "2031-01-05", "back": "y"}, "Either enter days, or tick this"),
        ({"first": "2031-01-05"}, "Enter the last day away"),
        ({"first": "2031-01-05", "last": "2031-01-04"}, "not before the first"),
        ({"first": "2001-01-05", "last": "2001-01-09"}, "These days are over"),
        ({"first": "2031-01-05", "last": "2033-01-04"}, "at most a year"),
        ({"first": "soon", "last": "2033-01-04"}, "Enter a day such as 2026-03-09"),
    ],
)
def test_days_that_are_none_are_refused_and_stay_typed(
    bench: Bench, people: People, typed: dict[str, str], said: str
) -> None:
    browser = people.browser(bench.supervisor)
    answer = send(browser, f"/team/away/{people.reference(bench.dana)}", **typed)
    assert answer.status_code in (409, 422)
    page = unescape(answer.get_data(as_text=True))
    assert said in page
    assert typed.get("first", "") in page


def test_nobody_records_the_days_of_a_colleague(bench: Bench, people: People) -> None:
    eric = people.make("Eric Boone", Role.INVESTIGATOR)
    assert people.browser(eric).get(f"/team/away/{people.reference(bench.dana)}").status_code == 404
    hr = people.browser(bench.hr)
    assert hr.get(f"/team/away/{people.reference(bench.dana)}").status_code == 403


@pytest.mark.usefixtures("context")
class TestRows:
    """Each recording is a further row, of which the newest counts, and the database keeps them so."""

    def away(self, bench: Bench) -> PersonFacts:
        return PersonFacts(bench.dana.person_id, frozenset({Role.INVESTIGATOR}))

    def test_what_somebody_recorded_meanwhile_is_not_passed_over(self, bench: Bench) -> None:
        today = agency_day(clock_of(db.session).now())
        with unit_of_work(bench.supervisor) as work:
            set_away(work, self.away(bench), first=today, last=today, seen=0)
        with pytest.raises(Overtaken), unit_of_work(bench.dana) as work:
            set_away(work, self.away(bench), first=today, last=today, seen=0)
        assert away_of(db.session, today) == {bench.dana.person_id: Away(today, today)}
        assert away_of(db.session, today + timedelta(days=1)) == {}

    def test_nobody_else_records_it_and_nothing_recorded_changes(
        self, bench: Bench, settings: Settings
    ) -> None:
        today = agency_day(clock_of(db.session).now())
        with pytest.raises(Denied), unit_of_work(bench.hr) as work:
            set_away(work, self.away(bench), first=today, last=today, seen=0)
        with unit_of_work(bench.dana) as work:
            row_id = set_away(work, self.away(bench), first=today, last=today, seen=0).id
        with refused(ADDED_TO):
            alter(settings, Absence, row_id, ends_on=today + timedelta(days=1))
        values = {"person_id": bench.dana.person_id, "turn": 2, "set_at": clock_of(db.session).now()}
        with pytest.raises(IntegrityError, match="by a supervisor or by themselves"):
            put(settings, Absence, starts_on=None, ends_on=None, set_by=bench.hr.person_id, **values)


@given(some.integers(-20, 20), some.integers(-20, 20))
def test_whoever_is_away_today_is_given_no_case_and_everybody_else_is(first: int, last: int) -> None:
    days = TODAY + timedelta(days=first), TODAY + timedelta(days=last)
    kept = not missing_to_set_away(INVESTIGATOR, *days, TODAY)
    assert kept == (first <= last and last >= 0)
    if kept:
        away = Away(*days)
        assert bool(missing_for_presence("Dana Ruiz", away, TODAY)) == (first <= 0 <= last)
        assert (away.told(TODAY) == "") == (last < 0)


@given(some.sampled_from([role for role in Role if role is not Role.INVESTIGATOR]))
def test_days_away_are_kept_for_investigators_alone(role: Role) -> None:
    assert missing_to_set_away(PersonFacts(uuid4(), frozenset({role})), None, None, TODAY)
