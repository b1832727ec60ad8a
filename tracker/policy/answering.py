"""The candidate's answer to a concern: asked about these very words, with time, before a board reads them.

Nothing here weighs what is answered. Silence is recorded as silence, and counts as nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.vocabulary import Stage
from tracker.policy.wording import blank, moment, worded

MOST_FILES = 5
"""Files with an answer, at the most."""
MOST_MEGABYTES = 25
MOST_BYTES = MOST_MEGABYTES * 2**20
"""The largest file that goes with an answer."""
MOST_TRIED = 25
"""Files that can be put with an answer and taken out again: each stays in the file, sealed."""
REMIND_DAYS = 1
"""So many working days before the time to answer ends its candidate is reminded, once."""


class Choice(StrEnum):
    """What a candidate says of a concern."""

    CORRECT = "correct"
    """It is the candidate's and as it is told."""
    CONTEXT = "context"
    """It is the candidate's, and needs more around it."""
    NOT_MINE = "not-mine"
    """It is not the candidate's account, or somebody else posted it."""
    RATHER_NOT = "rather-not"
    """The candidate would rather not answer."""


class Ending(StrEnum):
    """How a question to a candidate ended; it ends once."""

    ANSWERED = "answered"
    """The candidate answered."""
    SILENT = "silent"
    """The time went by without an answer."""
    WAIVED = "waived"
    """The candidate gave up the time, in writing."""
    TAKEN_BACK = "taken-back"
    """Staff took the question back before it was answered."""


LETS_GO: frozenset[Ending] = frozenset({Ending.ANSWERED, Ending.SILENT, Ending.WAIVED})
"""The endings after which the candidate has had the chance to answer."""


class Outcome(StrEnum):
    """What a supervisor makes of an answer."""

    WITHDRAW = "withdraw"
    """The finding is withheld."""
    REWORD = "reword"
    """The wording changes; the candidate is asked again."""
    ATTACH = "attach"
    """The finding goes to the board with the answer."""
    SEARCH = "search"
    """The investigator searches again."""


class Meanwhile(StrEnum):
    """What staff do about a question that has no answer."""

    GO_ON = "go-on"
    """Go on without one, once the time for it is over."""
    REOPEN = "reopen"
    """Give the candidate the time once more."""
    WAIVE = "waive"
    """Record that the candidate gave up the time, in writing."""
    TAKE_BACK = "take-back"
    """Take the question back."""


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """One question to a candidate about one finding, as it stands.

    ``digest`` is the SHA-256, in hex, of the words that were shown. ``due_at`` is on the agency's clock.
    ``extended`` says that the candidate took more time; ``outcome`` what became of an answer, if anything.
    """

    reference: str
    finding: str
    digest: str
    due_at: datetime
    ending: Ending | None = None
    extended: bool = False
    outcome: Outcome | None = None

    @property
    def is_open(self) -> bool:
        """Say whether the question has not ended."""
        return self.ending is None


def kept_unsent(request: RequestFacts, stage: Stage, now: datetime) -> bool:
    """Say whether what was typed came too late or was given up, so that it is kept and not sent (R-06)."""
    return any(one.ref == "R-06" for one in missing_to_answer_concern(request, stage, now))


@cites(Clause.HAMDEN_D_6)
def missing_to_answer_concern(request: RequestFacts, stage: Stage, now: datetime) -> tuple[Unmet, ...]:
    """Say why no answer is taken any more: it was sent, the question is over, or the time is (R-06)."""
    if request.ending is Ending.ANSWERED:
        words = worded("You answered this already. What you sent stays as you sent it.")
        return (Unmet(None, words),)
    if request.ending is Ending.TAKEN_BACK or stage is Stage.WITHDRAWN:
        return (Unmet(None, worded("Nothing is asked of you here any more."), fix="affidavit:status"),)
    if request.ending is Ending.WAIVED:
        words = worded(
            "We have it in writing that you gave up the time to answer. We did not send your draft, because "
            "you had not sent it yourself. It is kept. Call us if that is not so: the supervisor can reopen "
            "the time."
        )
        return (Unmet(Clause.HAMDEN_D_6, words, ref="R-06"),)
    if request.ending is not None or stage is not Stage.RESPONSE or now >= request.due_at:
        words = worded(
            "The time to answer ended on %(when)s. We did not send your draft, because you had not sent it "
            "yourself. It is kept. Call us if something stopped you: the supervisor can reopen the time.",
            when=moment(request.due_at),
        )
        return (Unmet(Clause.HAMDEN_D_6, words, ref="R-06"),)
    return ()


def missing_in_answer(choice: Choice | None, words: str, most: int) -> tuple[Unmet, ...]:
    """Say what an answer lacks before it can be sent; ``most`` is the profile's limit in words.

    Whoever would rather not answer need not say why.
    """
    if choice is None:
        return (Unmet(None, worded("Choose one of the four answers."), fix="field:choice"),)
    said = missing_in_text(words)
    if said:
        return said
    if len(words.split()) > most:
        text = worded("Your answer has %(many)s words. Keep to %(most)s.", many=len(words.split()), most=most)
        return (Unmet(None, text, fix="field:words"),)
    if choice is Choice.CONTEXT and blank(words):
        return (Unmet(None, worded("Write what we should know about it."), fix="field:words"),)
    return ()


def missing_to_add_files(*, kept: int, adding: int, ever: int) -> tuple[Unmet, ...]:
    """Say why files are not added to an answer that has ``kept``, and had ``ever`` with those taken out."""
    if kept + adding > MOST_FILES:
        words = worded(
            "You can send up to %(most)s files. Take out a file first, or choose fewer.", most=MOST_FILES
        )
        return (Unmet(None, words, fix="field:files"),)
    if ever + adding > MOST_TRIED:
        words = worded("You added many files and took them out again. Call us if you need one more.")
        return (Unmet(None, words, fix="field:files"),)
    return ()


def missing_to_extend(request: RequestFacts, stage: Stage, now: datetime) -> tuple[Unmet, ...]:
    """Say why a candidate gets no more time by asking here: it was given once, or the time is over."""
    if unmet := missing_to_answer_concern(request, stage, now):
        return unmet
    if not request.extended:
        return ()
    return (Unmet(None, worded("You took more time already. If you need more, call us.")),)
