"""More time for a case: asked for, ruled on by somebody without a part in it, and seen beside the others."""

from __future__ import annotations

from csv import DictReader
from datetime import date, timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.cases.test_walls import seat
from tests.factories.around import also_supervisor, alter, put
from tests.factories.protocol import Bench
from tests.pages.filled import send, shown, text_of
from tests.people import People, csrf_off
from tests.walls import ADDED_TO, refused
from tracker.cases.entanglements import entanglements
from tracker.cases.models import AccessEntry, Case
from tracker.cases.openings import Thing
from tracker.cases.queries import case_header
from tracker.clock import agency_day
from tracker.db import clock_of, db, unit_of_work
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Denied, Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.more_time import (
    TimeFacts,
    TimeRulingFacts,
    missing_to_ask_time,
    missing_to_rule_on_time,
)
from tracker.policy.stages import FINISHED, UNREAD
from tracker.policy.vocabulary import Stage
from tracker.protocol.asking_time import ask_more_time, rule_more_time, take_back_time
from tracker.protocol.differing import ask_excuse, rule_request
from tracker.protocol.models_time import TimeRequest, TimeRuling, TimeTakenBack
from tracker.requisitions.seating import Entanglement
from tracker.settings import Settings

WHY = "Two registers answer only in writing, and their letters are on the way."
TODAY = date(2026, 3, 9)


def due(bench: Bench, case: CaseFacts) -> date:
    return agency_day(bench.read(lambda session: case_header(session, case.case_id).due_at))


def other(people: People) -> Actor:
    return people.make("Capt. Rosa Lee", Role.SUPERVISOR)


def openings_by(session: Session, person_id: UUID) -> int:
    return session.query(AccessEntry).filter_by(person_id=person_id, thing=Thing.CASE.value).count()


def test_more_time_is_asked_for_ruled_on_and_stands_beside_the_other_candidates(
    bench: Bench, people: People, case: CaseFacts
) -> None:
    bench.ready("Andre Whitfield")
    dana, supervisor = people.browser(bench.dana), people.browser(bench.supervisor)
    before = due(bench, case)
    until = before + timedelta(days=10)
    asked = f"/cases/{case.reference}/ask-more-time"
    assert asked in shown(dana, f"/cases/{case.reference}")
    assert send(dana, asked, until=until.isoformat(), reason=WHY).status_code == 303
    assert WHY in shown(dana, asked)
    again = text_of(send(dana, asked, until=until.isoformat(), reason=WHY), 409)
    assert "More time is asked for already" in again

    listed = unescape(shown(supervisor, "/requests"))
    assert "More time for the case" in listed
    assert WHY not in listed
    reference = listed.split('href="/requests/time/')[1].split('"')[0]
    page = f"/requests/time/{reference}"
    first = shown(supervisor, page)
    assert WHY in first
    assert "Say first whether you have a tie" in first
    assert 'name="reason"' not in first, "nothing can be typed before that"
    bench.no_tie(case, bench.supervisor)
    short = text_of(send(supervisor, page, ruling="approve", reason="ok"), 409)
    assert "Write the reason in a few words" in short
    assert (
        send(supervisor, page, ruling="approve", reason="The registers wrote to me as well.").status_code
        == 303
    )
    openings = bench.read(lambda session: openings_by(session, bench.supervisor.person_id))
    assert openings == 5, "the page three times, its refusal, and the ruling that was taken"
    assert due(bench, case) == until
    late = text_of(supervisor.get(page))
    assert "Approved by Lt. Ama Okafor" in late
    told = unescape(shown(supervisor, f"/audit/uniformity/{bench.requisition.reference}?show=differences"))
    assert "asked for by Dana Ruiz, given by Lt. Ama Okafor" in told
    csv = supervisor.get(f"/audit/uniformity/{bench.requisition.reference}/table.csv").text
    lines = [one for one in DictReader(csv.splitlines()) if one["case"] == case.reference]
    assert {one["times_made_due_later"] for one in lines} == {"1"}
    events = bench.read(
        lambda session: [one.event for one in ledger_page(session, case_id=case.case_id).lines]
    )
    assert {"MORE_TIME_ASKED", "MORE_TIME_GIVEN"} <= set(events)


