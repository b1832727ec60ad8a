"""What a capture must say, and for what sealed evidence is opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.captures import (
    CaptureOffer,
    ReadingReason,
    missing_for_reading,
    missing_to_capture,
    missing_to_hand_out,
    missing_to_unseal,
)
from tracker.policy.clauses import Clause
from tracker.policy.identity import independent

NOW = datetime(2026, 3, 9, 16, 0, tzinfo=UTC)
SOUND = CaptureOffer(
    source_link="https://social.example/p/1",
    no_source_reason="",
    shows="The post with its date.",
    tool="SingleFile",
    captured_at=NOW,
    now=NOW,
    department_device=True,
)


def test_a_sound_capture_lacks_nothing() -> None:
    assert missing_to_capture(SOUND) == ()
    assert missing_to_capture(replace(SOUND, source_link="", no_source_reason="On paper.")) == ()
    assert missing_to_capture(replace(SOUND, present=59, limit=60)) == ()


@pytest.mark.clause("Hampton C.3.c")
@pytest.mark.parametrize(
    ("values", "clause"),
    [
        ({"department_device": False}, Clause.HAMDEN_D_4),
        ({"source_link": " "}, Clause.HAMPTON_C_3_C),
        ({"shows": ""}, Clause.HAMPTON_C_2),
        ({"tool": "-"}, Clause.HAMDEN_D_6),
        ({"captured_at": NOW + timedelta(seconds=1)}, Clause.HAMDEN_D_6),
        ({"present": 60}, None),
        ({"present": 55, "adding": 6}, None),
    ],
)
def test_each_lack_is_said_alone(values: dict[str, Any], clause: Clause | None) -> None:
    (unmet,) = missing_to_capture(replace(SOUND, **values))
    assert unmet.clause is clause


def test_all_lacks_are_said_at_once() -> None:
    bare = replace(SOUND, source_link="", shows="", tool="", department_device=False)
    assert len(missing_to_capture(bare)) == 4


@pytest.mark.parametrize("reason", list(ReadingReason))
def test_every_reason_of_the_list_opens(reason: ReadingReason) -> None:
    assert missing_for_reading(reason.value) == ()


@pytest.mark.parametrize("reason", ["", "curiosity", "WORK", "work "])
def test_nothing_else_does(reason: str) -> None:
    (unmet,) = missing_for_reading(reason)
    assert unmet.clause is Clause.HAMPTON_D_1


@pytest.mark.parametrize(
    ("matter", "opens"),
    [
        *(("26-114", True), ("CV 26/7.b", True), ("A-1", True)),
        *(
            (matter, False)
            for matter in ("", "a@b", "x", "12", "abc", "26-114\n", "9" * 41, "Jordan Blake 7", "案件 26-114")
        ),
    ],
)
def test_an_audit_names_its_matter(matter: str, opens: bool) -> None:
    assert (missing_to_unseal(matter) == ()) is opens


def test_what_says_the_same_is_one_identifier() -> None:
    lines = ("@Marisol.Peña", "marisol pena", "MARISOL-PENA ", "", "…", "Same photograph")
    assert independent(lines) == ("@Marisol.Peña", "Same photograph")


@pytest.mark.clause("Hamden D.6")
@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("Name on https://www.social.example/marisol", "Portrait at social.example/Marisol/", 1),
        ("Birthday, social.example/marisol?tab=about", "Employer (https://m.social.example/marisol#work)", 1),
        ("Name on social.example/marisol", "Portrait on other.example/marisol", 2),
        ("Name on social.example/marisol", "The mother\u2019s page names her", 2),
        ("Portrait on social.example/a and other.example/b", "Handle on other.example/b", 1),
        ("Portrait on social.example/a", "The same portrait on social.example/a and other.example/b", 2),
        ("Told on social.example", "Handle told by social.example", 2),
    ],
)
def test_identifiers_from_one_page_are_one(first: str, second: str, count: int) -> None:
    assert len(independent([first, second])) == count


@given(st.lists(st.text(max_size=40), max_size=5))
def test_what_counts_is_said_and_counting_again_changes_nothing(lines: list[str]) -> None:
    kept = independent(lines)
    assert len(kept) <= len(lines)
    assert independent(kept) == kept


@pytest.mark.clause("Hamden D.6")
def test_only_a_file_that_is_there_and_as_received_is_handed_out() -> None:
    assert missing_to_hand_out("K-AAAAAA", there=True, intact=True) == ()
    (changed,) = missing_to_hand_out("K-AAAAAA", there=True, intact=False)
    (missing,) = missing_to_hand_out("K-AAAAAA", there=False, intact=False)
    assert "is not as it was received" in changed.sentence
    assert "is missing from the store" in missing.sentence
