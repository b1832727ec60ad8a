"""What the way of saying it tells, and what only looks so."""

from __future__ import annotations

import pytest

from tracker.policy.identifying import shaped
from tracker.policy.sanitising import Protected


def told(text: str) -> set[Protected]:
    return {category for _, _, category, _ in shaped(text)}


@pytest.mark.clause("IACP")
@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("He stays with a cousin on Edgewood.", Protected.ADDRESS),
        ("She rents above a tattoo shop downtown.", Protected.ADDRESS),
        ("It's 14B, Cedar Glen, go say hi.", Protected.ADDRESS),
        ("He gave 1127 Tamarack, upstairs bell.", Protected.ADDRESS),
        ("Rookies under 25 should not carry, he wrote.", Protected.AGE),
        ("Applicant, 34, posted it.", Protected.AGE),
        ("He enlisted at 41.", Protected.AGE),
        ("A bio reads \u201c34 | single | dog person\u201d.", Protected.AGE),
        ("The girl looks about fourteen.", Protected.MINOR),
        ("What is she, twelve", Protected.MINOR),
        ("A photo of a Black city council member.", Protected.RACE),
        ("He tagged his husband.", Protected.SEX),
        ("It says RIP Dre.", Protected.OTHER_PERSON),
        ("A comment says Big Ray owes him.", Protected.OTHER_PERSON),
        ("Write to dave at gmail dot com.", Protected.IDENTIFIER),
        ("He writes as \u201cPatrol Daddy\u201d there.", Protected.IDENTIFIER),
        ("She went to Platt Tech.", Protected.IDENTIFIER),
    ],
)
def test_what_is_said_without_a_word_of_the_lists_is_seen(text: str, category: Protected) -> None:
    assert category in told(text)


@pytest.mark.clause("IACP")
@pytest.mark.parametrize(
    "text",
    [
        "He stayed late on Monday to sweep the bay.",
        "She lives for overtime.",
        "He crashed a rental car on Route 34.",
        "The trail was under 25 miles.",
        "He ran over 40 yards with a tray of eggs.",
        "At 52 mph he let go of the wheel.",
        "The dog is about 9 pounds.",
        "A photo of a Black and white film.",
        "He ate a Big Mac in a parked car.",
        "He met them at noon.",
    ],
)
def test_what_only_looks_so_is_left_alone(text: str) -> None:
    assert told(text) == set()
