"""Protected information is suggested, whose it is, and every suggestion is settled before a board reads."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.work import finding, suggestion
from tracker.editions.shelf import editions
from tracker.policy.casework import SuggestionFacts
from tracker.policy.sanitising import (
    NEVER_KEPT,
    Protected,
    Whose,
    missing_for_screening,
)
from tracker.policy.suggesting import Suggestion, suggestions


def screen(statement: str, *names: str) -> tuple[Suggestion, ...]:
    return suggestions(statement, editions().screens(), names)


def categories(statement: str, *names: str) -> set[Protected]:
    return {one.category for one in screen(statement, *names)}


@pytest.mark.clause("IACP")
@pytest.mark.parametrize(
    ("statement", "category"),
    [
        ("Organized a food drive after church.", Protected.RELIGION),
        ("Wrote about a trip with the African-American officers' league.", Protected.RACE),
        ("Posted that she will be on leave.", Protected.SEX),
        ("Said it was the best thing since becoming a refugee.", Protected.ORIGIN),
        ("A 45 year-old wrote this.", Protected.AGE),
        ("Wrote about a new medication for epilepsy.", Protected.HEALTH),
        ("It runs in the family, the post says.", Protected.GENETICS),
        ("Missed work because of the divorce.", Protected.FAMILY),
        ("Thanked the National Guard unit.", Protected.MILITARY),
        ("Shared a petition of the union.", Protected.POLITICS),
        ("Filmed classmates in high school.", Protected.MINOR),
        ("Wrote about an arrest in 2019.", Protected.ARREST),
        ("Complained about food stamps.", Protected.ASSISTANCE),
        ("Lives at the end of the road.", Protected.ADDRESS),
        ("Was seen at 12 North Main Street in May.", Protected.ADDRESS),
        ("Argued with a roommate, Deshawn Pruitt.", Protected.OTHER_PERSON),
        ("Is obviously dishonest.", Protected.OPINION),
        ("Posted as @marisol_99.", Protected.IDENTIFIER),
        ("See https://example.org/p/1 for it.", Protected.IDENTIFIER),
        ("Write to marisol@example.org.", Protected.IDENTIFIER),
        ("Call (203) 555-0147 today.", Protected.IDENTIFIER),
        ("Born on 4/5/1998.", Protected.IDENTIFIER),
        ("Found on instagram.com/marisol there.", Protected.IDENTIFIER),
        ("As u/marisol wrote.", Protected.IDENTIFIER),
    ],
)
def test_each_category_is_seen(statement: str, category: Protected) -> None:
    assert category in categories(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "In May 2025 the candidate organized a food drive and thanked the volunteers.",
        "The candidate posted a video of driving at over 100 miles per hour on a public road.",
        "The candidate wrote that reports should be completed before the end of a shift.",
        "In 2024 the candidate shared instructions for disabling body cameras.",
        "The candidate received a public award for pulling a driver from a burning car.",
    ],
)
def test_plain_statements_about_the_job_raise_nothing(statement: str) -> None:
    assert screen(statement) == ()


@pytest.mark.parametrize(
    ("statement", "age"),
    [
        ("A volunteer aged 41 led the drive.", "aged 41"),
        ("The candidate, 41, led the drive.", "candidate, 41"),
        ("The candidate is 41 years old.", "candidate is 41 years old"),
        ("A 41-year-old volunteer led the drive.", "41-year-old"),
        ("The candidate turned 50.", "The candidate turned 50"),
        ("He is 41 and led the drive.", "He is 41"),
        ("The candidate led a drive in their mid-40s.", "in their mid-40s"),
        ("The candidate wrote 41 posts.", ""),
        ("He was 41 minutes late.", ""),
        ("The candidate answered on page 41, in full.", ""),
        ("On May 4, 20, and 21 the candidate wrote about a shift.", ""),
    ],
)
def test_an_age_in_numbers_is_seen_and_no_other_number(statement: str, age: str) -> None:
    found = [one.passage for one in screen(statement) if one.category is Protected.AGE]
    assert found == ([age] if age else [])


@pytest.mark.clause("Hampton C.3.f")
def test_names_on_record_are_seen_in_any_spelling() -> None:
    found = screen("Marisol Pena and marisol_99 wrote it.", "Marisol Peña", "marisol_99", "Al")
    assert [one.passage for one in found] == ["Marisol Pena", "marisol_99"]


@pytest.mark.parametrize(
    ("statement", "whose"),
    [
        ("The candidate is Muslim.", Whose.CANDIDATE),
        ("The candidate wrote three threats against Muslim families.", Whose.TARGET),
        ("The candidate posted jokes mocking people who are deaf.", Whose.TARGET),
        ("The candidate's cousin is deaf.", Whose.THIRD_PERSON),
        ("The candidate wrote about a treatment of epilepsy.", Whose.CANDIDATE),
    ],
)
def test_whose_characteristic_it_is(statement: str, whose: Whose) -> None:
    protected = {Protected.RELIGION, Protected.HEALTH}
    assert [one.whose for one in screen(statement) if one.category in protected] == [whose]


@given(st.text(max_size=200), st.lists(st.text(max_size=12), max_size=3))
def test_suggestions_point_into_the_text_and_have_keys_of_their_own(text: str, names: list[str]) -> None:
    found = screen(text, *names)
    assert all(text[one.start : one.end] == one.passage and one.passage for one in found)
    assert len({one.key for one in found}) == len(found)
    assert [one.start for one in found] == sorted(one.start for one in found)


def test_a_key_stays_while_the_wording_changes_elsewhere() -> None:
    before = screen("It rained. In May after church the candidate helped out.")[0]
    after = screen("The sun shone on all. In May after church the candidate helped out, twice.")[0]
    assert before.key == after.key


@pytest.mark.parametrize(
    "changed",
    [
        "In May after church the mayor helped out.",
        "In May behind church the candidate helped out.",
        "In May after churches the candidate helped out.",
        "In May the candidate helped out after church.",
    ],
)
def test_a_key_is_another_once_that_place_changes(changed: str) -> None:
    before = screen("In May after church the candidate helped out.")[0]
    assert before.key not in {one.key for one in screen(changed)}


def test_what_is_said_twice_in_different_places_has_keys_that_do_not_trade_places() -> None:
    both = screen("After church the candidate sang. Nobody met near church at noon that day.")
    left = screen("Nobody met near church at noon that day.")
    assert [one.key for one in both][1:] == [one.key for one in left]


@pytest.mark.clause("IACP")
@pytest.mark.parametrize(
    ("statement", "why"),
    [
        (
            "The candidate is Muslim.",
            "“Muslim” may show religion; it seems to be the candidate's own, which the",
        ),
        (
            "The candidate mocked Muslims.",
            "“Muslims” may show religion; it seems to name those whom words were",
        ),
        ("Wrote to mo@example.org.", "“mo@example.org” is an e-mail address, and nothing that identifies"),
        ("It is obviously so.", "“obviously” is a judgement, not a fact, and the board judges for itself."),
    ],
)
def test_why_is_said_in_one_sentence(statement: str, why: str) -> None:
    said = screen(statement)[0].why
    assert said.startswith(why)
    assert said.endswith(".")


@pytest.mark.clause("IACP")
@pytest.mark.clause("Hampton D.2")
def test_unscreened_wording_does_not_pass() -> None:
    assert "not screened" in missing_for_screening(finding(screened=False))[0].sentence
    assert missing_for_screening(finding()) == ()


REASON = "Names the people whom the threat was aimed at."


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Say what is done"),
        ({"disposition": "removed"}, "still stands"),
        ({"disposition": "reworded"}, "still stands"),
        ({"disposition": "kept"}, "Write why"),
        ({"disposition": "kept", "reason": "because"}, "Write why"),
        ({"disposition": "kept", "reason": REASON, "category": "identifier"}, "identifies somebody"),
        ({"disposition": "kept", "reason": REASON, "category": "genetics"}, "identifies somebody"),
        ({"disposition": "kept", "reason": REASON}, ""),
        ({"disposition": "removed", "still_present": False}, ""),
        ({"disposition": "reworded", "still_present": False}, ""),
    ],
)
def test_a_suggestion_is_settled_by_its_disposition(changes: dict[str, Any], words: str) -> None:
    unmet = missing_for_screening(finding(suggestions=(suggestion(**changes),)))
    assert len(unmet) == (1 if words else 0)
    assert all(words in item.sentence and item.fix == "finding:F-7KQ4M2:screen" for item in unmet)


@pytest.mark.clause("IACP")
def test_the_candidates_own_is_reworded_and_a_targets_class_stays_in_general_words() -> None:
    (own,) = screen("The candidate, a Muslim, organized a food drive.")
    (aimed_at,) = screen("The candidate wrote three threats against Muslim families.")
    assert (own.whose, aimed_at.whose) == (Whose.CANDIDATE, Whose.TARGET)
    gone = suggestion(key=own.key, passage=own.passage, disposition="reworded")
    assert "still stands" in missing_for_screening(finding(suggestions=(gone,)))[0].sentence
    assert screen("The candidate organized a food drive.") == ()
    stays = suggestion(key=aimed_at.key, passage=aimed_at.passage, disposition="kept", reason=REASON)
    assert missing_for_screening(finding(suggestions=(stays,))) == ()


@pytest.mark.clause("IACP")
@given(
    st.builds(
        SuggestionFacts,
        key=st.just("k"),
        passage=st.just("church"),
        category=st.sampled_from([one.value for one in Protected]),
        disposition=st.sampled_from(["", "removed", "reworded", "kept", "ignored"]),
        reason=st.sampled_from(["", "no", REASON]),
        still_present=st.booleans(),
    )
)
def test_what_stands_in_the_wording_was_kept_for_a_reason(facts: SuggestionFacts) -> None:
    kept = facts.disposition == "kept" and facts.reason == REASON and facts.category not in NEVER_KEPT
    passes = not missing_for_screening(finding(suggestions=(facts,)))
    assert passes == (kept or not facts.still_present)
