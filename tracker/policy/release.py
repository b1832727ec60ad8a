"""The release gate: everything that must hold before a board sees a summary.

The page that refuses and the gate that refuses show the same items. The same list, without the second reader
and the releaser, lets a case be submitted for review.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tracker.policy import gate
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.release_facts import ReleaseFacts
from tracker.policy.stages import CORRECTABLE
from tracker.policy.vocabulary import Stage
from tracker.policy.wording import counted, too_short

Item = Callable[[ReleaseFacts], tuple[Unmet, ...]]
"""A line of the checklist as a rule."""


@dataclass(frozen=True, slots=True)
class GateItem:
    """One line of the checklist: its key, what it asks, whether the system checks it, what is unmet of it."""

    key: str
    words: str
    automatic: bool
    unmet: tuple[Unmet, ...]

    @property
    def met(self) -> bool:
        """Say whether nothing of it is unmet."""
        return not self.unmet


FIRST: tuple[tuple[str, str, bool, Item], ...] = (
    ("affidavit", "Affidavit filed, fingerprint matches", True, gate.affidavit_filed),
    ("steps", "Every step done or excused", True, gate.steps_settled),
    ("extra", "Work beyond the protocol approved", True, gate.extra_approved),
)
"""What both lists begin with."""
MIDDLE: tuple[tuple[str, str, bool, Item], ...] = (
    ("wording", "Statements written and protected information settled", False, gate.wording_screened),
    ("withheld", "Whatever is withheld is kept with its reason", False, gate.withheld_with_reason),
    ("captures", "Captures intact today", True, gate.captures_intact),
    ("grants", "Every look beyond what is public was covered", True, gate.grants_cover),
)
"""What both lists have in common after the checks."""
PAGE: tuple[tuple[str, str, bool, Item], ...] = (
    ("length", "The page keeps to the word limit", True, gate.page_short_enough),
    ("seen-by-submitter", "Board page seen by the investigator", True, gate.seen_by_submitter),
)
"""What both lists have in common about the page, once an answer to a concern stands on it."""
SUBMISSION: tuple[tuple[str, str, bool, Item], ...] = (
    ("stage", "The case is with the investigator", True, gate.ready_to_submit),
    *FIRST,
    ("checks", "Checks 1 to 9 answered Yes for every finding", False, gate.checked_by_searcher),
    *MIDDLE,
    *PAGE,
)
"""What must hold before a case is submitted."""
RELEASE: tuple[tuple[str, str, bool, Item], ...] = (
    ("stage", "The case was submitted", True, gate.handed_in),
    *FIRST,
    ("checks", "All ten checks answered Yes for every finding", False, gate.checked_by_both),
    *MIDDLE,
    ("answers", "Concerns put to the candidate first", True, gate.concerns_answered),
    *PAGE,
    ("seen-by-releaser", "Board page seen by you, same fingerprint", True, gate.seen_by_releaser),
    ("releaser", "You did not search or write, and have no tie", True, gate.releaser_apart),
    ("recipients", "Nobody on the board searched or saw raw material", True, gate.recipients_apart),
)
"""What must hold before a board sees a summary."""

SEEN: frozenset[str] = frozenset({"seen-by-submitter", "seen-by-releaser"})
"""The items that a page meets by being looked at."""


def submission_gate(facts: ReleaseFacts) -> tuple[GateItem, ...]:
    """Return the checklist for submitting a case, in the order of the work."""
    return tuple(GateItem(key, words, automatic, rule(facts)) for key, words, automatic, rule in SUBMISSION)


def release_gate(facts: ReleaseFacts) -> tuple[GateItem, ...]:
    """Return the checklist for release, in the order of the work."""
    return tuple(GateItem(key, words, automatic, rule(facts)) for key, words, automatic, rule in RELEASE)


@cites(Clause.HAMDEN_D_5, Clause.HAMDEN_D_6)
def missing_for_submission(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """Say how much is left before review, and then what (R-17)."""
    left = [item for item in submission_gate(facts) if not item.met]
    return (
        *left_before_review(facts.case_reference, len(left)),
        *(one for item in left for one in item.unmet),
    )


@cites(Clause.HAMDEN_D_5, Clause.HAMDEN_D_6)
def left_before_review(case_reference: str, left: int) -> tuple[Unmet, ...]:
    """Say how many lines of the checklist are left before review (R-17); nothing where none is."""
    if not left:
        return ()
    words = f"{counted(left, 'thing is', 'things are')} left before review."
    return (Unmet(Clause.HAMDEN_D_6, words, fix=f"case:{case_reference}:submit", ref="R-17"),)


@cites(Clause.HAMDEN_D_2, Clause.HAMDEN_D_5, Clause.HAMDEN_D_6, Clause.HAMPTON_F_2, Clause.IACP_FILTER)
def missing_for_release(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """Say everything that keeps this summary from the board; empty means that it may be shown."""
    return tuple(unmet for item in release_gate(facts) for unmet in item.unmet)


@cites(Clause.HAMDEN_D_2, Clause.HAMDEN_D_5, Clause.HAMPTON_A_10)
def missing_to_close(facts: ReleaseFacts) -> tuple[Unmet, ...]:
    """Say what keeps a review from closing with nothing for the board; asked before a finding is withheld.

    ``facts`` are those of the case once all is withheld. Only who has still to look at the page that comes of
    it does so afterwards: nobody could have seen it before.
    """
    unmet = (one for item in release_gate(facts) if item.key not in SEEN for one in item.unmet)
    return tuple(unmet)


@cites(Clause.HAMDEN_D_5, Clause.HAMDEN_D_6)
def missing_to_ask(facts: ReleaseFacts, concerns: int) -> tuple[Unmet, ...]:
    """Say why the candidate is not asked: nothing is left to ask, or the words are not ready for a board.

    ``concerns`` counts the findings that are left to ask about. Whoever has to look at the page does so once
    the answer stands on it, and how long the page is counts then.
    """
    if not concerns:
        words = "No concern is left that the candidate was not asked about in these words."
        return (Unmet(None, words, fix="field:outcome"),)
    later = SEEN | {"answers"}
    return tuple(one for item in release_gate(facts) if item.key not in later for one in item.unmet)


@cites(Clause.HAMPTON_C_3_D)
def missing_to_release_first(case_reference: str, *, released: bool) -> tuple[Unmet, ...]:
    """Say why a packet is not released a first time: the board has one, and it is never edited."""
    if not released:
        return ()
    words = "This case is released already. What was released is never edited; it can be corrected."
    return (Unmet(Clause.HAMPTON_C_3_D, words, fix=f"case:{case_reference}:correction"),)


@cites(Clause.HAMPTON_C_3_D)
def missing_to_begin_correction(stage: Stage, reason: str) -> tuple[Unmet, ...]:
    """Say why no correction begins: the board has nothing, or the file would not say why."""
    if stage not in CORRECTABLE:
        words = "Only what the board has can be corrected. This case is not released."
        return (Unmet(Clause.HAMPTON_C_3_D, words),)
    return _missing_correction(reason)


def _missing_correction(reason: str) -> tuple[Unmet, ...]:
    if not too_short(reason):
        return ()
    words = "Write what is corrected and why. It stays in the file; the board does not read it."
    return (Unmet(Clause.HAMPTON_C_3_D, words),)


@cites(Clause.HAMPTON_C_3_D)
def missing_to_correct(facts: ReleaseFacts, reason: str, released_fingerprint: str) -> tuple[Unmet, ...]:
    """Say what keeps a correction from superseding what was released: a reason, a change, and the same gate.

    ``facts.stage`` is the review that the correction goes through; what was released stays, unedited.
    ``released_fingerprint`` is empty where nothing was.
    """
    if not released_fingerprint:
        words = "Nothing was released in this case, so there is nothing to correct."
        return (Unmet(Clause.HAMPTON_C_3_D, words),)
    return (*missing_to_supersede(facts, reason, released_fingerprint), *missing_for_release(facts))


@cites(Clause.HAMPTON_C_3_D)
def missing_to_supersede(facts: ReleaseFacts, reason: str, released_fingerprint: str) -> tuple[Unmet, ...]:
    """Say why a page does not supersede the one released: no reason, or no change."""
    unmet = [*_missing_correction(reason)]
    if facts.rendered_fingerprint == released_fingerprint:
        words = "The page is the same as the one released, so there is nothing to correct."
        unmet.append(Unmet(Clause.HAMPTON_C_3_D, words))
    return tuple(unmet)
