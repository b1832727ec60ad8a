"""What the page of a correction shows: what the board has, why it changes, and whom the change reaches."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.board.readers import Reader, readers_of_earlier
from tracker.policy.actors import Actor
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts
from tracker.policy.stages import CORRECTABLE
from tracker.protocol.case_top import CaseTop, case_top
from tracker.release.became import released_page
from tracker.release.standing import Released, Returned, release_of, returns_of


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """What the board has, for whoever begins to correct it.

    ``readers`` opened a page that was corrected before, each with how far they are with the one that counts.
    """

    top: CaseTop
    released: Released
    page: str
    begins: bool
    """True where the correction has still to begin."""
    correction: str
    readers: tuple[Reader, ...]


def correction_page(session: Session, actor: Actor, case: CaseFacts) -> CorrectionPage:
    """Return what the board has of a case; raises NotFound where nothing was released."""
    released = release_of(session, case.case_id)
    if released is None:
        raise NotFound
    return CorrectionPage(
        top=case_top(session, actor, case),
        released=released,
        page=released_page(session, case.case_id, released.packet_id).text,
        begins=case.stage in CORRECTABLE,
        correction=correction_of(returns_of(session, case.case_id)),
        readers=readers_of_earlier(session, case.case_id),
    )


def correction_of(returns: tuple[Returned, ...]) -> str:
    """Return why the newest correction was begun, empty before the first."""
    return next((one.correction for one in reversed(returns) if one.correction), "")
