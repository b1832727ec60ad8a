"""What a requisition needs before it opens, and what is frozen from then on (Hamden D.1, D.5)."""

from __future__ import annotations

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.facts import OpeningFacts
from tracker.policy.wording import blank, counted


@cites(Clause.HAMDEN_D_1, Clause.HAMDEN_D_5)
def missing_to_open(facts: OpeningFacts) -> tuple[Unmet, ...]:
    """Say what is left before a requisition opens; empty means it can."""
    fix = f"requisition:{facts.reference}"
    if facts.opened or facts.closed:
        words = "This requisition is open already." if not facts.closed else "This requisition is closed."
        return (Unmet(None, words, fix=fix),)
    if facts.without_review:
        words = (
            "The Chief recorded that candidates of this requisition are hired without a review of the "
            "Internet, so it does not open here. If that changes, make a new requisition."
        )
        return (Unmet(Clause.HAMDEN_D_1, words),)
    unmet = []
    if blank(facts.title):
        unmet.append(Unmet(None, "Enter a title, as the candidates will read it.", fix=f"{fix}:change"))
    if not facts.protocol:
        words = "Choose a protocol before opening."
        unmet.append(Unmet(Clause.HAMDEN_D_1, words, fix=f"{fix}:change", ref="R-27"))
    unmet += missing_to_pin(
        profile_known=bool(facts.profile) and facts.profile_known,
        protocol_published=not facts.protocol or facts.protocol_published,
        fix=f"{fix}:change",
    )
    return (*unmet, *_missing_board(facts, fix))


@cites(Clause.HAMDEN_D_1, Clause.HAMPTON_F_2)
def missing_to_pin(*, profile_known: bool, protocol_published: bool, fix: str = "") -> tuple[Unmet, ...]:
    """Say why a requisition is not bound to these editions: one is not on file as published (R-27)."""
    unmet = []
    if not protocol_published:
        words = "This protocol version is not published, or its file has changed. Choose a published version."
        unmet.append(Unmet(Clause.HAMDEN_D_1, words, fix=fix, ref="R-27"))
    if not profile_known:
        words = "Choose the legal profile of this place. Where none fits, choose 'strictest'."
        unmet.append(Unmet(Clause.HAMPTON_F_2, words, fix=fix))
    return tuple(unmet)


@cites(Clause.HAMDEN_D_2)
def missing_to_sit(name: str, *, chair: bool) -> Unmet:
    """Say that somebody holds a seat and cannot work as board member now, and what follows."""
    follows = (
        "so nobody records this board's decisions. Name another member as chair"
        if chair
        else "so reads no packet. HR can end the seat, or one of the roles"
    )
    return Unmet(Clause.HAMDEN_D_2, f"{name} cannot work as board member now, {follows}.")


def _missing_board(facts: OpeningFacts, fix: str) -> list[Unmet]:
    unmet = []
    if len(facts.board) < facts.least_members:
        least = counted(facts.least_members, "member")
        words = f"This board has fewer than {least} without a conflict."
        unmet.append(Unmet(Clause.HAMDEN_D_2, words, fix=f"{fix}:board", ref="R-28"))
    if facts.board and facts.chair not in facts.board:
        unmet.append(Unmet(None, "Say who chairs the board.", fix=f"{fix}:board"))
    return unmet


@cites(Clause.HAMDEN_D_5)
def missing_to_change(facts: OpeningFacts) -> tuple[Unmet, ...]:
    """Say why protocol, profile and position cannot change any more: the requisition has opened (R-30)."""
    if not facts.opened:
        return ()
    words = (
        "This requisition is open, so its protocol and legal profile cannot change: every candidate gets the "
        "same. Choose the new version for the next requisition."
    )
    return (Unmet(Clause.HAMDEN_D_5, words, ref="R-30"),)


def missing_to_close(*, opened: bool, closed: bool) -> tuple[Unmet, ...]:
    """Say why a requisition is not closed: it takes no candidates as it is."""
    if opened and not closed:
        return ()
    return (Unmet(None, "Only an open requisition can be closed."),)


@cites(Clause.HAMDEN_D_1)
def missing_to_add_case(facts: OpeningFacts, *, has_one: bool = False) -> tuple[Unmet, ...]:
    """Say why no case can be opened in this requisition: it is not open (R-02 for candidates).

    ``has_one`` says that the candidate has a case in it, and each has one.
    """
    if facts.closed:
        return (Unmet(Clause.HAMDEN_D_1, "This requisition is closed to new candidates."),)
    if not facts.opened:
        words = "Open the requisition first, so that the protocol is fixed before the first candidate."
        return (Unmet(Clause.HAMDEN_D_1, words, fix=f"requisition:{facts.reference}"),)
    if has_one:
        return (Unmet(None, "This candidate has a case in this requisition already."),)
    return ()
