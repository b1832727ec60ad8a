"""What a finding must say before it is one: the fact, why it matters for the job, where it comes from."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import Unmet
from tracker.policy.casework import FindingFacts, SearchFacts
from tracker.policy.clauses import Clause, cites
from tracker.policy.declining import missing_in_ground, missing_in_wording
from tracker.policy.wording import blank, counted, too_short

STATEMENT_WORDS = 120
"""The longest statement for the board, in words: the whole page has to stay readable."""


@cites(Clause.HAMPTON_C_2, Clause.HAMPTON_C_3_C, Clause.HAMDEN_D_6, Clause.HAMPTON_F_2)
def missing_to_write(finding: FindingFacts, today: date) -> tuple[Unmet, ...]:
    """Say what is left before this can be saved as a finding (R-16 and its neighbours)."""
    unmet = []
    if not finding.identifiers:
        words = "Write what ties the account to the candidate, one identifier on a line."
        unmet.append(Unmet(Clause.HAMDEN_D_6, words, fix="field:identifiers"))
    if finding.posted_on is not None and finding.posted_on > today:
        words = "The day it was posted must be in the past."
        unmet.append(Unmet(Clause.HAMPTON_C_2, words, fix="field:posted_on"))
    if blank(finding.observed):
        words = "Write what was seen, as a fact: what, where, when."
        unmet.append(Unmet(Clause.HAMPTON_C_2, words, fix="field:observed"))
    if (blank(finding.dimension) or not finding.dimension_known) and not blank(finding.job_reason):
        words = "Choose the job dimension that it matters for. Why it matters is written already."
        unmet.append(Unmet(Clause.HAMDEN_D_6, words, fix="field:dimension", ref="R-16"))
    elif blank(finding.job_reason):
        words = "Say how this matters for the job. If it does not, leave it as a search result."
        unmet.append(Unmet(Clause.HAMDEN_D_6, words, fix="field:relevance", ref="R-16"))
    unmet.extend(missing_in_ground(finding.job_reason, "relevance"))
    if blank(finding.source_link) and blank(finding.no_source_reason):
        words = "Enter the link where it was seen, or write why there is none."
        unmet.append(Unmet(Clause.HAMPTON_C_3_C, words, fix="field:source_link"))
    if not finding.searches:
        words = "Choose the search that led to this. A finding comes from a logged search."
        unmet.append(Unmet(Clause.HAMDEN_D_5, words, fix="field:search"))
    return tuple(unmet)


@cites(Clause.HAMPTON_C_2, Clause.HAMPTON_D_2, Clause.HAMPTON_F_2)
def missing_in_statement(finding: FindingFacts) -> tuple[Unmet, ...]:
    """Say what the statement for the board lacks; the evidence note never stands in for it."""
    fix = f"finding:{finding.reference}"
    if blank(finding.statement):
        words = f"Write the statement of finding {finding.reference} for the board, in fresh words."
        return (Unmet(Clause.HAMPTON_D_2, words, fix=fix),)
    length = len(finding.statement.split())
    if length > STATEMENT_WORDS:
        over = counted(length - STATEMENT_WORDS, "word")
        words = f"The statement of finding {finding.reference} is {over} too long. Keep to {STATEMENT_WORDS}."
        return (Unmet(Clause.HAMPTON_D_2, words, fix=fix),)
    return missing_in_wording(finding.statement, finding.reference)


@cites(Clause.HAMPTON_A_10)
def missing_to_withhold(reference: str, reason: str) -> tuple[Unmet, ...]:
    """Say what is left before a finding is withheld: it is hidden and kept, with the reason."""
    if too_short(reason):
        words = f"Write why finding {reference} is withheld. It stays in the file with this reason."
        return (Unmet(Clause.HAMPTON_A_10, words, fix=f"finding:{reference}"),)
    return ()


@cites(Clause.HAMPTON_A_10)
def missing_to_put_back(reference: str, *, withheld_in_review: bool) -> tuple[Unmet, ...]:
    """Say why an investigator does not put a finding back: a supervisor withheld it."""
    if not withheld_in_review:
        return ()
    words = f"A supervisor withheld finding {reference}, so a supervisor puts it back."
    return (Unmet(Clause.HAMPTON_A_10, words),)


def missing_in_note(text: str) -> tuple[Unmet, ...]:
    """Say what keeps an evidence note from being kept: it says nothing, or holds what is never kept."""
    return (Unmet(None, "Write the note."),) if blank(text) else missing_in_text(text)


@cites(Clause.HAMDEN_D_6)
def told_by_none(searches: Iterable[SearchFacts], told: Collection[str]) -> tuple[SearchFacts, ...]:
    """Return the searches that found what is or may be the candidate's, and that no finding comes from.

    ``told`` are the references of those that findings come from. It stops nothing, for what does not matter
    for the job stays a search result (R-16); whoever hands the case in and whoever reviews it are shown it.
    """
    return tuple(one for one in searches if one.result.found and not one.voided and one.reference not in told)
