"""Whose raw material a person opened: across requisitions, applications and roles; what follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from html import unescape
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.factories.cases import (
    assigned,
    case_of,
    declared,
    further_case,
    investigator,
    opened_by,
    supervisor,
)
from tests.factories.requisitions import opened
from tests.pages.filled import shown
from tests.people import People
from tracker.cases import exposure
from tracker.cases.exposure import KINDS, exposure_of
from tracker.cases.models import Candidate
from tracker.cases.openings import RAW
from tracker.clock import FixedClock
from tracker.db import db
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import Role
from tracker.policy.clauses import Clause
from tracker.policy.exposure import kept_from
from tracker.policy.wording import day

pytestmark = pytest.mark.clause("Hamden D.2")
TITLES = some.lists(some.sampled_from(["Officer", "Dispatcher", "Clerk"]), unique=True)


def test_each_kind_of_raw_material_has_its_words() -> None:
    assert set(KINDS) == RAW


@given(TITLES, some.lists(some.sampled_from(["C-26-AAAAA", "C-26-BBBBB"]), unique=True))
def test_whoever_saw_raw_material_decides_nowhere_and_whoever_worked_reviews_nothing(
    boards: list[str], cases: list[str]
) -> None:
    told = kept_from(boards, cases)
    assert told[0].clause is Clause.HAMDEN_D_2
    assert all(f"'{title}'" in told[0].sentence for title in boards)
    assert [one.clause for one in told[1:]] == [Clause.HAMDEN_D_6] * bool(cases)
    assert all(case in told[-1].sentence for case in cases)


class TestPage:
    """One person's openings: whoever may read them reads the same, by name or by reference."""

    def test_it_spans_requisitions_and_roles_and_is_read_on_record(
        self, people: People, clock: FixedClock
    ) -> None:
        dana = investigator(people)
        with people.app.app_context():
            first, second = opened(people, "Officer 2026-A"), opened(people, "Officer 2026-B")
            case = declared(assigned(people, case_of(people, first)), dana)
            again = further_case(people, second, case)
            other = case_of(people, first, "Rosa Quint")
            opened_by(case, dana)
            clock.advance(timedelta(hours=1))
            opened_by(again, replace(dana, role=Role.AUDITOR))
        page = f"/people/{people.reference(dana)}/exposure"
        told = unescape(shown(people.browser(supervisor(people)), page))
        assert "Marisol Peña" in told
        assert f"{case.reference},\n" in told
        for words in (
            "Officer 2026-A, as background investigator: case (1)",
            "Officer 2026-B, as auditor",
            day(clock.now()),
        ):
            assert words in told
        assert "not in 'Officer 2026-A' and 'Officer 2026-B', nor" in told
        assert f"Reviews and releases nothing in {case.reference} (" in told
        assert other.reference not in told
        auditor = people.make("Ellen Voss", Role.AUDITOR)
        by_reference = unescape(shown(people.browser(auditor), page))
        assert "Marisol" not in by_reference
        assert f"/audit/cases/{again.reference}" in by_reference
        assert "Marisol" not in shown(people.browser(people.make("Chief Avery Stone", Role.CHIEF)), page)
        with people.app.app_context():
            lines = [one for one in ledger_page(db.session).lines if one.event == "EXPOSURE_OPENED"]
        assert len(lines) == 3

    def test_an_empty_page_draws_no_conclusion_and_does_not_deny_what_is_left_out(
        self, people: People
    ) -> None:
        dana, chief = investigator(people), people.make("Chief Avery Stone", Role.CHIEF)
        with people.app.app_context():
            assigned(people, case_of(people, opened(people)), dana)
        page = f"/people/{people.reference(dana)}/exposure"
        for reader in (dana, people.make("Ellen Voss", Role.AUDITOR)):
            told = shown(people.browser(reader), page)
            assert "opened and searched nothing of any candidate." in told
            assert "from deciding" not in told
        told = shown(people.browser(chief), page)
        assert "Nothing that you may read here." in told
        assert "left out" in told
        assert "opened and searched nothing" not in told
        assert "No raw material" not in told

    def test_everybody_reads_their_own_and_no_colleagues(self, people: People) -> None:
        dana, eric = investigator(people), people.make("Eric Boone", Role.INVESTIGATOR)
        member = people.make("Member Reyes", Role.BOARD_MEMBER)
        for one in (dana, member):
            page = f"/people/{people.reference(one)}/exposure"
            assert page in shown(people.browser(one), "/roles")
            assert "No raw material opened" in shown(people.browser(one), page)
            assert people.browser(eric).get(page).status_code == 404
        hr_admin = people.make("Priya Nair", Role.HR_ADMIN)
        hr = people.browser(hr_admin)
        assert hr.get(page).status_code == 404
        assert page not in shown(hr, f"/admin/people/{people.reference(member)}")
        with people.app.app_context():
            names = {str(one.person_id): one.name for one in (eric, member, hr_admin)}
            lines = [one for one in ledger_page(db.session).lines if one.event == "PERSON_DENIED"]
            assert lines[0].sentence(names).startswith("Priya Nair was not allowed to see whose raw material")
            assert lines[0].sentence(names).endswith(", on the page of Member Reyes")
        assert len(lines) == 3
        page = f"/people/{people.reference(dana)}/exposure"
        chief = people.browser(supervisor(people))
        assert page in shown(chief, f"/admin/people/{people.reference(dana)}")
        assert page in shown(chief, "/team")


