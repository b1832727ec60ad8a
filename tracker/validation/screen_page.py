"""The page of the screen: the wording with what to look at marked in it, and what was done about each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy.orm import Session

from tracker.policy.actors import Actor
from tracker.policy.answers import Unmet
from tracker.policy.facts import CaseFacts
from tracker.policy.finding import STATEMENT_WORDS, missing_in_statement
from tracker.policy.sanitising import NEVER_KEPT, missing_for_screening
from tracker.policy.suggesting import Suggestion
from tracker.policy.words import in_words
from tracker.protocol.case_top import CaseTop, case_top
from tracker.protocol.own_names import own_names
from tracker.validation.check_page import judged_finding
from tracker.validation.queries import JudgedFinding
from tracker.validation.screening import looked_at
from tracker.validation.words import WHOSE


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the wording; ``marks`` are the numbers of the suggestions that it belongs to.

    ``ending`` are those that end with it, each with its number and what it is about.
    """

    text: str
    marks: tuple[int, ...] = ()
    ending: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """One suggestion as the page shows it, with what was done about it so far."""

    number: int
    key: str
    passage: str
    about: str
    why: str
    may_be_kept: bool
    disposition: str
    reason: str


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """The screen of one finding's statement.

    ``left`` is what is not settled, in the words of the rules; ``gone`` are suggestions that an earlier
    wording held, with what was done about them.
    """

    top: CaseTop
    judged: JudgedFinding
    pieces: tuple[Piece, ...]
    hints: tuple[Hint, ...]
    left: tuple[Unmet, ...]
    words: int
    word_limit: int = STATEMENT_WORDS


def screen_page(session: Session, actor: Actor, case: CaseFacts, reference: str) -> ScreenPage:
    """Return the screen of a finding's newest version."""
    judged = judged_finding(session, case, reference)
    statement = judged.row.statement
    found = looked_at(statement, own_names(session, case.case_id).words)
    return ScreenPage(
        top=case_top(session, actor, case),
        judged=judged,
        pieces=pieces_of(statement, found),
        hints=tuple(_hint(number, one, judged) for number, one in enumerate(found, start=1)),
        left=(*missing_in_statement(judged.facts), *missing_for_screening(judged.facts)),
        words=len(statement.split()),
    )


def pieces_of(statement: str, found: tuple[Suggestion, ...]) -> tuple[Piece, ...]:
    """Cut a wording where suggestions begin and end; they may lie across one another."""
    edges = sorted({0, len(statement), *(place for one in found for place in (one.start, one.end))})
    return tuple(
        Piece(
            statement[start:end],
            tuple(number for number, one in enumerate(found, 1) if one.start <= start and end <= one.end),
            tuple(f"{number} {_about(one)}" for number, one in enumerate(found, 1) if one.end == end),
        )
        for start, end in pairwise(edges)
    )


def _about(one: Suggestion) -> str:
    whose = WHOSE[one.whose]
    return f"{in_words(one.category)}, {whose}" if whose else in_words(one.category)


def _hint(number: int, one: Suggestion, judged: JudgedFinding) -> Hint:
    done = judged.screened or judged.before
    settled = done.by_key.get(one.key) if done else None
    return Hint(
        number=number,
        key=one.key,
        passage=one.passage,
        about=_about(one),
        why=one.why,
        may_be_kept=one.category not in NEVER_KEPT,
        disposition=settled.disposition if settled else "",
        reason=settled.reason if settled else "",
    )
