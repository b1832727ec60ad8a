"""When something was posted: whether the candidate was of age then, and whether it is recent enough.

The record holds no day of birth. It holds, sealed, the month of the 18th birthday, and what is told of it is
only whether a post lies in the window. So the month itself counts as before the window: whoever turned 18 in
June is of age, for this, from the first of July.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.law_line import LawLine
from tracker.policy.wording import MONTHS, day

YEARS_BACK, YEARS_AHEAD = 82, 5
"""How far back and ahead of today a month of an 18th birthday can lie: ages 13 to 100."""
_MONTH = re.compile(r"\s*(\d{4})-(\d{2})\s*", re.ASCII)


class About(StrEnum):
    """How exactly it is known when something was posted."""

    DAY = "day"
    """On this very day."""
    MONTH = "month"
    """Some time in the month of this day."""
    YEAR = "year"
    """Some time in the year of this day."""


ABOUT: dict[About, str] = {
    About.DAY: "That day",
    About.MONTH: "About: some time in that month",
    About.YEAR: "About: some time in that year",
}
"""What people read for each."""


class Window(StrEnum):
    """Where a post lies in time; nothing more is told of it."""

    INSIDE = "in"
    """Surely in the window."""
    OUTSIDE = "out"
    """Surely before it."""
    MAY_BE_OUTSIDE = "may-be-out"
    """Some of the time that it may be from lies before the window."""
    CANNOT_TELL = "cannot-tell"
    """The day of the post, or the candidate's month, is not on record."""


WINDOWS: dict[Window, str] = {
    Window.INSIDE: "In the window",
    Window.OUTSIDE: "Out of the window",
    Window.MAY_BE_OUTSIDE: "It may be out of the window",
    Window.CANNOT_TELL: "It cannot be told whether it is in the window",
}
"""What people read of each."""
_BARRED = frozenset({Window.OUTSIDE, Window.MAY_BE_OUTSIDE})


@dataclass(frozen=True, slots=True)
class PostsRule:
    """Whether the law here lets be used what was posted before 18, or before the years looked back."""

    under_18: bool
    older: bool
    ground: LawLine


PLAIN_POSTS = PostsRule(
    under_18=False,
    older=False,
    ground=LawLine(
        "Nothing posted before 18, or before the years that the protocol looks back, is released.",
        "Practice of this product; no statute",
        "M",
    ),
)
"""What holds where a profile says nothing of it."""


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What is told of when a finding was posted, and what the law here says of it."""

    age: Window = Window.CANNOT_TELL
    recency: Window = Window.CANNOT_TELL
    rule: PostsRule = PLAIN_POSTS


UNTOLD = PostFacts()
"""Nothing is told of when it was posted."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, self.number, 1)

    @property
    def after(self) -> date:
        """Return the first day after it."""
        return (self.first + timedelta(days=31)).replace(day=1)

    def __str__(self) -> str:
        """Write it as it is typed, such as 2019-06."""
        return f"{self.year:04}-{self.number:02}"


def month_in(text: str) -> Month | None:
    """Return the month that was typed, such as ``2019-06``; None where it is none."""
    found = _MONTH.fullmatch(text)
    year, number = (int(part) for part in found.groups()) if found else (0, 0)
    return Month(year, number) if 1800 <= year < 2900 and 1 <= number <= 12 else None


def kept_day(posted_on: date | None, about: About) -> date | None:
    """Return the day that is kept for a post: for about a month or a year, its first."""
    if posted_on is None or about is About.DAY:
        return posted_on
    return posted_on.replace(day=1) if about is About.MONTH else date(posted_on.year, 1, 1)


def posted_words(posted_on: date | None, about: About, unknown: str) -> str:
    """Return when it was posted as people read it: the day, or about when."""
    if posted_on is None:
        return unknown
    if about is About.DAY:
        return day(posted_on)
    year = str(posted_on.year)
    return year if about is About.YEAR else f"{MONTHS[posted_on.month - 1]} {year}"


