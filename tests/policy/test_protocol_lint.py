"""What is told of the wording of a protocol before anybody is searched for by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.policy.work import STEP
from tracker.editions.shelf import SEARCH_TERMS, editions
from tracker.policy.definitions import ProtocolDefinition, StepDefinition
from tracker.policy.protocol_lint import Fault, not_supplied, told_of

PROTECTED = editions().wordlist(SEARCH_TERMS)
SOUND = replace(STEP, evidence="The page as it was seen.")


def told(step: StepDefinition) -> list[tuple[Fault, str]]:
    one = ProtocolDefinition("own", 1, "Own", date(2026, 1, 5), 5, (step.section,), (step,), (), (), "0" * 64)
    return [(each.fault, each.passage) for each in told_of(one, PROTECTED)]


def test_a_sound_step_is_not_told_of() -> None:
    assert told(SOUND) == []


def test_of_the_shipped_protocol_nothing_bars_and_its_evidence_is_asked_for_once() -> None:
    found = told_of(editions().protocol("social-media", 1), PROTECTED)
    assert [one.words for one in found] == [
        "The steps do not say what is kept as evidence, so it may differ by who searches."
    ]
    assert not any(one.bars for one in found)


@pytest.mark.clause("Hamden D.4")
@pytest.mark.parametrize("field", ["title", "why", "method_text", "evidence"])
def test_a_protected_word_bars_wherever_it_stands(field: str) -> None:
    spoiled: dict[str, Any] = {field: "Look for a church"}
    assert told(replace(SOUND, **spoiled)) == [(Fault.PROTECTED, "church")]


@pytest.mark.clause("Hamden D.5")
@pytest.mark.parametrize(
    ("words", "passage"),
    [
        ("Look further if suspicious.", "if suspicious"),
        ("Open posts as needed.", "as needed"),
        ("Ask the second engine where appropriate.", "where appropriate"),
        ("Go on when it is necessary.", ""),
        ("Look at comments if time allows.", "if time allows"),
        ("Search further at your discretion.", "at your discretion"),
        ("Note each red flag.", "red flag"),
        ("Search more if the candidate seems quiet.", "if the candidate seems"),
        ("Open each page.", ""),
    ],
)
def test_words_that_leave_it_to_the_searcher_are_told(words: str, passage: str) -> None:
    assert told(replace(SOUND, method_text=words)) == ([(Fault.NOT_UNIFORM, passage)] if passage else [])


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ('"{name}" [town]', ()),
        ("{handle} {mother}", ("{mother}",)),
        ("{name} [maiden name]", ("[maiden name]",)),
        ("{email", ("{",)),
        ("site:x.com", ()),
    ],
)
def test_a_query_names_what_is_supplied_alone(query: str, names: tuple[str, ...]) -> None:
    assert not_supplied(query) == names
    assert told(replace(SOUND, queries=(query,))) == [(Fault.NOT_SUPPLIED, name) for name in names]


def test_what_bars_stands_first() -> None:
    found = told(replace(SOUND, method_text="Look as needed.", queries=("{mother}",), evidence=""))
    assert [fault for fault, _ in found] == [Fault.NOT_SUPPLIED, Fault.NOT_UNIFORM, Fault.NO_EVIDENCE]
