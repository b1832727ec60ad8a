"""What the database and the rules both list is the same list: neither moves without the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask import Flask
from sqlalchemy import inspect

from migrations.by_case_walls import ALSO_BY_CASE as WALLED_BY_CASE
from migrations.separation_walls import TOGETHER as WALLED
from tracker.db import db
from tracker.policy.answering import Choice, Ending
from tracker.policy.answering import Outcome as AnswerOutcome
from tracker.policy.arrivals import Scan
from tracker.policy.by_case import ALSO_BY_CASE, TOGETHER
from tracker.policy.checks import BY_SEARCHER, BY_SYSTEM
from tracker.policy.clarifying import OF_ONE_ACCOUNT
from tracker.policy.clarifying import Ending as QuestionEnding
from tracker.policy.granting import RULINGS
from tracker.policy.on_paper import PaperEnding
from tracker.policy.protocol_drafts import DraftAct
from tracker.policy.stopping import StopKind
from tracker.policy.ties import TieRuling
from tracker.policy.together import MET
from tracker.policy.together_answers import Confirmation, TimeAnswer
from tracker.policy.vocabulary import BEYOND_PUBLIC, Check, CheckAnswer
from tracker.protocol.models import RequestKind
from tracker.records.batches import APPROVED, REFUSED
from tracker.release.material import CLEARED, WITHHELD
from tracker.vault.format import Domain
from tracker.vault.models import KeyState

LISTS: dict[tuple[str, str], set[str]] = {
    ("capture_arrivals", "scan"): {scan.value for scan in Scan},
    ("check_answers", "answer"): {answer.value for answer in CheckAnswer},
    ("check_answers", "number"): {str(check.value) for check in Check if check not in BY_SYSTEM},
    ("conflict_rulings", "ruling"): {ruling.value for ruling in TieRuling},
    ("destroyed_keys", "domain"): {domain.value for domain in Domain if domain is not Domain.SYSTEM},
    ("protocol_draft_acts", "act"): {act.value for act in DraftAct},
    ("role_rulings", "ruling"): set(RULINGS),
    ("disposal_rulings", "ruling"): {APPROVED, REFUSED},
    ("data_keys", "domain"): {domain.value for domain in Domain},
    ("answer_times", "ending"): {ending.value for ending in Ending},
    ("clarifications", "about"): {about.value for about in OF_ONE_ACCOUNT},
    ("clarification_ends", "how"): {how.value for how in QuestionEnding},
    ("concern_answers", "choice"): {choice.value for choice in Choice},
    ("answer_outcomes", "outcome"): {outcome.value for outcome in AnswerOutcome},
    ("paper_copies", "ending"): {ending.value for ending in PaperEnding},
    ("finding_rulings", "ruling"): {CLEARED, WITHHELD},
    ("keyring", "state"): {state.value for state in KeyState},
    ("search_entries", "method"): {method.value for method in BEYOND_PUBLIC},
    ("search_stops", "kind"): {kind.value for kind in StopKind},
    ("second_looks", "answer"): {answer.value for answer in CheckAnswer},
    ("second_looks", "number"): {str(check.value) for check in BY_SEARCHER},
    ("together_answers", "answer"): {answer.value for answer in TimeAnswer},
    ("together_confirmations", "answer"): {answer.value for answer in Confirmation},
    ("together_sessions", "mode"): {mode.value for mode in MET},
    ("step_outcomes", "outcome"): {kind.value for kind in RequestKind} - {RequestKind.EXTRA_SEARCH.value},
}
"""Each list of the schema with what it says in code; a list that is not here fails the test."""
ONE_OF = re.compile(
    r"\(*(?P<column>\w+)\)*(?:::\w+)?\s+(?:NOT\s+)?(?:IN\s*\(|=\s*ANY\s*\(+ARRAY\[|<>\s*ALL\s*\(+ARRAY\[)"
    r"(?P<listed>[^)\]]*)",
    re.IGNORECASE,
)


def lists_of(condition: str) -> Iterator[tuple[str, set[str]]]:
    """Yield the columns that a condition compares with a list, with the list, in either database's words."""
    for found in ONE_OF.finditer(condition):
        listed = found["listed"]
        yield found["column"], set(re.findall(r"'([^']*)'", listed) or re.findall(r"\d+", listed))


def test_lists_of_the_schema_are_those_of_the_rules(app: Flask) -> None:
    with app.app_context():
        schema = inspect(db.engine)
        found = {
            (table, column): listed
            for table in schema.get_table_names()
            for check in schema.get_check_constraints(table)
            for column, listed in lists_of(check["sqltext"])
        }
    assert found == LISTS, sorted(found.keys() ^ LISTS.keys())


def test_the_wall_lets_the_same_roles_meet_as_the_rule() -> None:
    assert {frozenset(pair) for pair in WALLED} == {
        frozenset(role.value for role in group) for group in TOGETHER
    }
    assert {frozenset(pair) for pair in WALLED_BY_CASE} == {
        frozenset(role.value for role in group) for group in ALSO_BY_CASE
    }
    assert all(len(group) == 2 for group in (*TOGETHER, *ALSO_BY_CASE)), "the wall compares two at a time"


def test_lists_are_seen_in_the_words_of_both_databases() -> None:
    assert list(lists_of("answer IN ('yes', 'no')")) == [("answer", {"yes", "no"})]
    written = "(((answer)::text = ANY ((ARRAY['yes'::character varying, 'no'::character varying])::text[])))"
    assert list(lists_of(written)) == [("answer", {"yes", "no"})]
    assert list(lists_of("(number = ANY (ARRAY[1, 10]))")) == [("number", {"1", "10"})]
    refused = "((method)::text <> ALL ((ARRAY['a'::character varying])::text[])) OR (grant_id IS NOT NULL)"
    assert list(lists_of(refused)) == [("method", {"a"})]
