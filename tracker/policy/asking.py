"""What staff do about the questions put to a candidate: ask, wait, go on, and judge the answer (R-21)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tracker.policy.affidavit import missing_in_text
from tracker.policy.answering import LETS_GO, Ending, RequestFacts
from tracker.policy.answers import Unmet
from tracker.policy.captures import FileState
from tracker.policy.casework import FindingFacts
from tracker.policy.clauses import Clause, cites
from tracker.policy.validation import asked_first
from tracker.policy.vocabulary import Stage
from tracker.policy.wording import moment, too_short
from tracker.policy.working_days import closing_after


def is_asked_about(finding: FindingFacts, request: RequestFacts | None) -> bool:
    """Say whether the candidate is asked about a finding before a board reads it.

    What was put to a candidate once stays theirs to answer, also where its new words call it no concern.
    """
    return asked_first(finding) or (request is not None and request.ending is not Ending.TAKEN_BACK)


def is_settled(request: RequestFacts | None, digest: str) -> bool:
    """Say whether the candidate could answer these very words, so that they need not be asked about again."""
    return request is not None and request.ending in LETS_GO and request.digest == digest


@cites(Clause.HAMDEN_D_6)
def missing_for_concern(
    finding: str, digest: str, request: RequestFacts | None, case_reference: str
) -> tuple[Unmet, ...]:
    """Say why a concern does not go to the board: the candidate was not asked about just these words (R-21).

    ``request`` is the newest question about the finding, ``digest`` of the words as the board would read now.
    """
    decide, answer = f"case:{case_reference}:decide", f"case:{case_reference}:answer"
    if request is None or request.ending is Ending.TAKEN_BACK:
        words = (
            f"Finding {finding} is a concern, and the candidate was not asked about it yet. Ask the "
            "candidate, or withhold it with a reason."
        )
        return (Unmet(Clause.HAMDEN_D_6, words, fix=decide, ref="R-21"),)
    if request.is_open:
        words = (
            f"The candidate has until {moment(request.due_at)} to answer finding {finding}. The packet waits "
            "until then, so the board reads one complete page. To release earlier, record that the candidate "
            "gave up the time in writing."
        )
        return (Unmet(Clause.HAMDEN_D_6, words, fix=answer, ref="R-21"),)
    if request.digest != digest:
        words = f"The wording of finding {finding} changed after the candidate was asked. Ask again."
        return (Unmet(Clause.HAMDEN_D_6, words, fix=decide, ref="R-21"),)
    if request.ending is Ending.ANSWERED and request.outcome is None:
        words = f"The candidate answered finding {finding}. Read the answer, and record what comes of it."
        return (Unmet(Clause.HAMDEN_D_6, words, fix=answer, ref="R-21"),)
    return ()


@cites(Clause.HAMDEN_D_6)
def missing_to_go_on(request: RequestFacts, now: datetime) -> tuple[Unmet, ...]:
    """Say why a case does not go on without an answer: the candidate still has time (R-21)."""
    if now >= request.due_at:
        return ()
    words = (
        f"The candidate has until {moment(request.due_at)} to answer finding {request.finding}. To go on "
        "earlier, record that the candidate gave up the time in writing."
    )
    return (Unmet(Clause.HAMDEN_D_6, words, ref="R-21"),)


def missing_to_be_waiting(stage: Stage) -> tuple[Unmet, ...]:
    """Say why nothing changes about the time to answer: nobody is waiting for an answer."""
    if stage is Stage.RESPONSE:
        return ()
    return (Unmet(None, "This case does not wait for an answer of the candidate now."),)


@cites(Clause.HAMDEN_D_6)
def missing_to_reopen(request: RequestFacts, stage: Stage, digest: str) -> tuple[Unmet, ...]:
    """Say why a candidate is not given time once more: the answer came, or the words are others now (R-06).

    Time that ended without an answer is reopened until release, also where the case went on without one;
    ``digest`` is of the words as the board would read them.
    """
    open_now = request.is_open and stage is Stage.RESPONSE
    ended = request.ending in (Ending.SILENT, Ending.WAIVED) and stage is Stage.REVIEW
    if not open_now and not ended:
        words = f"There is no time to give about finding {request.finding} now."
        return (Unmet(Clause.HAMDEN_D_6, words, ref="R-06"),)
    if ended and request.digest != digest:
        words = f"The wording of finding {request.finding} changed after the candidate was asked. Ask again."
        return (Unmet(Clause.HAMDEN_D_6, words, ref="R-21"),)
    return ()


@cites(Clause.HAMDEN_D_6)
def time_given_again(request: RequestFacts, now: datetime, days: int) -> datetime:
    """Return until when a question can be answered that is given its working days once more, from ``now``.

    Nobody who is given time loses some: where a later end was told before, that one holds.
    """
    return max(request.due_at, closing_after(now, days))


def missing_in_reason(reason: str) -> tuple[Unmet, ...]:
    """Say that what staff do about a question to a candidate is done with a reason."""
    if too_short(reason):
        return (Unmet(None, "Write why, in a few words. It stays in the file.", fix="field:reason"),)
    return missing_in_text(reason)


@cites(Clause.HAMDEN_D_6)
def missing_for_outcome(request: RequestFacts, stage: Stage) -> tuple[Unmet, ...]:
    """Say why nothing is recorded about an answer: there is none, it is settled, or the case is elsewhere."""
    if request.ending is not Ending.ANSWERED:
        return (Unmet(None, f"The candidate did not answer finding {request.finding}."),)
    if request.outcome is not None:
        return (Unmet(None, f"What comes of the answer to finding {request.finding} is recorded already."),)
    if stage is not Stage.REVIEW:
        return (Unmet(None, "This case is not in review now, so nothing is recorded about the answer."),)
    return ()


@cites(Clause.HAMDEN_D_6)
def missing_in_sent_files(states: Mapping[str, FileState]) -> tuple[Unmet, ...]:
    """Say which files that came with answers are not what was received, so that nothing goes on with them."""
    return tuple(_not_as_sent(one, state) for one, state in states.items() if state is not FileState.INTACT)


def _not_as_sent(reference: str, state: FileState) -> Unmet:
    what = "is missing from the store" if state is FileState.MISSING else "is not as it was received"
    words = (
        f"File {reference}, which came with an answer, {what}. Nothing goes on without it. Have it looked "
        "for in the backup."
    )
    return Unmet(Clause.HAMDEN_D_6, words)


def missing_to_hand_over(reference: str) -> tuple[Unmet, ...]:
    """Say that a file which came with an answer is not there as it came, and is not handed out."""
    words = (
        f"File {reference} is not in the store as it was received. It is not handed out. Have it looked for "
        "in the backup."
    )
    return (Unmet(Clause.HAMDEN_D_6, words),)
