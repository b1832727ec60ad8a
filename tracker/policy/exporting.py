"""Evidence packages: what of a case leaves for a court or a hearing, for whom and why (Hampton D.1)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.policy.answers import Unmet
from tracker.policy.captures import MATTER, NAME_THE_MATTER
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import blank, too_short

NAME_THE_RECIPIENT = "Enter who gets it: the court, the commission or the office."
SAY_WHY_EXPORTED = "Write why it leaves, in a few words."


class Purpose(StrEnum):
    """What an evidence package is asked for."""

    COURT = "court"
    """A court asked for it, or it is filed with one."""
    HEARING = "civil-service-hearing"
    """A hearing before a civil service commission, or an appeal to one."""
    COUNSEL = "counsel"
    """The agency's counsel needs it to advise or to answer."""
    INQUIRY = "inquiry"
    """An agency with the right to ask, such as the EEOC, asked for it."""


class Scope(StrEnum):
    """How much of a case a package holds."""

    EVERYTHING = "everything"
    """What was received, who had it in hand, and what the board saw."""
    BOARD = "what-the-board-saw"
    """What the board saw, and nothing of what it was made from."""


class Redaction(StrEnum):
    """What is left out of what the agency itself wrote; what was received is never altered."""

    NAMED = "none"
    """People are named, and each capture says where it is from and what it shows."""
    REFERENCES = "references-only"
    """People stand by reference, and what staff wrote of captures is left out."""


PURPOSES: dict[Purpose, str] = {
    Purpose.COURT: "A court",
    Purpose.HEARING: "A civil service hearing or appeal",
    Purpose.COUNSEL: "The agency's counsel",
    Purpose.INQUIRY: "An agency with the right to ask, such as the EEOC",
}
SCOPES: dict[Scope, str] = {
    Scope.EVERYTHING: "Everything: captures, the candidate's files, custody, and what the board saw",
    Scope.BOARD: "What the board saw, and the ledger, without what it was made from",
}
REDACTIONS: dict[Redaction, str] = {
    Redaction.NAMED: "Nothing is left out: people are named",
    Redaction.REFERENCES: "References only: no names of staff, and nothing that staff wrote of captures",
}


@dataclass(frozen=True, slots=True)
class ExportWords:
    """What is said of a package before it is made."""

    purpose: Purpose
    scope: Scope
    redaction: Redaction
    matter: str
    recipient: str
    why: str


@cites(Clause.HAMPTON_D_1)
def missing_to_export(words: ExportWords) -> tuple[Unmet, ...]:
    """Say what is missing before evidence leaves: for which matter, for whom, and why."""
    rule, unmet = Clause.HAMPTON_D_1, []
    if not MATTER.fullmatch(words.matter):
        unmet.append(Unmet(rule, NAME_THE_MATTER, "field:matter"))
    if blank(words.recipient):
        unmet.append(Unmet(rule, NAME_THE_RECIPIENT, "field:recipient"))
    if too_short(words.why):
        unmet.append(Unmet(rule, SAY_WHY_EXPORTED, "field:why"))
    return tuple(unmet)


@cites(Clause.HAMPTON_D_1)
def missing_to_send(reference: str, *, under_way: bool, kept: bool, made: int = 0) -> tuple[Unmet, ...]:
    """Say why no package can be made now: the key is destroyed, or another one is on its way.

    ``made`` is the number of the newest package that was made since the form was opened, 0 for none: a form
    that is sent twice makes one package, and another one only by whoever was told of the first.
    """
    if not kept:
        words = (
            f"The keys of case {reference} are destroyed, so nothing that it held can be opened or exported. "
            "What stays is the ledger, and the certificate of disposal."
        )
        return (Unmet(Clause.HAMPTON_D_1, words),)
    if under_way:
        words = f"A package of case {reference} is being made or sent now. Ask again when it is done."
        return (Unmet(Clause.HAMPTON_D_1, words),)
    if made:
        words = (
            f"Package {made} of case {reference} was made since you opened this form, and is listed under "
            "Exports. If it did not reach you, or you want a further one, press Export again."
        )
        return (Unmet(Clause.HAMPTON_D_1, words),)
    return ()