def age_at_post(posted_on: date | None, about: About, of_age: Month | None) -> Window:
    """Say whether the candidate was 18 at a post; ``of_age`` is the month of the 18th birthday."""
    if posted_on is None or of_age is None:
        return Window.CANNOT_TELL
    first, last = _span(posted_on, about)
    if last < of_age.first:
        return Window.OUTSIDE
    return Window.INSIDE if first >= of_age.after else Window.MAY_BE_OUTSIDE


def recency(posted_on: date | None, about: About, found_on: date, years: int) -> Window:
    """Say whether a post lies in the years that the protocol looks back, counted from when it was found."""
    if posted_on is None:
        return Window.CANNOT_TELL
    first, last = _span(posted_on, about)
    begins = _years_before(found_on, years)
    if last < begins:
        return Window.OUTSIDE
    return Window.INSIDE if first >= begins else Window.MAY_BE_OUTSIDE


def _span(posted_on: date, about: About) -> tuple[date, date]:
    if about is About.DAY:
        return posted_on, posted_on
    if about is About.YEAR:
        return date(posted_on.year, 1, 1), date(posted_on.year, 12, 31)
    month = Month(posted_on.year, posted_on.month)
    return month.first, month.after - timedelta(days=1)


def _years_before(when: date, years: int) -> date:
    leaps = when.month == 2 and when.day == 29
    return when.replace(year=when.year - years, day=28 if leaps else when.day)


def told_of_time(posted: PostFacts) -> tuple[str, ...]:
    """Say where a post lies, as everybody who checks the finding reads it."""
    told = [f"{WINDOWS[posted.age]} of the candidate's age at the post."]
    if posted.age is Window.CANNOT_TELL:
        told.append("Say in your ground how you know the age then.")
    told.append(f"{WINDOWS[posted.recency]} of the years that the protocol looks back.")
    return tuple(told)


@cites(Clause.HAMDEN_D_5, Clause.HAMDEN_D_6)
def missing_in_time(reference: str, posted: PostFacts) -> tuple[Unmet, ...]:
    """Say that a finding is not released, as its post is or may be from before a window."""
    unmet = []
    fix = f"finding:{reference}"
    narrower = " If it can be told more exactly when it was posted, write that in a new version."
    if posted.age in _BARRED and not posted.rule.under_18:
        surely = posted.age is Window.OUTSIDE
        words = (
            f"Finding {reference} cannot be released. Its post {'is' if surely else 'may be'} from before "
        )
        words += "the age window, and what somebody posted before turning 18 is not used here."
        unmet.append(Unmet(Clause.HAMDEN_D_6, words + ("" if surely else narrower), fix=fix, ref="R-20"))
    if posted.recency in _BARRED and not posted.rule.older:
        surely = posted.recency is Window.OUTSIDE
        words = f"Finding {reference} cannot be released. Its post {'is' if surely else 'may be'} older than "
        words += "the years that the protocol looks back, which are the same for every candidate."
        unmet.append(Unmet(Clause.HAMDEN_D_5, words + ("" if surely else narrower), fix=fix, ref="R-20"))
    return tuple(unmet)


@cites(Clause.HAMDEN_D_6)
def missing_in_month(text: str, today: date, *, over: bool) -> tuple[Unmet, ...]:
    """Say what is left before the month of an 18th birthday is kept: it is one, and the case goes on."""
    if over:
        words = "This application is over, so no age window is set for it any more."
        return (Unmet(Clause.HAMDEN_D_6, words),)
    month = month_in(text)
    if month is None:
        words = "Enter the year and the month of the 18th birthday, such as 2019-06."
        return (Unmet(Clause.HAMDEN_D_6, words, fix="field:month"),)
    if not today.year - YEARS_BACK <= month.year <= today.year + YEARS_AHEAD:
        words = "Enter the month in which the candidate turned, or turns, 18. It is not the month of birth."
        return (Unmet(Clause.HAMDEN_D_6, words, fix="field:month"),)
    return ()
