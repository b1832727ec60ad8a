"""A statement sworn before a notary: what is handed in, and who looks at it (Hampton F.2, Hamden D.2).

The signed paper comes in as a scan. It is filed after somebody looked at scan and statement side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.oaths import is_named
from tracker.policy.officers import Line, missing_in_lines
from tracker.policy.wording import blank, worded

MOST_PAGES = 30
"""Files of one signed statement, a photo of each page."""
MOST_HANDED_IN = 10
"""Papers that one candidate hands in here, sent back or not."""
NAME_THE_NOTARY = worded("Enter the name of the notary")
SAY_WHERE = worded("Enter the state and county of the notary")
"""What asks for the lines about a notary; the form and the rule say the same."""
LONGEST_REASON = 1000
"""Characters in which somebody says why a scan goes back."""


@dataclass(frozen=True, slots=True)
class HandingIn:
    """A scan that is about to be handed in, with what is said of the notary; days are the agency's.

    ``made_on`` is the day the statement was made ready. ``waits`` says that a scan is looked at
    already, ``earlier`` how many papers the candidate handed in before.
    """

    pages: int
    signed_on: date
    commission_ends: date | None
    made_on: date
    today: date
    waits: bool = False
    notary: str = ""
    place: str = ""
    commission: str = ""
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class ScanFacts:
    """A scan that is about to be judged: by whom, what the notary is called, and who may be neither.

    ``handed_in_by`` is who of the staff handed it in, None where the candidate did.
    ``searching`` and ``deciding`` are names of whoever has the case, and of whoever sits on its board.
    ``shown`` and ``current`` are digests of scan and statement as they were on the page, and as they are.
    """

    checked_by: UUID
    notary: str
    searching_ids: frozenset[UUID]
    deciding_ids: frozenset[UUID]
    searching: tuple[str, ...] = ()
    deciding: tuple[str, ...] = ()
    shown: str = ""
    current: str = ""
    handed_in_by: UUID | None = None


@cites(Clause.HAMPTON_F_2)
def missing_to_hand_in(facts: HandingIn) -> tuple[Unmet, ...]:
    """Say why a signed statement cannot be handed in; what is wrong with a file is said by its own rule."""
    if facts.waits:
        words = worded("A signed paper is here already. Someone looks at it before another one is sent.")
        return (Unmet(Clause.HAMPTON_F_2, words),)
    if facts.earlier >= MOST_HANDED_IN:
        words = worded(
            "You sent us %(most)s papers here. Call us before you send another one.", most=MOST_HANDED_IN
        )
        return (Unmet(Clause.HAMPTON_F_2, words),)
    unmet = missing_in_lines(
        (
            Line("notary", facts.notary, NAME_THE_NOTARY),
            Line("place", facts.place, SAY_WHERE),
            Line("commission", facts.commission),
        )
    )
    if not facts.pages:
        words = worded("Choose the photos or the scan of the signed paper.")
        unmet.append(Unmet(Clause.HAMPTON_F_2, words, fix="field:files"))
    if facts.pages > MOST_PAGES:
        words = worded("Choose up to %(most)s files. A PDF can hold many pages.", most=MOST_PAGES)
        unmet.append(Unmet(Clause.HAMPTON_F_2, words, fix="field:files"))
    if facts.signed_on > facts.today:
        words = worded("This day is still to come. Enter the day that the notary wrote.")
        unmet.append(Unmet(Clause.HAMPTON_F_2, words, fix="field:day"))
    elif facts.signed_on < facts.made_on:
        words = worded("The statement was not ready on that day. Enter the day that the notary wrote.")
        unmet.append(Unmet(Clause.HAMPTON_F_2, words, fix="field:day"))
    if facts.commission_ends is not None and facts.commission_ends < facts.signed_on:
        words = worded("That is before the day of signing. Look at the stamp again, and enter both days.")
        unmet.append(Unmet(Clause.HAMPTON_F_2, words, fix="field:ends"))
    return tuple(unmet)


@cites(Clause.HAMPTON_F_2, Clause.HAMDEN_D_2)
def missing_to_check_scan(facts: ScanFacts) -> tuple[Unmet, ...]:
    """Say why somebody cannot say of a scan what it shows, nor send it back; empty means that they can."""
    unmet = []
    if facts.checked_by in facts.searching_ids:
        words = "Somebody who searches in this case does not check how its affidavit was sworn. Ask HR."
        unmet.append(Unmet(Clause.HAMPTON_F_2, words))
    if facts.checked_by in facts.deciding_ids:
        words = (
            "Somebody who sits on the board of this requisition does not check its affidavits: they would "
            "read one before they decide."
        )
        unmet.append(Unmet(Clause.HAMDEN_D_2, words))
    if facts.checked_by == facts.handed_in_by:
        words = (
            "You handed this paper in, so somebody else looks at it beside the statement. Ask another person "
            "in HR."
        )
        unmet.append(Unmet(Clause.HAMPTON_F_2, words))
    if facts.shown != facts.current:
        words = "Scan or statement changed since this page was opened. Look at both again."
        unmet.append(Unmet(Clause.HAMPTON_F_2, words))
    return tuple(unmet)


@cites(Clause.HAMPTON_F_2, Clause.HAMDEN_D_2)
def missing_to_file_scan(facts: ScanFacts) -> tuple[Unmet, ...]:
    """Say why a scan cannot be filed as what it shows; empty means that it can be."""
    unmet = list(missing_to_check_scan(facts))
    if is_named(facts.notary, facts.searching):
        words = (
            "The notary has the name of somebody who searches in this case, who would be a witness to what "
            "they check. Send it back, and ask for another notary."
        )
        unmet.append(Unmet(Clause.HAMPTON_F_2, words))
    if is_named(facts.notary, facts.deciding):
        words = (
            "The notary has the name of somebody on the board of this requisition, who would have read the "
            "affidavit before they decide. Send it back, and ask for another notary."
        )
        unmet.append(Unmet(Clause.HAMDEN_D_2, words))
    return tuple(unmet)


@cites(Clause.HAMPTON_F_2)
def missing_to_send_back(facts: ScanFacts, reason: str) -> tuple[Unmet, ...]:
    """Say why a scan cannot go back; the candidate reads the reason."""
    unmet = list(missing_to_check_scan(facts))
    if blank(reason):
        words = "Write what the candidate has to do, in words that the candidate can read."
        unmet.append(Unmet(Clause.HAMPTON_F_2, words, fix="field:reason"))
    elif len(reason.strip()) > LONGEST_REASON:
        words = f"Write up to {LONGEST_REASON:,} characters."
        unmet.append(Unmet(Clause.HAMPTON_F_2, words, fix="field:reason"))
    return tuple(unmet)