def test_who_asked_takes_it_back_before_a_ruling_and_both_stay(
    bench: Bench, people: People, case: CaseFacts
) -> None:
    csrf_off(people.app)
    dana, supervisor = people.browser(bench.dana), people.browser(bench.supervisor)
    until = (due(bench, case) + timedelta(days=10)).isoformat()
    asked = f"/cases/{case.reference}/ask-more-time"
    send(dana, asked, until=until, reason=WHY)
    reference = shown(dana, asked).partition("/take-back")[0].rpartition("/")[2]
    back, page = f"{asked}/{reference}/take-back", f"/requests/time/{reference}"
    assert supervisor.post(back).status_code == 403
    assert dana.post(back).status_code == 303
    told = shown(dana, asked)
    assert "Taken back" in told
    assert WHY in told
    assert back not in told
    assert "You took this request back already" in unescape(text_of(dana.post(back), 409))
    assert reference not in shown(supervisor, "/requests")
    bench.no_tie(case, bench.supervisor)
    assert "It needs no answer" in shown(supervisor, page)
    late = supervisor.post(page, data={"ruling": "approve", "reason": "The registers wrote to me as well."})
    assert "took it back, so the request needs no answer" in unescape(text_of(late, 409))
    assert "taken back" in shown(dana, f"/cases/{case.reference}/timeline")
    assert send(dana, asked, until=until, reason=WHY).status_code == 303, "it can be asked for anew"


@pytest.mark.parametrize(
    ("days", "said"), [(0, "Choose a day after"), (-5, "Choose a day after"), (400, "at most 30 days")]
)
def test_a_day_that_gives_no_time_or_too_much_is_refused_and_stays_typed(
    bench: Bench, people: People, case: CaseFacts, days: int, said: str
) -> None:
    dana = people.browser(bench.dana)
    typed = (due(bench, case) + timedelta(days=days)).isoformat()
    answer = unescape(
        text_of(send(dana, f"/cases/{case.reference}/ask-more-time", until=typed, reason=WHY), 409)
    )
    assert said in answer
    assert WHY in answer
    assert typed in answer


