"""What a candidate can ask for, and what an answer to a candidate never says (Hampton D.1, D.2)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import Unmet, overtaken
from tracker.policy.clauses import Clause, cites
from tracker.policy.declining import missing_in_ground
from tracker.policy.spelling import first_passage, spelled
from tracker.policy.wording import blank, worded
from tracker.policy.working_days import after_working_days

MOST_WORDS = 300
"""So long is a question, a request or an answer at the most."""
MOST_WAITING = 10
"""So many questions of one candidate can wait for an answer at once."""
FIELD = "field:words"
"""Beside which field of a form a rule about its words speaks."""
ASK_IN_WORDS = worded("Write your question")
NAME_THE_COPY = worded("Write what you want a copy of")
ANSWER_IN_WORDS = "Write the answer"
SAY_WHAT_WAS_GIVEN = "Write what was given, and on what ground the rest was not"
TOO_MANY_WORDS = worded("Write no more than %(number)s words", number=MOST_WORDS)
"""What each form of questions and copies says of its words, as the rules do."""
LEAST_COPY_DAYS = 1
"""A request for a copy has at least so many working days."""


class CopyOutcome(StrEnum):
    """What was given of what a candidate asked a copy of."""

    ALL = "all"
    """Everything that was asked for."""
    PART = "part"
    """A part; the words say what was kept back, and on what ground."""
    NOTHING = "nothing"
    """Nothing; the words say on what ground."""


@cites(Clause.HAMPTON_D_2)
def missing_to_ask(words: str, *, waiting: int) -> tuple[Unmet, ...]:
    """Say why a question is not sent: nothing in it, too much of it, a password, or too many that wait."""
    if waiting >= MOST_WAITING:
        sentence = worded(
            "%(number)s of your questions wait for an answer. Call us if it cannot wait.", number=waiting
        )
        return (Unmet(None, sentence),)
    return _missing_in_words(words, empty=ASK_IN_WORDS)


@cites(Clause.HAMPTON_D_2)
def missing_to_request_copy(words: str, *, open_already: bool) -> tuple[Unmet, ...]:
    """Say why a request for more of the file is not taken: one waits already, or its words do not do."""
    if open_already:
        sentence = worded("You asked already, and we are working on it. Call us to add something.")
        return (Unmet(None, sentence),)
    return _missing_in_words(words, empty=NAME_THE_COPY)


@cites(Clause.HAMPTON_D_2)
def missing_to_take_copy(*, under_way: bool) -> tuple[Unmet, ...]:
    """Say why a copy of one's own file is not sent now: another is on its way, and they come one by one."""
    if not under_way:
        return ()
    sentence = worded("Your file is on its way already. Wait until it is saved. Then try again.")
    return (Unmet(None, sentence),)


@cites(Clause.HAMPTON_D_1, Clause.HAMPTON_D_2)
def missing_to_answer_candidate(
    words: str, *, seen_answers: int, answers: int, hinted: bool = False, looked: bool = True
) -> tuple[Unmet, ...]:
    """Say why an answer is not sent to a candidate.

    ``seen_answers`` is how many answers its writer saw, ``answers`` how many there are. ``hinted`` says that
    the words may touch a protected characteristic, ``looked`` that the writer looked at it again.
    """
    if seen_answers != answers:
        sentence = "Somebody answered while you were typing. Read that answer first; what you typed is kept."
        return (overtaken(sentence),)
    unmet = _missing_in_words(words, empty=ANSWER_IN_WORDS) or missing_in_reply(words)
    if not unmet and hinted and not looked:
        sentence = "Look again at the words named below, and tick that they can be sent."
        return (Unmet(Clause.IACP_FILTER, sentence),)
    return unmet


NEVER_TOLD: tuple[tuple[str, str], ...] = (
    (r"findings?|evidence notes?|captures?|red flags?", "what was found, or whether anything was"),
    (
        r"search(?:es|ed|ing)? (?:log|step|entry|entries|results?|protocol)|protocol steps?",
        "how the search goes",
    ),
    (
        r"(?:other|another|the other|which|more|fewer|\d+) (?:candidates?|applicants?)|compared (?:to|with)"
        r"|rank(?:ed|ing)?|shortlist(?:ed)?",
        "other candidates",
    ),
    (
        r"internal affairs|disciplin\w*|reprimand\w*|suspended|misconduct|under investigation|"
        r"administrative leave",
        "what concerns staff",
    ),
    (
        r"board (?:members?|votes?|voted|thinks|said)|leaning|recommend(?:s|ed|ation)?",
        "how the board decides",
    ),
)
"""What no answer to a candidate speaks of, each with the words that refuse it."""


@cites(Clause.HAMPTON_D_1)
def missing_in_reply(words: str) -> tuple[Unmet, ...]:
    """Say what in an answer to a candidate is not for candidates: findings, other candidates, staff."""
    reading = spelled(words)
    told = [(passage, about) for pattern, about in NEVER_TOLD if (passage := first_passage(pattern, reading))]
    return tuple(
        Unmet(
            Clause.HAMPTON_D_1,
            f"An answer to a candidate does not speak of {about}. Say it without “{passage}”, or call.",
            fix=FIELD,
        )
        for passage, about in told
    )


@cites(Clause.HAMPTON_D_2)
def missing_to_settle_copy(words: str, outcome: CopyOutcome, *, answered: bool) -> tuple[Unmet, ...]:
    """Say why what was given on a request is not recorded: it is already, or its words do not do.

    Where something is kept back, the ground of that is no choice of access.
    """
    if answered:
        sentence = "Somebody recorded what was given before you did. Yours is not saved."
        return (Unmet(None, sentence),)
    unmet = _missing_in_words(words, empty=SAY_WHAT_WAS_GIVEN)
    return unmet or (() if outcome is CopyOutcome.ALL else missing_in_ground(words, "words"))


def copy_due(asked: date, working_days: int) -> date:
    """Return the last day for answering a request for a copy: so many working days after the day it came."""
    return after_working_days(asked, max(working_days, LEAST_COPY_DAYS))


def _missing_in_words(words: str, *, empty: str) -> tuple[Unmet, ...]:
    if blank(words):
        return (Unmet(None, empty, fix=FIELD),)
    if len(words.split()) > MOST_WORDS:
        return (Unmet(None, TOO_MANY_WORDS, fix=FIELD),)
    return missing_in_text(words)
