"""The items of the release gate, in the order of the work; each answers with what is unmet of it."""

from __future__ import annotations

from tracker.policy.answers import Unmet
from tracker.policy.asking import is_asked_about, missing_for_concern
from tracker.policy.casework import CaptureFacts, FindingFacts
from tracker.policy.clauses import Clause, cites
from tracker.policy.finding import missing_in_statement, missing_to_withhold
from tracker.policy.release_facts import ReleaseFacts
from tracker.policy.review import page_changed
from tracker.policy.sanitising import missing_for_screening
from tracker.policy.separation import missing_to_rule
from tracker.policy.steps import missing_approvals, missing_steps
from tracker.policy.validation import missing_for_gate
from tracker.policy.vocabulary import Stage
from tracker.policy.wording import counted, listed


def live_findings(facts: ReleaseFacts) -> tuple[FindingFacts, ...]:
    """Return the findings meant for the board; withheld ones are kept and never counted."""
    return tuple(finding for finding in facts.findings if not finding.withheld)


@cites(Clause.HAMPTON_F_2)
def affidavit_filed(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """The affidavit is filed, and matches its fingerprint."""
    fix = f"case:{facts.case_reference}:affidavit"
    if not facts.affidavit_filed:
        return (Unmet(Clause.HAMPTON_F_2, "The affidavit is not filed.", fix=fix, ref="R-10"),)
    if not facts.affidavit_intact:
        words = (
            "The affidavit no longer matches the fingerprint that the candidate was given. Tell IT and the "
            "auditor."
        )
        return (Unmet(Clause.HAMPTON_F_2, words, fix=fix),)
    return ()


@cites(Clause.HAMDEN_D_5)
def steps_settled(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """Every step is done or excused."""
    if not facts.steps:
        words = "No step of the protocol is on record for this case."
        return (Unmet(Clause.HAMDEN_D_5, words, fix=f"case:{facts.case_reference}:steps"),)
    return missing_steps(facts.steps, case_reference=facts.case_reference)


@cites(Clause.HAMDEN_D_5)
def extra_approved(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """Every search beyond the protocol has a reason and an approval."""
    return missing_approvals(facts.extra_searches)


@cites(Clause.HAMDEN_D_6)
def checked_by_searcher(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """Checks 1 to 9 of each finding hold."""
    return _checks(facts, second_reading=False)


@cites(Clause.HAMDEN_D_6)
def checked_by_both(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """All ten checks of each finding hold."""
    return _checks(facts, second_reading=True)


def _checks(facts: ReleaseFacts, *, second_reading: bool) -> tuple[Unmet, ...]:
    return tuple(
        unmet
        for finding in live_findings(facts)
        for unmet in missing_for_gate(finding, second_reading=second_reading)
    )


@cites(Clause.IACP_FILTER, Clause.HAMPTON_D_2)
def wording_screened(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """Each statement is there, and its screen is settled."""
    return tuple(
        unmet
        for finding in live_findings(facts)
        for unmet in (*missing_in_statement(finding), *missing_for_screening(finding))
    )


@cites(Clause.HAMPTON_A_10)
def withheld_with_reason(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """What is withheld is kept with the reason."""
    held = (finding for finding in facts.findings if finding.withheld)
    return tuple(
        unmet for finding in held for unmet in missing_to_withhold(finding.reference, finding.withheld_reason)
    )


@cites(Clause.HAMDEN_D_6)
def captures_intact(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """Every capture was verified today."""
    return tuple(
        Unmet(Clause.HAMDEN_D_6, words, fix=f"capture:{capture.reference}")
        for capture in facts.captures
        if (words := _capture(capture, facts))
    )


def _capture(capture: CaptureFacts, facts: ReleaseFacts) -> str:
    if capture.intact is False:
        return (
            f"Capture {capture.reference} no longer matches its fingerprint at receipt. "
            "Tell IT and the auditor."
        )
    if capture.intact is None or capture.verified_on != facts.today:
        return f"Capture {capture.reference} was not verified today. Verify it now."
    return ""


@cites(Clause.HAMPTON_F_2)
def grants_cover(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """Every look beyond what is public had a live grant."""
    return tuple(
        Unmet(
            Clause.HAMPTON_F_2,
            f"Search {reference} went beyond what is public without a grant that covers it.",
            fix=f"search:{reference}",
            ref="R-11",
        )
        for reference in facts.ungranted_searches
    )


@cites(Clause.HAMDEN_D_6)
def concerns_answered(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """Every concern was put to the candidate first, in the words that the board reads (R-21)."""
    return tuple(
        unmet
        for finding in live_findings(facts)
        if is_asked_about(finding, facts.requests.get(finding.reference))
        for unmet in missing_for_concern(
            finding.reference,
            facts.wordings.get(finding.reference, ""),
            facts.requests.get(finding.reference),
            facts.case_reference,
        )
    )


@cites(Clause.HAMPTON_D_2)
def page_short_enough(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """The page keeps to the word limit."""
    if facts.words <= facts.word_limit:
        return ()
    over = counted(facts.words - facts.word_limit, "word")
    words = f"The board page is {over} too long. Keep to {facts.word_limit}."
    return (Unmet(Clause.HAMPTON_D_2, words, fix=f"case:{facts.case_reference}:preview"),)


@cites(Clause.HAMDEN_D_6)
def seen_by_submitter(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """The investigator approved this very page; to a supervisor it is somebody else who looks again."""
    unmet = _preview(facts, facts.submitter_fingerprint, "The investigator has", "preview")
    if not unmet or facts.releaser_id is None or not facts.submitter_fingerprint:
        return unmet
    words = "The board page changed after the investigator looked at it. The investigator looks once more."
    return (Unmet(Clause.HAMDEN_D_6, words, ref="R-22"),)


@cites(Clause.HAMDEN_D_6)
def seen_by_releaser(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """The releaser approved this very page (R-22)."""
    return _preview(facts, facts.releaser_fingerprint, "You have", "decide")


def _preview(facts: ReleaseFacts, approved: str, who: str, place: str) -> tuple[Unmet, ...]:
    if approved and approved == facts.rendered_fingerprint:
        return ()
    if approved:
        return (page_changed(facts.case_reference, place),)
    words = f"{who} not looked at the board page yet."
    return (Unmet(Clause.HAMDEN_D_6, words, fix=f"case:{facts.case_reference}:{place}", ref="R-22"),)


@cites(Clause.HAMDEN_D_2, Clause.HAMDEN_D_6)
def releaser_apart(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """The releaser did not search or write, has no tie, and does not decide."""
    releaser = facts.releaser_id
    if releaser is None:
        return (Unmet(Clause.HAMDEN_D_6, "Nobody has taken this review yet."),)
    others = listed(facts.other_reviewers)
    authors = {finding.author_id for finding in facts.findings} | facts.authors
    authors |= {facts.submitted_by} if facts.submitted_by else set()
    unmet = list(missing_to_rule(releaser, authors, facts.searchers, others, assigned=facts.assigned))
    if facts.releaser_conflict:
        words = "Say that you have no tie to this candidate, or leave the release to somebody else."
        unmet.append(Unmet(Clause.HAMDEN_D_2, words, fix=f"case:{facts.case_reference}:conflict", ref="R-19"))
    if releaser in facts.recipients:
        words = "You sit on the board that would read this. Who decides does not release."
        unmet.append(Unmet(Clause.HAMDEN_D_2, words, ref="R-08"))
    return tuple(unmet)


@cites(Clause.HAMDEN_D_2)
def recipients_apart(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """No member of the board searched or saw raw material."""
    if not facts.recipients:
        return (
            Unmet(Clause.HAMDEN_D_2, "Nobody sits on the board of this requisition. HR gives the seats."),
        )
    barred = facts.recipients & (facts.exposed | facts.searchers)
    if not barred:
        return ()
    names = listed(facts.names.get(person, "a member") for person in barred)
    words = (
        f"The board has {names}, who searched or has seen search material about this candidate. HR can give "
        f"the seat to somebody else ({Clause.HAMDEN_D_2.label})."
    )
    return (Unmet(Clause.HAMDEN_D_2, words, ref="R-08"),)


def ready_to_submit(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """The case is with the investigator."""
    return _stage(facts, Stage.SEARCH, "It is not with the investigator now.")


def handed_in(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """The case is under review."""
    unmet = _stage(facts, Stage.REVIEW, "It was not submitted for review.")
    if not unmet and facts.submitted_by is None:
        unmet = (Unmet(Clause.HAMDEN_D_6, "It was not submitted for review."),)
    return unmet


def _stage(facts: ReleaseFacts, wanted: Stage, words: str) -> tuple[Unmet, ...]:
    if facts.stage is Stage.WITHDRAWN:
        return (Unmet(Clause.HAMDEN_D_5, "The candidate withdrew, so nothing is released."),)
    return () if facts.stage is wanted else (Unmet(None, words),)
