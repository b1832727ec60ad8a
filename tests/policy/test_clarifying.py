"""What is asked about one answer, until when, in which words; and what is said to it."""

from __future__ import annotations

import pytest

from tracker.policy.clarifying import (
    Ending,
    missing_in_choice,
    missing_in_question,
    missing_to_clarify,
    missing_to_take_back,
)
from tracker.policy.clarifying_answers import missing_to_reply
from tracker.policy.clauses import Clause
from tracker.policy.vocabulary import Stage


@pytest.mark.clause("Hampton F.2")
@pytest.mark.parametrize("stage", [Stage.SEARCH, Stage.REVIEW, Stage.RESPONSE, Stage.RELEASED])
def test_it_is_asked_as_long_as_answers_can_be_changed(stage: Stage) -> None:
    assert missing_to_clarify(stage, filed=True) == ()


@pytest.mark.parametrize(
    ("stage", "filed", "number"),
    [
        (Stage.AFFIDAVIT_PENDING, False, "R-10"),
        (Stage.DECIDED, True, "R-05"),
        (Stage.CLOSED, True, "R-05"),
        (Stage.WITHDRAWN, True, "R-02"),
        (Stage.WITHDRAWN, False, "R-02"),
    ],
)
def test_otherwise_nothing_is_asked(stage: Stage, filed: bool, number: str) -> None:
    assert [one.ref for one in missing_to_clarify(stage, filed=filed)] == [number]


def test_one_answer_has_one_question_that_waits() -> None:
    assert missing_in_choice(offered=True, waits=False) == ()
    assert "Choose an answer" in missing_in_choice(offered=False, waits=False)[0].sentence
    assert "waits already" in missing_in_choice(offered=True, waits=True)[0].sentence


@pytest.mark.parametrize(
    ("words", "clause"),
    [
        ("What is your password?", Clause.HAMDEN_D_4),
        ("Send me the log-in for account 3", Clause.HAMDEN_D_4),
        ("Which security code did they send?", Clause.HAMDEN_D_4),
        ("Accept my friend request", Clause.HAMDEN_D_4),
        ("Make it public for a day", Clause.HAMDEN_D_4),
        ("Make this account public so that we can look", Clause.HAMDEN_D_4),
        ("Turn off your privacy settings", Clause.HAMDEN_D_4),
        ("Send a screenshot of your friends-only posts", Clause.HAMDEN_D_4),
        ("May we look at it together with you?", Clause.HAMDEN_D_4),
        ("Dinos tu contraseña", Clause.HAMDEN_D_4),
        ("We have two findings about it", Clause.HAMPTON_D_1),
        ("Another candidate named it too", Clause.HAMPTON_D_1),
        ("Is that a mis\u200btake? Send the pass\u200bword", Clause.HAMDEN_D_4),
    ],
)
def test_words_that_no_candidate_is_asked(words: str, clause: Clause) -> None:
    found = missing_in_question(words, touched=())
    assert [one.clause for one in found] == [clause] * len(found)
    assert found


def test_what_has_no_part_in_hiring_is_not_asked_about() -> None:
    (unmet,) = missing_in_question("Is it for your church?", touched=("church", "church"))
    assert unmet.clause is Clause.IACP_FILTER
    assert "“church”" in unmet.sentence


@pytest.mark.parametrize("words", ["", " \u200b", "word " * 301])
def test_a_question_has_words_and_not_too_many(words: str) -> None:
    assert missing_in_question(words, touched=())


def test_plain_questions_are_sent() -> None:
    for words in (
        "Which spelling is right: marisol.p or marisol_p?",
        "Is this account public or private?",
        "You wrote that a copy is at home. When did you stop using it?",
        "Can anyone see it, or only people you let in?",
        "word " * 300,
    ):
        assert missing_in_question(words, touched=()) == ()


def test_an_answer_in_words_ends_it_once() -> None:
    assert missing_to_reply("The first one.", ending=None) == ()
    for ending in Ending:
        assert missing_to_reply("The first one.", ending=ending)
        assert missing_to_take_back(ending)
    assert missing_to_take_back(None) == ()
    for words in ("", "word " * 201, "my password: hunter22"):
        assert missing_to_reply(words, ending=None)