@pytest.mark.usefixtures("context")
@pytest.mark.clause("Hamden D.6")
class TestWhoRules:
    """Nobody who asked, searched or had the case gives it more time, and the database holds that too."""

    def asked(self, bench: Bench) -> tuple[CaseFacts, TimeRequest]:
        case = bench.ready()
        until = agency_day(case_header(db.session, case.case_id).due_at) + timedelta(days=5)
        with unit_of_work(bench.dana) as work:
            row = ask_more_time(work, case, until=until, reason=WHY)
        return case, row

    def test_an_investigator_does_not(self, bench: Bench) -> None:
        case, row = self.asked(bench)
        with pytest.raises(Denied), unit_of_work(bench.dana) as work:
            rule_more_time(work, case, extension=row.reference, approve=True, reason=WHY)

    def test_a_supervisor_says_first_whether_there_is_a_tie_and_a_no_moves_nothing(
        self, bench: Bench, people: People
    ) -> None:
        case, row = self.asked(bench)
        before = case_header(db.session, case.case_id).due_at
        with pytest.raises(Refused), unit_of_work(other(people)) as work:
            rule_more_time(work, case, extension=row.reference, approve=False, reason=WHY)
        case = bench.no_tie(case, other(people))
        with unit_of_work(other(people)) as work:
            rule_more_time(work, case, extension=row.reference, approve=False, reason=WHY)
        assert case_header(db.session, case.case_id).due_at == before

    @pytest.mark.clause("Hamden D.2")
    def test_whoever_ruled_gets_no_seat_on_the_board_that_decides(
        self, bench: Bench, people: People, settings: Settings
    ) -> None:
        case, row = self.asked(bench)
        with unit_of_work(bench.dana) as work:
            excuse = ask_excuse(work, case, step="15", excuse_code="no-handle", reason=WHY)
        rulers = (other(people), people.make("Sam Ortiz", Role.SUPERVISOR))
        for one in rulers:
            case = bench.no_tie(case, one)
        with unit_of_work(rulers[0]) as work:
            rule_more_time(work, case, extension=row.reference, approve=False, reason=WHY)
        with unit_of_work(rulers[1]) as work:
            rule_request(work, case, request=excuse.reference, approve=False, reason=WHY)
        found = entanglements(db.session, case.requisition_id, [one.person_id for one in rulers])
        assert found == dict.fromkeys((one.person_id for one in rulers), Entanglement(ruled=True))
        db.session.rollback()
        for one in rulers:
            with pytest.raises(IntegrityError, match="ruled on a request or a tie"):
                seat(settings, db.session, case.requisition_id, one)

    def test_what_was_ruled_on_is_not_taken_back_nor_by_anybody_else(
        self, bench: Bench, people: People, settings: Settings
    ) -> None:
        case, row = self.asked(bench)
        by = {
            "request_id": row.id,
            "asked_by": bench.dana.person_id,
            "taken_back_at": clock_of(db.session).now(),
        }
        with pytest.raises(IntegrityError, match="by_who_asked"):
            put(settings, TimeTakenBack, taken_back_by=other(people).person_id, **by)
        case = bench.no_tie(case, other(people))
        with unit_of_work(other(people)) as work:
            rule_more_time(work, case, extension=row.reference, approve=False, reason=WHY)
        with pytest.raises(Refused, match="The ruling stands"), unit_of_work(bench.dana) as work:
            take_back_time(work, case, extension=row.reference)
        with pytest.raises(IntegrityError, match="was ruled on is not taken back"):
            put(settings, TimeTakenBack, taken_back_by=bench.dana.person_id, **by)

    def test_nobody_rules_on_what_was_taken_back_whoever_goes_around_the_product(
        self, bench: Bench, people: People, settings: Settings
    ) -> None:
        case, row = self.asked(bench)
        with unit_of_work(bench.dana) as work:
            take_back_time(work, case, extension=row.reference)
        with pytest.raises(IntegrityError, match="rules on more time that was taken back"):
            put(
                settings,
                TimeRuling,
                request_id=row.id,
                asked_by=bench.dana.person_id,
                approved=True,
                reason=b"sealed",
                ruled_by=other(people).person_id,
                ruled_at=clock_of(db.session).now(),
            )

    def test_the_database_moves_no_day_without_a_yes(self, bench: Bench, settings: Settings) -> None:
        case, row = self.asked(bench)
        also_supervisor(settings, bench.dana.person_id)
        with pytest.raises(IntegrityError, match="due later only by a request"):
            alter(settings, Case, case.case_id, due_at=row.until)
        with refused(ADDED_TO):
            alter(settings, TimeRequest, row.id, until=row.until + timedelta(days=1))
        with pytest.raises(IntegrityError, match="that they have or had"):
            put(
                settings,
                TimeRuling,
                request_id=row.id,
                asked_by=bench.dana.person_id,
                approved=True,
                reason=b"sealed",
                ruled_by=bench.dana.person_id,
                ruled_at=clock_of(db.session).now(),
            )


@pytest.mark.clause("Hamden D.5")
@given(some.sampled_from(Stage), some.integers(-60, 60), some.integers(-60, 60), some.booleans())
def test_a_later_day_is_asked_for_only_while_days_count(
    stage: Stage, due_in: int, until_in: int, waiting: bool
) -> None:
    due_on, until = TODAY + timedelta(days=due_in), TODAY + timedelta(days=until_in)
    facts = TimeFacts(stage, due_on, until, TODAY, 30, WHY, waiting)
    begins = max(due_on, TODAY)
    fits = stage not in FINISHED and not waiting and begins < until <= begins + timedelta(days=30)
    assert (not missing_to_ask_time(facts)) == fits


@pytest.mark.clause("Hamden D.5")
@given(some.sampled_from(Stage), some.integers(0, 3), some.booleans(), some.integers(-9, 9))
def test_whoever_has_a_part_in_the_case_rules_on_no_time(
    stage: Stage, part: int, approve: bool, until_in: int
) -> None:
    ruler, asker = uuid4(), uuid4()
    facts = TimeRulingFacts(
        ruler=ruler,
        asked_by=ruler if part == 1 else asker,
        searchers=frozenset({ruler} if part == 2 else ()),
        assigned=frozenset({asker, ruler} if part == 3 else {asker}),
        approve=approve,
        reason=WHY,
        stage=stage,
        due=TODAY,
        until=TODAY + timedelta(days=until_in),
        today=TODAY,
    )
    open_yes = stage not in FINISHED and until_in > 0
    assert (not missing_to_rule_on_time(facts)) == (
        part == 0 and stage not in UNREAD and (not approve or open_yes)
    )
