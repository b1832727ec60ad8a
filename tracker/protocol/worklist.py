"""The order of an investigator's cases, and the part of them asked for: pure, and kept in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Generic, Protocol, Self, TypeVar

from tracker.cases.due import SOON_DAYS
from tracker.protocol.next_act import Act, Group, NextAct
from tracker.references import REFERENCE


class Place(StrEnum):
    """Where a case stands on the desk, in the order of the desk; the words are what an address says."""

    RETURNED = "returned"
    """A supervisor returned it."""
    ANSWERS = "answers"
    """The candidate answered, and it is not read yet."""
    CALLS = "calls"
    """A call was promised, or a meeting agreed on is near or past."""
    DUE = "due"
    """It is overdue, or due within a week."""
    NEW = "new"
    """Nobody has said yet whether there is a tie."""
    LATER = "later"
    """It is under way, and due later."""
    CANDIDATE = "candidate"
    """The candidate acts next."""
    SUPERVISOR = "supervisor"
    """A supervisor acts next."""
    DONE = "done"
    """It was done this month."""
    EARLIER = "earlier"
    """It was done before this month; shown where it is asked for."""

    @property
    def rank(self) -> int:
        """Return the place's number in the order of the desk."""
        return list(Place).index(self)

    @property
    def words(self) -> str:
        """Return the heading of what stands there."""
        return _WORDS[self]

    @property
    def group(self) -> Group:
        """Return which of the three groups it is part of."""
        if self in (Place.DONE, Place.EARLIER):
            return Group.DONE
        return Group.WAITING if self in (Place.CANDIDATE, Place.SUPERVISOR) else Group.TODO


_WORDS = {
    Place.RETURNED: "Returned to you",
    Place.ANSWERS: "Answers came in",
    Place.CALLS: "Calls promised and meetings agreed",
    Place.DUE: "Overdue or due within a week",
    Place.NEW: "New",
    Place.LATER: "Due later",
    Place.CANDIDATE: "On the candidate",
    Place.SUPERVISOR: "On a supervisor",
    Place.DONE: "Done this month",
    Place.EARLIER: "Done earlier",
}


class Listed(Protocol):
    """A case as far as its place in the list goes."""

    @property
    def reference(self) -> str:
        """Return its reference."""

    @property
    def place(self) -> Place:
        """Return where it stands."""

    @property
    def requisition_reference(self) -> str:
        """Return whose requisition it is of."""

    @property
    def due_at(self) -> datetime:
        """Return when it is due."""


Key = tuple[int, datetime, str]
L = TypeVar("L", bound=Listed)


def place_of(
    upon: NextAct, *, calls: bool, unheard: bool, days_left: int | None, recent: bool, candidate: bool
) -> Place:
    """Say where a case stands; ``recent``: it was done this month; ``candidate``: it waits on them."""
    stands = (
        (upon.group is Group.DONE, Place.DONE if recent else Place.EARLIER),
        (upon.act is Act.ANSWER_RETURN, Place.RETURNED),
        (unheard, Place.ANSWERS),
        (calls, Place.CALLS),
        (candidate, Place.CANDIDATE),
        (upon.group is Group.WAITING, Place.SUPERVISOR),
        (days_left is not None and days_left <= SOON_DAYS, Place.DUE),
        (upon.act is Act.DECLARE, Place.NEW),
    )
    return next((place for holds, place in stands if holds), Place.LATER)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What part of the list is asked for; nothing where all of it is."""

    place: Place | None = None
    requisition: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Self:
        """Read it from an address; what means nothing there asks for nothing."""
        show, requisition = asked.get("show", ""), asked.get("requisition", "")
        return cls(
            Place(show) if show in set(Place) else None,
            requisition if REFERENCE.fullmatch(requisition) else "",
        )

    @property
    def parts(self) -> dict[str, str]:
        """Return it as parts of an address."""
        asked = {"show": self.place.value if self.place else "", "requisition": self.requisition}
        return {name: value for name, value in asked.items() if value}

    @property
    def words(self) -> str:
        """Return in words which of one's cases are meant."""
        return f"your cases: {self.place.words}" if self.place else "your cases"

    def holds(self, one: Listed) -> bool:
        """Say whether a case is part of it; what was done before this month only where it is asked for."""
        if self.requisition and one.requisition_reference != self.requisition:
            return False
        return one.place is self.place if self.place else one.place is not Place.EARLIER

    def of(self, rows: Sequence[L]) -> tuple[L, ...]:
        """Return the cases asked for, in the order of the desk."""
        return tuple(sorted(filter(self.holds, rows), key=key_of))


