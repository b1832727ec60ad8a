"""Who may search: a current designation by the Chief (Hamden D.3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from tracker.policy.actors import Role
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.facts import DesignationFacts
from tracker.policy.wording import day, listed

LONGEST_DAYS = 3 * 366
"""A designation lasts at most three years; then the Chief looks again."""

GROUNDS: Mapping[str, str] = {
    "vetted_on": "the vetting",
    "trained_on": "the training",
    "confidentiality_signed_on": "the confidentiality signature",
}
"""What a designation stands on, each with its day."""


@cites(Clause.HAMDEN_D_3)
def missing_to_designate(facts: DesignationFacts, roles: frozenset[Role], today: date) -> tuple[Unmet, ...]:
    """Say what stands against recording this designation; ``roles`` are the person's."""
    rule = Clause.HAMDEN_D_3
    unmet = []
    if facts.designated_by_role is not Role.CHIEF:
        unmet.append(Unmet(rule, "Only the Chief designates a searcher."))
    if facts.designated_by == facts.person_id:
        unmet.append(Unmet(rule, "Nobody designates themselves."))
    if Role.INVESTIGATOR not in roles:
        unmet.append(Unmet(rule, "HR gives the role of background investigator first.", fix="people"))
    days = {field: getattr(facts, field) for field in ("starts_on", "ends_on", *GROUNDS)}
    return (*unmet, *missing_in_days(days, today))


@cites(Clause.HAMDEN_D_3)
def missing_to_end(standing: int) -> tuple[Unmet, ...]:
    """Say that there is no designation to end: none holds, and none will later."""
    if standing:
        return ()
    return (Unmet(Clause.HAMDEN_D_3, "This designation has ended already, so there is none to end."),)


@cites(Clause.HAMDEN_D_3)
def missing_in_days(days: Mapping[str, date | None], today: date) -> tuple[Unmet, ...]:
    """Say which days of a designation are wrong, each beside its field; ``days`` are by field."""
    rule = Clause.HAMDEN_D_3
    unmet = []
    first, last = days["starts_on"], days["ends_on"]
    if first and last and last <= first:
        unmet.append(Unmet(rule, "The last day must be after the first day.", "field:ends_on"))
    elif first and last and (last - first).days > LONGEST_DAYS:
        words = "A designation lasts at most three years. Choose an earlier last day."
        unmet.append(Unmet(rule, words, "field:ends_on"))
    for field, what in GROUNDS.items():
        when = days[field]
        if when is None:
            unmet.append(Unmet(rule, f"Enter the day of {what}.", f"field:{field}"))
        elif when > today:
            unmet.append(Unmet(rule, f"The day of {what} must not be in the future.", f"field:{field}"))
    return tuple(unmet)


def is_current(facts: DesignationFacts, today: date) -> bool:
    """Say whether a designation lets its person search today; ``ends_on`` is its last day."""
    ended = facts.ended_on is not None and facts.ended_on <= today
    grounds: list[date | None] = [getattr(facts, field) for field in GROUNDS]
    complete = all(when is not None and when <= today for when in grounds)
    given = facts.designated_by_role is Role.CHIEF and facts.designated_by != facts.person_id
    return given and complete and not ended and facts.starts_on <= today <= facts.ends_on


@cites(Clause.HAMDEN_D_3)
def missing_to_search(
    person_id: UUID, designations: Iterable[DesignationFacts], today: date, *, excepted: bool = False
) -> tuple[Unmet, ...]:
    """Say why this person may not search today (R-14); ``excepted`` by the Chief's recorded deviation."""
    own = [facts for facts in designations if facts.person_id == person_id]
    if excepted or _may_search(own, today):
        return ()
    return (Unmet(Clause.HAMDEN_D_3, _why_not(own, today), ref="R-14"),)


@cites(Clause.HAMDEN_D_3)
def missing_at_desk(
    person_id: UUID,
    designations: Iterable[DesignationFacts],
    today: date,
    *,
    cases: Collection[str],
    excepted: Collection[str],
) -> tuple[Unmet, ...]:
    """Say why this person may not search in the cases on hand (R-14); in all but ``excepted``, if not in all.

    Both are references: ``excepted`` those in which the Chief's recorded deviation lets this person search.
    """
    own = [facts for facts in designations if facts.person_id == person_id]
    anyway = set(cases) & set(excepted)
    if _may_search(own, today) or (anyway and anyway == set(cases)):
        return ()
    words = _why_not(own, today, here="your cases", there="them")
    if anyway:
        words += f" In {listed(anyway)} you can search: the Chief recorded a deviation for you."
    return (Unmet(Clause.HAMDEN_D_3, words, ref="R-14"),)


@cites(Clause.HAMDEN_D_3)
def missing_to_be_given(
    person_id: UUID,
    name: str,
    designations: Iterable[DesignationFacts],
    today: date,
    *,
    excepted: bool = False,
) -> tuple[Unmet, ...]:
    """Say, to whoever assigns a case, that this person may not search today (R-14)."""
    own = [facts for facts in designations if facts.person_id == person_id]
    if excepted or _may_search(own, today):
        return ()
    ended, coming = _ended_on(own, today), _starts_on(own, today)
    words = f"{name} is not designated as a searcher ({Clause.HAMDEN_D_3.label}). The Chief designates."
    if ended:
        words = f"The designation of {name} as a searcher ended on {day(ended)}. The Chief can renew it."
    elif coming:
        words = f"The designation of {name} as a searcher starts on {day(coming)}. Assign the case then."
    return (Unmet(Clause.HAMDEN_D_3, words, ref="R-14"),)


def _may_search(own: list[DesignationFacts], today: date) -> bool:
    return any(is_current(facts, today) for facts in own)


def _ended_on(own: list[DesignationFacts], today: date) -> date | None:
    over = [min(facts.ends_on, facts.ended_on or facts.ends_on) for facts in own]
    return max((when for when in over if when <= today), default=None)


def _starts_on(own: list[DesignationFacts], today: date) -> date | None:
    return min((facts.starts_on for facts in own if facts.starts_on > today), default=None)


def _why_not(own: list[DesignationFacts], today: date, *, here: str = "this case", there: str = "it") -> str:
    ended, coming = _ended_on(own, today), _starts_on(own, today)
    rest = f"You can read {here} but not add to {there}. The Chief can renew it."
    if ended:
        return f"Your designation as a searcher ended on {day(ended)}. {rest}"
    if coming:
        return f"Your designation as a searcher starts on {day(coming)}. You can read {here} until then."
    return (
        "You are not designated as a searcher. Searches are made by people who hold a sensitive position "
        f"({Clause.HAMDEN_D_3.label}). The Chief can designate you."
    )