@pytest.mark.usefixtures("context")
class TestReading:
    """A page at a time, newest first; whoever decides on a candidate does not learn who looked."""

    def test_pages_hold_each_candidate_once_also_where_moments_are_the_same(
        self, people: People, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(exposure, "PAGE", 2)
        requisition, dana = opened(people), investigator(people)
        cases = [case_of(people, requisition, f"Candidate {number}") for number in range(5)]
        for case in cases:
            opened_by(case, dana)
        found, after, pages = [], "", 0
        while after or not pages:
            view = exposure_of(db.session, dana.person_id, apart_from=None, named=True, after=after)
            found += [one.name for one in view.candidates]
            after, pages = view.older, pages + 1
        assert sorted(found) == [f"Candidate {number}" for number in range(5)]
        assert pages == 3

    def test_the_newest_opening_stands_first(self, people: People, clock: FixedClock) -> None:
        requisition, dana = opened(people), investigator(people)
        cases = [case_of(people, requisition, f"Candidate {number}") for number in range(3)]
        for case in (*cases, cases[0]):
            opened_by(case, dana)
            clock.advance(timedelta(minutes=1))
        view = exposure_of(db.session, dana.person_id, apart_from=None, named=True)
        assert [one.name for one in view.candidates] == ["Candidate 0", "Candidate 2", "Candidate 1"]
        lasts = [one.cases[0].last for one in view.candidates]
        assert all(later > earlier for later, earlier in pairwise(lasts))

    def test_whoever_decides_on_a_candidate_reads_nothing_of_them_here(self, people: People) -> None:
        requisition, dana = opened(people), investigator(people)
        opened_by(case_of(people, requisition), dana)
        member = people.make("Member Reyes", Role.BOARD_MEMBER)
        view = exposure_of(db.session, dana.person_id, apart_from=member.person_id, named=True)
        assert view.candidates == ()
        assert exposure_of(db.session, dana.person_id, apart_from=dana.person_id, named=True).candidates

    def test_no_page_begins_behind_a_candidate_whom_the_reader_decides_on(
        self, people: People, clock: FixedClock
    ) -> None:
        dana, others = investigator(people), [people.make(f"Member {x}", Role.BOARD_MEMBER) for x in "ABC"]
        elsewhere = opened(people, "Dispatcher 2026-B", *others)
        opened_by(case_of(people, elsewhere, "Older"), dana)
        clock.advance(timedelta(minutes=1))
        hidden = case_of(people, opened(people), "Hidden")
        opened_by(hidden, dana)
        reference = db.session.get_one(Candidate, hidden.candidate_id).reference
        reader = people.make("Member Reyes", Role.BOARD_MEMBER).person_id

        def behind(after: str, apart_from: UUID | None) -> list[str]:
            view = exposure_of(db.session, dana.person_id, apart_from=apart_from, named=True, after=after)
            return [one.name for one in view.candidates]

        assert behind("", reader) == ["Older"]
        assert behind(reference, None) == ["Older"]
        assert behind(reference, reader) == behind("P-ZZZZZZ", reader) == []
