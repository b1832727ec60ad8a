"""What a candidate can ask for, and what an answer to a candidate never says."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.policy.rights import (
    MOST_WAITING,
    MOST_WORDS,
    CopyOutcome,
    copy_due,
    missing_in_reply,
    missing_to_answer_candidate,
    missing_to_ask,
    missing_to_request_copy,
    missing_to_settle_copy,
)


@pytest.mark.clause("Hampton D.2")
def test_a_question_says_something_short_and_no_password() -> None:
    assert missing_to_ask("When do I hear from you?", waiting=0) == ()
    assert "Write your question" in missing_to_ask(" \n", waiting=0)[0].sentence
    assert missing_to_ask("word " * MOST_WORDS, waiting=0) == ()
    assert "no more than 300 words" in missing_to_ask("word " * (MOST_WORDS + 1), waiting=0)[0].sentence
    assert missing_to_ask("My password: hunter22 is that fine?", waiting=0)[0].ref == "R-03"
    assert missing_to_ask("And this?", waiting=MOST_WAITING - 1) == ()
    assert "wait for an answer" in missing_to_ask("And this?", waiting=MOST_WAITING)[0].sentence


@pytest.mark.clause("Hampton D.2")
def test_one_request_for_a_copy_waits_at_a_time() -> None:
    assert missing_to_request_copy("Everything that I may see", open_already=False) == ()
    assert "asked already" in missing_to_request_copy("Everything", open_already=True)[0].sentence
    assert missing_to_request_copy("", open_already=False)
    given = CopyOutcome.ALL
    assert missing_to_settle_copy("Mailed on paper", given, answered=False) == ()
    assert "before you did" in missing_to_settle_copy("Mailed on paper", given, answered=True)[0].sentence


@pytest.mark.clause("Hampton D.1")
@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("There are two findings about you.", "what was found"),
        ("We took a capture of it.", "what was found"),
        ("Other candidates answered faster.", "other candidates"),
        ("You rank third of 12 applicants.", "other candidates"),
        ("Your investigator was suspended.", "what concerns staff"),
        ("Internal Affairs looks into it.", "what concerns staff"),
        ("The board members voted no.", "how the board decides"),
        ("The search log is long.", "how the search goes"),
        ("There is a f\u0456nd\u0456ng.", "what was found"),
        ("There is a find\u200bing.", "what was found"),
    ],
)
def test_an_answer_to_a_candidate_never_speaks_of_these(words: str, about: str) -> None:
    told = missing_in_reply(words)
    assert len(told) == bool(about)
    assert all(f"does not speak of {about}" in one.sentence for one in told)


@pytest.mark.parametrize(
    "words",
    [
        "We have your affidavit. You do not need to do anything now.",
        "Dana Ruiz will call you on Monday to agree on a time.",
        "You can change it on the status page until a decision is made.",
    ],
)
def test_what_a_candidate_needs_to_know_can_be_said(words: str) -> None:
    assert missing_to_answer_candidate(words, seen_answers=0, answers=0) == ()


@pytest.mark.clause("IACP")
def test_words_that_touch_a_protected_characteristic_are_looked_at_again() -> None:
    words = "You can come after church."
    unmet = missing_to_answer_candidate(words, seen_answers=0, answers=0, hinted=True, looked=False)
    assert "Look again" in unmet[0].sentence
    assert missing_to_answer_candidate(words, seen_answers=0, answers=0, hinted=True, looked=True) == ()


def test_whoever_did_not_see_an_answer_is_shown_it_first() -> None:
    unmet = missing_to_answer_candidate("On Monday.", seen_answers=0, answers=1)
    assert [one.ref for one in unmet] == ["R-34"]


@pytest.mark.parametrize(
    ("asked", "days", "due"),
    [
        (date(2026, 3, 9), 4, date(2026, 3, 13)),  # Monday to Friday
        (date(2026, 3, 13), 1, date(2026, 3, 16)),  # over a weekend
        (date(2026, 3, 14), 4, date(2026, 3, 19)),  # asked on a Saturday
        (date(2026, 5, 22), 4, date(2026, 5, 29)),  # over Memorial Day
        (date(2026, 3, 9), 0, date(2026, 3, 10)),
    ],
)
def test_the_last_day_is_counted_in_working_days(asked: date, days: int, due: date) -> None:
    assert copy_due(asked, days) == due
