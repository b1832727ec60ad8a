"""Openings out of the ordinary: what an auditor looks at first, each sign with its reason; none accuses."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import hour
from tracker.policy.working_days import is_working_day

MANY_CASES = 12
"""More cases than this, opened by one person within an hour, are more than somebody reads."""
AN_HOUR = timedelta(hours=1)
OFTEN_REFUSED = 5
"""As many refusals of one person on one day are more than a link followed by mistake."""


class Unusual(StrEnum):
    """What makes an opening unusual."""

    OWN_TIE = "own-tie"
    """Somebody opened the case of a candidate to whom they declared a tie."""
    NOT_ASSIGNED = "not-assigned"
    """An investigator opened a case that was not theirs then."""
    OUTSIDE_HOURS = "outside-hours"
    """It was opened when the office does not work."""
    MANY_AT_ONCE = "many-at-once"
    """One person opened many cases within an hour."""
    TURNED_AWAY = "turned-away"
    """One person was not let in again and again on a day."""

    @property
    def words(self) -> str:
        """Return what it is called."""
        return _SAID[self][0]

    @property
    def why(self) -> str:
        """Return why it is looked at, and what it can be without any fault."""
        return _SAID[self][1]


_SAID: Mapping[Unusual, tuple[str, str]] = {
    Unusual.OWN_TIE: (
        "By somebody with a tie to the candidate",
        "Whoever declared a tie, or is not sure of one, keeps out of the case unless somebody else lifted "
        "it. Openings from before the tie was declared are listed too.",
    ),
    Unusual.NOT_ASSIGNED: (
        "A case that the investigator did not have at that time",
        "Investigators open the cases given to them. A case that changed hands in that very minute can "
        "appear here.",
    ),
    Unusual.OUTSIDE_HOURS: (
        "Outside the agency's hours",
        "At night, on a weekend or on a federal holiday fewer people would notice. Late shifts and deadlines "
        "are ordinary reasons.",
    ),
    Unusual.MANY_AT_ONCE: (
        f"More than {MANY_CASES} cases within an hour",
        "So many cases in so short a time are leafed through rather than read. Sharing out new cases, or an "
        "audit, is an ordinary reason.",
    ),
    Unusual.TURNED_AWAY: (
        f"Turned away {OFTEN_REFUSED} times or more on one day",
        "Somebody asked again and again for what is not theirs to see. A new role, or an old bookmark, is an "
        "ordinary reason.",
    ),
}


@dataclass(frozen=True, slots=True)
class Hours:
    """When the agency's office works, by its own clock; an office from 0 to 24 works on every day."""

    opens: int
    closes: int

    def outside(self, at: datetime) -> bool:
        """Say whether a moment, told by the agency's clock, is outside them."""
        if self.opens <= 0 and self.closes >= 24:
            return False
        return not is_working_day(at.date()) or not self.opens <= at.hour < self.closes


@dataclass(frozen=True, slots=True)
class Opening:
    """Something of a case that somebody opened, when by the agency's clock; ``searching`` as investigator."""

    person_id: UUID
    case_id: UUID
    candidate_id: UUID
    at: datetime
    searching: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What openings are judged by: the office's hours, ties by candidate, and who had which case when."""

    hours: Hours
    tied: Mapping[UUID, frozenset[UUID]]
    given: Mapping[tuple[UUID, UUID], Sequence[tuple[datetime, datetime | None]]]

    def had(self, opening: Opening) -> bool:
        """Say whether somebody had a case when they opened it."""
        spans = self.given.get((opening.person_id, opening.case_id), ())
        return any(begun <= opening.at and (ended is None or opening.at <= ended) for begun, ended in spans)


@dataclass(frozen=True, slots=True)
class Unlike:
    """What is unusual: of whom, on which day, on which case if it is of one, how often, and when."""

    sign: Unusual
    person_id: UUID
    case_id: UUID | None
    day: date
    times: int
    first: datetime
    last: datetime

    @property
    def span(self) -> str:
        """Return when it was, as the agency's clock showed it."""
        hours = [hour(self.first), hour(self.last)]
        return " to ".join(dict.fromkeys(hours))


@cites(Clause.HAMDEN_D_2, Clause.HAMPTON_D_1)
def unusual(
    openings: Iterable[Opening], turned_away: Iterable[tuple[UUID, datetime]], around: Around
) -> tuple[Unlike, ...]:
    """Return what is unusual of openings and refusals: a line a day, person and case, the newest first."""
    ordered = sorted(openings, key=lambda one: one.at)
    found: dict[tuple[Unusual, UUID, UUID | None, date], list[datetime]] = {}
    for opening in ordered:
        for sign in _of_one(opening, around):
            found.setdefault((sign, opening.person_id, opening.case_id, opening.at.date()), []).append(
                opening.at
            )
    for opening in _many(ordered):
        key = (Unusual.MANY_AT_ONCE, opening.person_id, None, opening.at.date())
        found.setdefault(key, []).append(opening.at)
    refused: dict[tuple[Unusual, UUID, UUID | None, date], list[datetime]] = {}
    for person_id, at in turned_away:
        refused.setdefault((Unusual.TURNED_AWAY, person_id, None, at.date()), []).append(at)
    found |= {key: times for key, times in refused.items() if len(times) >= OFTEN_REFUSED}
    lines = [Unlike(*key, len(times), min(times), max(times)) for key, times in found.items()]
    return tuple(sorted(lines, key=lambda line: (line.last, str(line.person_id)), reverse=True))


def _of_one(opening: Opening, around: Around) -> Iterator[Unusual]:
    if opening.person_id in around.tied.get(opening.candidate_id, ()):
        yield Unusual.OWN_TIE
    if opening.searching and not around.had(opening):
        yield Unusual.NOT_ASSIGNED
    if around.hours.outside(opening.at):
        yield Unusual.OUTSIDE_HOURS


def _many(ordered: Sequence[Opening]) -> Iterator[Opening]:
    """Yield each opening at which somebody had opened too many cases within the hour before."""
    recent: dict[UUID, deque[Opening]] = {}
    cases: dict[UUID, Counter[UUID]] = {}
    for opening in ordered:
        window, counts = (
            recent.setdefault(opening.person_id, deque()),
            cases.setdefault(opening.person_id, Counter()),
        )
        window.append(opening)
        counts[opening.case_id] += 1
        while opening.at - window[0].at >= AN_HOUR:
            gone = window.popleft().case_id
            counts[gone] -= 1
            if not counts[gone]:
                del counts[gone]
        if len(counts) > MANY_CASES:
            yield opening