def key_of(one: Listed) -> Key:
    """Return what a case is put in order by."""
    return one.place.rank, one.due_at, one.reference


def key_at(rows: Sequence[Listed], reference: str, place: str) -> Key | None:
    """Return where a case stood when it was shown at a place; None for what is not on this desk."""
    if one := next((row for row in rows if row.reference == reference), None):
        return (Place(place).rank, one.due_at, one.reference) if place in set(Place) else key_of(one)
    return None


def page_of(rows: Sequence[L], after: Key | None, most: int) -> tuple[tuple[L, ...], bool]:
    """Return a page of cases in the order of the desk, and whether there are more behind it."""
    behind = [one for one in rows if after is None or key_of(one) > after]
    return tuple(behind[:most]), len(behind) > most


@dataclass(frozen=True, slots=True)
class Facet:
    """One choice with how many cases it holds; ``parts`` is its address, ``current`` that it is chosen."""

    words: str
    count: int
    parts: dict[str, str]
    current: bool


def places_to_choose(rows: Sequence[Listed], chosen: Chosen) -> tuple[Facet, ...]:
    """Return the places that hold something under the chosen requisition, with all of them first."""
    every = Chosen(None, chosen.requisition)
    among = [one for one in rows if not every.requisition or one.requisition_reference == every.requisition]
    counts = {place: sum(one.place is place for one in among) for place in Place}
    return (
        Facet("Open and done this month", len(every.of(rows)), every.parts, chosen.place is None),
        *(
            Facet(place.words, count, Chosen(place, chosen.requisition).parts, place is chosen.place)
            for place, count in counts.items()
            if count or place is chosen.place
        ),
    )


def requisitions_to_choose(
    rows: Sequence[Listed], titles: Mapping[str, str], chosen: Chosen
) -> tuple[Facet, ...]:
    """Return the requisitions that the cases at the chosen place are of; nothing where there is one alone."""
    references = sorted(titles, key=lambda one: (titles[one].lower(), one))
    if len(references) < 2 and not chosen.requisition:
        return ()
    every = Chosen(chosen.place)
    each = [(Chosen(chosen.place, one), titles[one]) for one in references]
    counted = [(one, words, len(one.of(rows))) for one, words in each]
    return (
        Facet("All requisitions", len(every.of(rows)), every.parts, not chosen.requisition),
        *(
            Facet(words, count, one.parts, one == chosen)
            for one, words, count in counted
            if count or one == chosen
        ),
    )


@dataclass(frozen=True, slots=True)
class Beside(Generic[L]):
    """The cases before and after one in the list it was opened from.

    ``number`` is its own number there, 0 once it has left; ``total`` how many the list holds now.
    """

    chosen: Chosen
    before: L | None
    after: L | None
    number: int
    total: int


def beside(rows: Sequence[L], chosen: Chosen, reference: str, place: str) -> Beside[L] | None:
    """Return what stands beside a case where it was opened, also when it left that place since.

    None for a case that is not on this desk.
    """
    key = key_at(rows, reference, place)
    if key is None:
        return None
    listed = chosen.of(rows)
    others = [one for one in listed if one.reference != reference]
    return Beside(
        chosen=chosen,
        before=next((one for one in reversed(others) if key_of(one) < key), None),
        after=next((one for one in others if key_of(one) > key), None),
        number=next((at for at, one in enumerate(listed, 1) if one.reference == reference), 0),
        total=len(listed),
    )


def by_place(rows: Sequence[L]) -> tuple[tuple[Place, tuple[L, ...]], ...]:
    """Return cases in the order of the desk below the place where they stand."""
    return tuple((place, tuple(some)) for place, some in groupby(rows, lambda one: one.place))
