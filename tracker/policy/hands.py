"""How many people one case takes: who searches, who reviews and releases, who decides (Hamden D.2, D.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.facts import NOBODY, CaseFacts
from tracker.policy.wording import counted

WAYS_OUT = (
    "HR can give the role that is missing to somebody, or add a partner agency's searcher for one case; "
    "where people are few, the Chief can record that duties are by case."
)
"""What helps where a case has too few people."""


@dataclass(frozen=True, slots=True)
class HandsFacts:
    """Who could do which part of the work on a requisition's cases: by role, and by seat.

    ``elsewhere`` are lent by a partner agency for a case of another requisition, or for none.
    """

    searchers: frozenset[UUID]
    reviewers: frozenset[UUID]
    board: frozenset[UUID]
    elsewhere: frozenset[UUID] = NOBODY
    names: Mapping[UUID, str] = field(default_factory=dict)

    @property
    def who_search(self) -> frozenset[UUID]:
        """Return who could search for its candidates."""
        return self.searchers - self.board - self.elsewhere

    @property
    def who_review(self) -> frozenset[UUID]:
        """Return who could review and release its cases."""
        return self.reviewers - self.board


@cites(Clause.HAMDEN_D_2, Clause.HAMDEN_D_6)
def missing_hands(facts: HandsFacts) -> tuple[Unmet, ...]:
    """Say that no case of a requisition could ever be released with these people, and what helps.

    Duties are by case and not by title: each case takes three people, and nobody is two of them. The Chief's
    deviation lets somebody of the board search, and then the board still needs others who decide.
    """
    searchers, reviewers = facts.who_search, facts.who_review
    unmet = []
    if not searchers:
        words = (
            "Nobody who is off this board can search. Give the role of background investigator to somebody,"
        )
        words += " or borrow a searcher from a partner agency; the Chief designates them."
        unmet += [Unmet(Clause.HAMDEN_D_2, words, fix="people"), *out_of_search(facts)]
    if not reviewers:
        words = (
            "Nobody who is off this board can review and release. Give the role of supervisor to somebody."
        )
        unmet += [Unmet(Clause.HAMDEN_D_6, words, fix="people"), *out_of_review(facts)]
    if searchers and searchers == reviewers and len(searchers) == 1:
        words = (
            "The same person would search and review. Nobody reviews their own work, so no case could be "
            "released. Find one more person who searches or reviews; a partner agency can lend a searcher."
        )
        unmet += [Unmet(Clause.HAMDEN_D_6, words, fix="people"), *out_of_search(facts), *out_of_review(facts)]
    return (*unmet, *((Unmet(None, _told(searchers, reviewers)),) if unmet else ()))


def _told(searchers: frozenset[UUID], reviewers: frozenset[UUID]) -> str:
    some = [counted(len(who), "person", "people") if who else "nobody" for who in (searchers, reviewers)]
    return f"With the people there are now, {some[0]} can search and {some[1]} can review. {WAYS_OUT}"


@cites(Clause.HAMDEN_D_2)
def out_of_search(facts: HandsFacts) -> tuple[Unmet, ...]:
    """Say of each investigator who cannot search for this requisition's candidates why not."""
    seat = "{} sits, or sat, on its board, so does not search."
    lent = "{} is lent by a partner agency for one case, which is none of this requisition."
    return (
        *_each(facts.searchers & facts.board, facts.names, seat),
        *_each(facts.searchers & facts.elsewhere - facts.board, facts.names, lent),
    )


@cites(Clause.HAMDEN_D_2)
def out_of_review(facts: HandsFacts) -> tuple[Unmet, ...]:
    """Say of each supervisor who cannot review this requisition's cases why not."""
    seat = "{} sits, or sat, on its board, so neither reviews nor releases."
    return _each(facts.reviewers & facts.board, facts.names, seat)


def _each(people: frozenset[UUID], names: Mapping[UUID, str], words: str) -> tuple[Unmet, ...]:
    known = sorted(names[person] for person in people if person in names)
    return tuple(Unmet(Clause.HAMDEN_D_2, words.format(name)) for name in known)


@cites(Clause.HAMDEN_D_2)
def missing_deciders(people: Iterable[tuple[Unmet, ...]]) -> tuple[Unmet, ...]:
    """Say that nobody could decide: for each board member, ``people`` has what keeps them off this board."""
    barred = tuple(people)
    if any(not one for one in barred):
        return ()
    words = (
        "Nobody can decide: no board member can have a seat. Give the role of board member to somebody who "
        "neither searches nor reviews here."
    )
    each = (reason for one in barred for reason in one)
    return (Unmet(Clause.HAMDEN_D_2, words, fix="people"), *each)


def why_no_reviewer(case: CaseFacts, person_id: UUID) -> str:
    """Say why a supervisor neither reviews nor releases a case; empty where they can."""
    if person_id in case.searchers:
        return "logged searches in this case"
    if person_id in case.assigned:
        return "has, or had, this case as its investigator"
    if person_id in case.seated:
        return "sits, or sat, on the board that decides"
    if person_id in case.readers:
        return "read the board's packet on this candidate"
    if person_id in case.tied:
        return "declared a tie to this candidate"
    return ""


@cites(Clause.HAMDEN_D_6)
def missing_reviewers(case: CaseFacts, supervisors: Mapping[UUID, str]) -> tuple[Unmet, ...]:
    """Say that nobody could review and release a case, and of each supervisor why not."""
    return _nobody_of(case, supervisors, f"Nobody can review and release this case. {WAYS_OUT}")


@cites(Clause.HAMDEN_D_6)
def missing_second(case: CaseFacts, supervisors: Mapping[UUID, str], first: UUID) -> tuple[Unmet, ...]:
    """Say that nobody but the first releaser could confirm the release, and of each supervisor why not."""
    others = {person: name for person, name in supervisors.items() if person != first}
    words = "Nobody else can confirm this release, and it takes two releasers."
    return _nobody_of(case, others, f"{words} {WAYS_OUT}")


def _nobody_of(case: CaseFacts, people: Mapping[UUID, str], words: str) -> tuple[Unmet, ...]:
    why = {name: why_no_reviewer(case, person) for person, name in people.items()}
    if not all(why.values()):
        return ()
    each = (Unmet(Clause.HAMDEN_D_6, f"{name} {reason}.") for name, reason in sorted(why.items()))
    return (Unmet(Clause.HAMDEN_D_6, words, fix="people"), *each)
