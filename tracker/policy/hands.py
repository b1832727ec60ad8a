"""How many people one case takes: who searches, who reviews and releases, who decides (Hamden D.2, D.6)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import counted

WAYS_OUT = (
    "HR can give the role that is missing to somebody, or add a partner agency's searcher for one case; "
    "where people are few, the Chief can record that duties are by case."
)
"""What helps where a case has too few people."""


@dataclass(frozen=True, slots=True)
class HandsFacts:
    """Who could do which part of the work on a requisition's cases: by role, and by seat."""

    searchers: frozenset[UUID]
    reviewers: frozenset[UUID]
    board: frozenset[UUID]


@cites(Clause.HAMDEN_D_2, Clause.HAMDEN_D_6)
def missing_hands(facts: HandsFacts) -> tuple[Unmet, ...]:
    """Say that no case of a requisition could ever be released with these people, and what helps.

    Duties are by case and not by title: each case takes three people, and nobody is two of them. The Chief's
    deviation lets somebody of the board search, and then the board still needs others who decide.
    """
    searchers, reviewers = facts.searchers - facts.board, facts.reviewers - facts.board
    unmet = []
    if not searchers:
        words = (
            "Nobody who is off this board can search. Give the role of background investigator to somebody,"
        )
        words += " or borrow a searcher from a partner agency; the Chief designates them."
        unmet.append(Unmet(Clause.HAMDEN_D_2, words, fix="people"))
    if not reviewers:
        words = (
            "Nobody who is off this board can review and release. Give the role of supervisor to somebody."
        )
        unmet.append(Unmet(Clause.HAMDEN_D_6, words, fix="people"))
    if searchers and searchers == reviewers and len(searchers) == 1:
        words = (
            "The same person would search and review. Nobody reviews their own work, so no case could be "
            "released. Find one more person who searches or reviews; a partner agency can lend a searcher."
        )
        unmet.append(Unmet(Clause.HAMDEN_D_6, words, fix="people"))
    return (*unmet, *((Unmet(None, _told(searchers, reviewers)),) if unmet else ()))


def _told(searchers: frozenset[UUID], reviewers: frozenset[UUID]) -> str:
    some = [counted(len(who), "person", "people") if who else "nobody" for who in (searchers, reviewers)]
    return f"With the people there are now, {some[0]} can search and {some[1]} can review. {WAYS_OUT}"
