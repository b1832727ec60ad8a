"""The order of the desk, what an address asks of it, and what stands beside a case: without a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tracker.protocol.next_act import Act, NextAct
from tracker.protocol.worklist import (
    Chosen,
    Place,
    beside,
    by_place,
    key_at,
    page_of,
    place_of,
    places_to_choose,
    requisitions_to_choose,
)

BEGAN = datetime(2026, 3, 2, 12, tzinfo=UTC)
A, B = "R-26-AAAAA", "R-26-BBBBB"


@dataclass(frozen=True, slots=True)
class Row:
    """A case as far as the list goes."""

    reference: str
    place: Place
    due: int = 0
    requisition_reference: str = A

    @property
    def due_at(self) -> datetime:
        """Return when it is due."""
        return BEGAN + timedelta(days=self.due)


ROWS = (
    Row("C-26-22222", Place.LATER, 30),
    Row("C-26-33333", Place.DUE, 3),
    Row("C-26-44444", Place.DUE, -2, B),
    Row("C-26-55555", Place.SUPERVISOR, 1),
    Row("C-26-66666", Place.EARLIER, -90),
    Row("C-26-77777", Place.RETURNED, 9, B),
    Row("C-26-88888", Place.DUE, 3),
)


def stands(
    act: Act,
    *,
    calls: bool = False,
    unheard: bool = False,
    days_left: int | None = 20,
    recent: bool = False,
) -> Place:
    upon = NextAct(act, "words")
    theirs = act in (Act.AFFIDAVIT, Act.ANSWER)
    return place_of(upon, calls=calls, unheard=unheard, days_left=days_left, recent=recent, candidate=theirs)


@pytest.mark.parametrize(
    ("found", "place"),
    [
        (stands(Act.ANSWER_RETURN, unheard=True, calls=True, days_left=-1), Place.RETURNED),
        (stands(Act.REVIEW, unheard=True), Place.ANSWERS),
        (stands(Act.SEARCH, calls=True, days_left=1), Place.CALLS),
        (stands(Act.DECLARE, days_left=7), Place.DUE),
        (stands(Act.DECLARE, days_left=8), Place.NEW),
        (stands(Act.SEARCH, days_left=8), Place.LATER),
        (stands(Act.CHECK, days_left=-1), Place.DUE),
        (stands(Act.SEARCH, days_left=None), Place.LATER),
        (stands(Act.AFFIDAVIT, days_left=-1), Place.CANDIDATE),
        (stands(Act.ANSWER), Place.CANDIDATE),
        (stands(Act.REVIEW), Place.SUPERVISOR),
        (stands(Act.RULING), Place.SUPERVISOR),
        (stands(Act.RELEASED, recent=True, unheard=True), Place.DONE),
        (stands(Act.OVER), Place.EARLIER),
    ],
)
def test_a_case_stands_at_the_first_place_that_holds(found: Place, place: Place) -> None:
    assert found is place


def test_the_list_goes_place_by_place_and_the_first_due_first() -> None:
    listed = [one.reference[-1] for one in Chosen().of(ROWS)]
    assert listed == ["7", "4", "3", "8", "2", "5"], "what was done earlier is shown where it is asked for"
    assert [one.reference for one in Chosen(Place.EARLIER).of(ROWS)] == ["C-26-66666"]
    places = [(place, len(rows)) for place, rows in by_place(Chosen().of(ROWS))]
    assert places == [(Place.RETURNED, 1), (Place.DUE, 3), (Place.LATER, 1), (Place.SUPERVISOR, 1)]


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ({"show": "due", "requisition": A}, {"show": "due", "requisition": A}),
        ({"show": "DUE", "requisition": "R-26"}, {}),
        ({"show": "x' OR 1=1--", "requisition": "https://elsewhere.example"}, {}),
        ({"show": "", "requisition": ""}, {}),
        ({"show": "due\x00", "requisition": A + "\n"}, {}),
    ],
)
def test_what_means_nothing_in_an_address_asks_for_nothing(
    asked: dict[str, str], parts: dict[str, str]
) -> None:
    assert Chosen.read(asked).parts == parts


def test_each_choice_counts_what_it_would_show() -> None:
    for chosen in (Chosen(), Chosen(Place.DUE), Chosen(None, B), Chosen(Place.DUE, B), Chosen(Place.NEW)):
        facets = (
            *places_to_choose(ROWS, chosen),
            *requisitions_to_choose(ROWS, {A: "Officer", B: "Analyst"}, chosen),
        )
        for facet in facets:
            assert facet.count == len(Chosen.read(facet.parts).of(ROWS)), facet
            assert facet.current == (facet.parts == chosen.parts)
        assert sum(facet.current for facet in facets) == 2


def test_one_requisition_is_no_choice() -> None:
    assert requisitions_to_choose(ROWS, {A: "Officer"}, Chosen()) == ()


def test_pages_follow_one_another_without_gap_or_double() -> None:
    listed, after = Chosen().of(ROWS), None
    seen: list[Row] = []
    while True:
        page, more = page_of(listed, after, 2)
        seen += page
        if not more:
            break
        after = key_at(ROWS, page[-1].reference, page[-1].place)
    assert tuple(seen) == listed


def test_a_page_goes_on_where_its_last_case_stood_although_it_went_elsewhere() -> None:
    moved = (*ROWS[:1], Row("C-26-33333", Place.SUPERVISOR, 3), *ROWS[2:])
    page, _ = page_of(Chosen().of(moved), key_at(moved, "C-26-33333", "due"), 2)
    assert [one.reference[-1] for one in page] == ["8", "2"]


class TestBeside:
    def test_before_and_after_within_what_was_asked_for(self) -> None:
        found = beside(ROWS, Chosen(Place.DUE), "C-26-33333", "due")
        assert found is not None
        assert (found.before, found.after) == (ROWS[2], ROWS[6])
        assert (found.number, found.total) == (2, 3)

    def test_the_ends_lead_no_further(self) -> None:
        first, last = (beside(ROWS, Chosen(), one, "") for one in ("C-26-77777", "C-26-55555"))
        assert first is not None
        assert last is not None
        assert (first.before, first.after) == (None, ROWS[2])
        assert (last.before, last.after) == (ROWS[0], None)

    def test_a_case_that_left_keeps_its_neighbours(self) -> None:
        moved = (*ROWS[:1], Row("C-26-33333", Place.SUPERVISOR, 3), *ROWS[2:])
        found = beside(moved, Chosen(Place.DUE), "C-26-33333", "due")
        assert found is not None
        assert (found.before, found.after, found.number, found.total) == (ROWS[2], ROWS[6], 0, 2)

    def test_a_case_that_went_on_within_the_list_is_left_from_where_it_was_opened(self) -> None:
        moved = (*ROWS[:5], Row("C-26-77777", Place.SUPERVISOR, 9, B), *ROWS[6:])
        found = beside(moved, Chosen(), "C-26-77777", "returned")
        assert found is not None
        assert (found.before, found.after, found.number) == (None, ROWS[2], 6)

    @pytest.mark.parametrize("place", ["", "nowhere", "due\x00"])
    def test_an_odd_place_is_passed_over(self, place: str) -> None:
        found = beside(ROWS, Chosen(), "C-26-33333", place)
        assert found is not None
        assert found.after == ROWS[6]

    def test_a_case_of_somebody_else_has_none_beside_it(self) -> None:
        assert beside(ROWS, Chosen(), "C-26-ZZZZZ", "due") is None
