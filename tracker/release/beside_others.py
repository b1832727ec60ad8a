"""The searches of a case beside those of the others in its requisition, counted and never named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.accounts.queries import names_of
from tracker.policy.casework import SearchFacts
from tracker.policy.uniformity import BesideOthers, CaseWork, beside_others, work_is_over
from tracker.policy.wording import counted
from tracker.protocol.queries import requisition_cells
from tracker.release.material import Material


@dataclass(frozen=True, slots=True)
class ExtraSearch:
    """One search beyond the protocol, with its reason and who approved it."""

    reference: str
    step: str
    place: str
    reason: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched, beside the others: the steps that differ, and the searches beyond the protocol.

    ``untold`` are the searches that found something, and that no finding comes from.
    """

    steps: tuple[BesideOthers, ...]
    extra: tuple[ExtraSearch, ...]
    untold: tuple[SearchFacts, ...]

    @property
    def unlike(self) -> tuple[BesideOthers, ...]:
        """Return the steps with less, or more, than the others have in the middle."""
        return tuple(one for one in self.steps if one.difference)

    @property
    def sentence(self) -> str:
        """Return in words how many steps are as with the others."""
        if not any(one.others for one in self.steps):
            return "No other case of this requisition has worked a step through yet."
        alike = len(self.steps) - len(self.unlike)
        if not self.unlike:
            return f"All {alike} steps are as with the others."
        return f"{counted(alike, 'step is', 'steps are')} as with the others, {len(self.unlike)} not."


def searched_beside(session: Session, material: Material, now: datetime) -> Searched:
    """Return what was searched beside the others, in a fixed number of statements, without who withdrew."""
    case = material.case
    cells = requisition_cells(session, case.requisition_id)
    work = {
        one.case_id: CaseWork(one.reference, one.steps, work_is_over(one.stage, one.due_at, now))
        for one in cells
        if one.case_id == case.case_id or not one.withdrawn
    }
    own = work.pop(case.case_id)
    beyond = [one for one in material.basis.searches if one.off_protocol and not one.voided]
    names = names_of(session, {one.extra_approved_by for one in beyond if one.extra_approved_by})
    return Searched(
        beside_others(own, tuple(work.values())),
        tuple(
            ExtraSearch(
                one.reference,
                one.step,
                one.place,
                one.extra_reason,
                names[one.extra_approved_by] if one.extra_approved_by else "",
            )
            for one in beyond
        ),
        material.untold,
    )
