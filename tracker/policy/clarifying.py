"""When a candidate is asked to clarify one answer, and what such a question never speaks of (Hampton F.2)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from tracker.policy.affidavit_window import UNDECIDED
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.rights import NEVER_TOLD
from tracker.policy.spelling import Spelled, first_passage, spelled
from tracker.policy.vocabulary import Stage
from tracker.policy.wording import blank

MOST_WORDS = 300
"""So long is a question about an answer at the most."""
FIELD = "field:words"
"""Beside which field of a form a rule about its words speaks."""
CHOICE = "field:about"
"""Beside which field a rule about the answer that is meant speaks."""


class About(StrEnum):
    """Which answer of a filed affidavit a question is about; two of them are of one account."""

    NAMES = "names"
    """Other names and handles."""
    NOW = "now"
    """Which accounts are in use, as a list."""
    ACCOUNT = "account"
    """What is said of one account, in use or former."""
    FORMER = "former"
    """Which accounts were used before, as a list."""
    OTHER = "other"
    """Anything else."""
    ACCESS = "access"
    """How one account may be looked at."""


class Ending(StrEnum):
    """How a question about an answer came to its end."""

    EDITION = "edition"
    """An edition was filed that changed the answer."""
    WORDS = "words"
    """The candidate answered in words, and changed nothing."""
    TAKEN_BACK = "taken-back"
    """Staff took it back."""


OF_ONE_ACCOUNT = frozenset({About.ACCOUNT, About.ACCESS})
"""Answers that there is one of for each account."""
NEVER_ASKED: tuple[tuple[str, str], ...] = (
    (
        r"pass ?words?|pass ?codes?|pass ?phrases?|credentials?|pins?(?: codes?| numbers?)?"
        r"|log ?-?ins?|log(?:ging)? in(?:to)?|sign(?:ing)? in(?:to)?"
        r"|(?:security|verification|recovery|backup) (?:codes?|questions?|answers?)|two-factor"
        r"|contrasenas?|claves?(?: de acceso)?|iniciar sesion|inicie sesion",
        "a password or the way into an account",
    ),
    (
        r"(?:friend|follow|contact) requests?|(?:add|accept|befriend|follow) (?:me|us)|let (?:me|us) follow"
        r"|(?:make|set) (?:it|them|(?:th[eai]\w*|your) \w+)(?: to)? public|unlock|privacy settings?"
        r"|friends[- ]only|(?:private|hidden) (?:posts?|messages?|photos?|stories)"
        r"|(?:screen ?shots?|exports?|copies|a copy) of (?:your|th[eai]\w*|all)"
        r"|(?:look|go) (?:at|through) (?:it|them|(?:th[eai]\w*|your) \w+) (?:together|with you)"
        r"|(?:hacer|haga|ponga|deje) (?:la|su|esta) cuenta publica|capturas? de pantalla",
        "being let in other than as the candidate chose",
    ),
)
"""What no question asks for, each with the words that refuse it."""


@cites(Clause.HAMPTON_F_2)
def missing_to_clarify(stage: Stage, *, filed: bool) -> tuple[Unmet, ...]:
    """Say why a candidate is asked nothing about the answers; it is as long as they can be changed."""
    if stage is Stage.WITHDRAWN:
        sentence = "This application was withdrawn, so the candidate is asked nothing any more."
        return (Unmet(None, sentence, ref="R-02"),)
    if filed and stage not in UNDECIDED:
        sentence = "A decision was recorded, so the answers can no longer be changed, nor asked about."
        return (Unmet(Clause.HAMPTON_F_2, sentence, ref="R-05"),)
    if not filed:
        sentence = "The affidavit is not filed yet. What is in it is asked about once it is."
        return (Unmet(Clause.HAMPTON_F_2, sentence, ref="R-10"),)
    return ()


@cites(Clause.HAMPTON_F_2)
def missing_in_choice(*, offered: bool, waits: bool) -> tuple[Unmet, ...]:
    """Say why one answer is not asked about: it is not in the affidavit, or a question about it waits."""
    if not offered:
        sentence = "Choose an answer that is in the affidavit as it stands now."
        return (Unmet(Clause.HAMPTON_F_2, sentence, fix=CHOICE),)
    if waits:
        sentence = "A question about this answer waits already. Take it back first to ask otherwise."
        return (Unmet(None, sentence, fix=CHOICE),)
    return ()


@cites(Clause.HAMPTON_D_1, Clause.HAMDEN_D_4, Clause.IACP_FILTER)
def missing_in_question(words: str, *, touched: Sequence[str]) -> tuple[Unmet, ...]:
    """Say why words are not sent to a candidate as a question.

    ``touched`` are passages that may touch a protected characteristic, as the word lists find them.
    """
    if blank(words):
        return (Unmet(None, "Write the question", fix=FIELD),)
    if len(words.split()) > MOST_WORDS:
        return (Unmet(None, f"Write no more than {MOST_WORDS} words", fix=FIELD),)
    reading = spelled(words)
    return (
        *_named(Clause.HAMDEN_D_4, "ask for", NEVER_ASKED, reading),
        *_named(Clause.HAMPTON_D_1, "speak of", NEVER_TOLD, reading),
        *(
            Unmet(
                Clause.IACP_FILTER,
                f"A question does not touch what has no part in hiring. Ask without “{passage}”.",
                fix=FIELD,
            )
            for passage in dict.fromkeys(touched)
        ),
    )


def _named(
    clause: Clause, verb: str, kinds: Sequence[tuple[str, str]], reading: Spelled
) -> tuple[Unmet, ...]:
    found = ((passage, what) for pattern, what in kinds if (passage := first_passage(pattern, reading)))
    return tuple(
        Unmet(
            clause,
            f"A question to a candidate does not {verb} {what}. Ask without “{passage}”.",
            fix=FIELD,
        )
        for passage, what in found
    )


@cites(Clause.HAMPTON_F_2)
def missing_to_take_back(ending: Ending | None) -> tuple[Unmet, ...]:
    """Say why a question is not taken back: it came to its end before."""
    if ending is Ending.TAKEN_BACK:
        return (Unmet(None, "Somebody took this question back before you did."),)
    if ending is not None:
        return (Unmet(None, "The candidate answered before you took it back. Both stay."),)
    return ()
