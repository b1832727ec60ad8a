"""An affidavit that was signed on paper: copied, compared by somebody else, then filed (Hampton F.2).

The paper is what the candidate signed. Nobody fills in what it leaves open, and nobody compares their own
copy with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from tracker.policy.affidavit import same_name
from tracker.policy.affidavit_size import MOST_ACCOUNTS, MOST_NAMES, MOST_SIGNS, Size
from tracker.policy.affidavit_window import Closed, closed
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.facts import NOBODY
from tracker.policy.vocabulary import Stage
from tracker.policy.wording import blank, day

MOST_PAGES = 30
"""Files of one paper: a form of eight pages, with sheets for many accounts, each page by itself."""
LONGEST_DIFFERENCE = 2000
"""Characters in which somebody says what differs."""

NAMES_NOBODY = "nobody"
"""What is copied of a paper that gives no name to whoever may look."""


class PaperEnding(StrEnum):
    """How the copying of a paper ended."""

    FILED = "filed"
    """A second person said that the copy is the same, and it was filed."""
    LEFT = "left"
    """It was ended without being filed."""


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """A copy of a signed paper, as it stands.

    ``left`` are the answers that the copy lacks. ``pages`` counts the files that show the paper. ``typists``
    had a hand in the copy or its pages. ``edition`` is the one that it would be, ``next_edition`` the one
    that can be filed now. ``investigator`` is who may look, as copied from the paper; None before it was
    copied. ``investigators`` have the case or had it.
    """

    stage: Stage
    edition: int
    next_edition: int
    pages: int
    left: tuple[Unmet, ...]
    signed_name: str
    name_on_record: str
    names_differ_because: str
    place: str
    signed_on: date | None
    today: date
    typists: frozenset[UUID] = NOBODY
    handed_on: bool = False
    access_until: date | None = None
    investigator: str | None = None
    investigators: frozenset[str] = frozenset()
    access_ends: date | None = None
    """The last day of access that can be given now; None where the paper gives none."""


@cites(Clause.HAMPTON_F_2)
def missing_to_copy(stage: Stage, *, filed: bool, begun: bool = False) -> tuple[Unmet, ...]:
    """Say why no paper of this candidate can be copied now; ``begun`` says that a copy is under way."""
    why = closed(stage, filed=filed)
    if why is Closed.WITHDRAWN:
        words = "This application was withdrawn, so no paper is filed in it any more."
        return (Unmet(Clause.HAMPTON_F_2, words, ref="R-02"),)
    if why is Closed.DECIDED:
        words = (
            "A decision was recorded, so the answers stay as they are. Put the paper with the candidate's "
            "letters, and tell them so."
        )
        return (Unmet(Clause.HAMPTON_F_2, words, ref="R-05"),)
    if why is Closed.OVER:
        words = "This application is closed, so no paper is filed in it any more."
        return (Unmet(Clause.HAMPTON_F_2, words, ref="R-02"),)
    if begun:
        return (Unmet(None, "A paper of this candidate is being copied already. Go on with that copy."),)
    return ()


@cites(Clause.HAMPTON_F_2)
def missing_to_go_on(facts: CopyFacts) -> tuple[Unmet, ...]:
    """Say why a copy that was begun cannot go on: it is too late, or something was filed in its place."""
    late = missing_to_copy(facts.stage, filed=facts.next_edition > 1)
    if late:
        return late
    if facts.edition != facts.next_edition:
        words = (
            "The candidate filed on the screen after this copy was begun. End this copy. If the paper "
            "changes what was filed, begin a new one."
        )
        return (Unmet(Clause.HAMPTON_F_2, words, ref="R-04"),)
    return ()


@cites(Clause.HAMPTON_F_2)
def missing_to_add_pages(pages: int, added: int) -> tuple[Unmet, ...]:
    """Say why so many pages are not taken."""
    if not added:
        return (Unmet(Clause.HAMPTON_F_2, "Choose the scan of the paper.", fix="field:files"),)
    if pages + added > MOST_PAGES:
        words = f"A paper has up to {MOST_PAGES} files here. Scan several pages into one PDF."
        return (Unmet(None, words, fix="field:files"),)
    return ()


@cites(Clause.HAMPTON_F_2)
def missing_room_on_copy(size: Size, before: Size) -> tuple[Unmet, ...]:
    """Say what a copy has no room for; what it held before stays, and can be made less."""
    unmet = []
    if before.names < size.names > MOST_NAMES:
        words = f"A copy holds up to {MOST_NAMES} names. Copy the others under Anything else."
        unmet.append(Unmet(Clause.HAMPTON_F_2, words))
    if before.accounts < size.accounts > MOST_ACCOUNTS:
        words = f"A copy holds up to {MOST_ACCOUNTS} accounts. Copy the others under Anything else."
        unmet.append(Unmet(Clause.HAMPTON_F_2, words))
    if before.signs < size.signs > MOST_SIGNS:
        words = (
            "All answers of this paper together are too long for one receipt. Copy what fits, and say under "
            "Anything else that the rest is on the scan."
        )
        unmet.append(Unmet(Clause.HAMPTON_F_2, words))
    return tuple(unmet)


@cites(Clause.HAMPTON_F_2, Clause.HAMDEN_D_6)
def missing_to_hand_on(facts: CopyFacts) -> tuple[Unmet, ...]:
    """Say what a copy lacks before somebody else compares it with the paper; empty means nothing."""
    unmet = [*missing_to_go_on(facts)]
    if not facts.pages:
        unmet.append(_left("Add the scan of the paper."))
    unmet += [_left(f"The copy leaves this open: {one.sentence}") for one in facts.left]
    if blank(facts.signed_name):
        unmet.append(_left("Copy the name under the signature."))
    elif not same_name(facts.signed_name, facts.name_on_record) and blank(facts.names_differ_because):
        words = (
            f"The paper is signed {facts.signed_name.strip()}, and the candidate applied as "
            f"{facts.name_on_record}. Copy what the paper says of that; if it says nothing, call the "
            "candidate."
        )
        unmet.append(_left(words))
    if blank(facts.place):
        unmet.append(_left("Copy the place of the signature."))
    if facts.signed_on is None:
        unmet.append(_left("Copy the day of the signature."))
    elif facts.signed_on > facts.today:
        unmet.append(_left("The day of the signature is still to come. Look at the paper again."))
    return (*unmet, *_missing_name(facts), *_missing_end(facts))


def _missing_name(facts: CopyFacts) -> tuple[Unmet, ...]:
    """Say that a copy does not name who may look: it gives access to no one but whom the paper names."""
    if facts.access_ends is None or facts.investigator in facts.investigators | {NAMES_NOBODY}:
        return ()
    return (_left("Copy who may look, as the paper names them under Access."),)


def _missing_end(facts: CopyFacts) -> tuple[Unmet, ...]:
    if facts.access_ends is None:
        return ()
    if facts.access_until is None:
        return (_left("Copy the last day of access, which stands under Access."),)
    if facts.access_until > facts.access_ends:
        most = day(facts.access_ends)
        words = f"Access can last until {most} at most. Look at the last day on the paper again."
        return (_left(words),)
    return ()


@cites(Clause.HAMDEN_D_6)
def missing_to_compare(facts: CopyFacts, person_id: UUID) -> tuple[Unmet, ...]:
    """Say why this person does not compare this copy with its paper: nobody compares their own (R-18)."""
    if person_id in facts.typists:
        words = (
            "You typed this copy or a part of it, changed its pages, or handed it on, so somebody else "
            "compares it with the paper: another HR administrator, or a supervisor."
        )
        return (Unmet(Clause.HAMDEN_D_6, words, ref="R-18"),)
    if not facts.handed_on:
        return (Unmet(Clause.HAMDEN_D_6, "This copy is still being typed. It is compared once it is whole."),)
    return missing_to_go_on(facts)


@cites(Clause.HAMDEN_D_6, Clause.HAMPTON_F_2)
def missing_to_say_the_same(
    facts: CopyFacts, person_id: UUID, *, shown: str, current: str
) -> tuple[Unmet, ...]:
    """Say why a copy is not filed on this person's word; digests are of the text shown, and as it is now."""
    unmet = missing_to_compare(facts, person_id)
    if unmet:
        return unmet
    if shown != current:
        words = "The copy changed after you opened this page. Compare it once more; nothing was filed."
        return (Unmet(Clause.HAMDEN_D_6, words, ref="R-22"),)
    return missing_to_hand_on(facts)


@cites(Clause.HAMDEN_D_6)
def missing_to_say_what_differs(facts: CopyFacts, person_id: UUID, words: str) -> tuple[Unmet, ...]:
    """Say why a copy does not go back to be typed again; whoever types it is told what differs."""
    unmet = missing_to_compare(facts, person_id)
    if unmet:
        return unmet
    if blank(words):
        return (Unmet(Clause.HAMDEN_D_6, "Say what differs, and on which page.", fix="field:words"),)
    if len(words) > LONGEST_DIFFERENCE:
        longest = f"Say it in up to {LONGEST_DIFFERENCE:,} characters."
        return (Unmet(None, longest, fix="field:words"),)
    return ()


@cites(Clause.HAMPTON_F_2)
def missing_to_send_letter(*, sent: bool) -> tuple[Unmet, ...]:
    """Say why it is not recorded once more that the letter about a filed paper went out."""
    if not sent:
        return ()
    words = "It is recorded already that this letter went out. You can print it again at any time."
    return (Unmet(Clause.HAMPTON_F_2, words),)


def _left(words: str) -> Unmet:
    return Unmet(Clause.HAMPTON_F_2, words)
