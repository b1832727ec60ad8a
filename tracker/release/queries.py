"""What the investigator's pages show on the way to review: the board page, the gate, what is withheld.

Each function runs a fixed number of statements. Who calls them has recorded the opening first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy.orm import Session

from tracker.clock import agency_day
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import NotFound, Unmet
from tracker.policy.casework import SearchFacts
from tracker.policy.facts import CaseFacts
from tracker.policy.finding import missing_to_put_back
from tracker.policy.meetings import minutes_to_read
from tracker.policy.release import submission_gate
from tracker.policy.review import missing_to_need_page, missing_to_recall, page_changed
from tracker.protocol.case_top import CaseTop, case_top
from tracker.release.became import released_page, review_facts
from tracker.release.gate_lines import Gate, gate_of
from tracker.release.material import WITHHELD, Material, Ruling, material_of
from tracker.release.packet_page import RenderedPage
from tracker.release.returned import left_of_return
from tracker.release.standing import (
    SubmissionState,
    approvals_of,
    release_of,
    submission_facts,
    submission_of,
)
from tracker.settings import Settings
from tracker.validation.queries import JudgedFinding

NOT_INCLUDED: tuple[tuple[str, str], ...] = (
    ("Handles, links and addresses", "what leads to an account or identifies somebody"),
    (
        "Names of other people",
        "who is not the candidate is not the board's subject; an answer stays as the candidate wrote it",
    ),
    ("Evidence notes and comments", "the investigator's own words stay in the file"),
    ("Captures", "files as received, with their names and sources"),
    ("Why it matters, and who says so", "the board weighs the job dimension itself"),
    ("Searches", "what was searched for, and by whom"),
    ("Protected information", "what was removed or reworded in the screen"),
)
"""What the page never holds, and why."""


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """The exact board page with its count and fingerprint; ``approved`` says that this reader approved it.

    ``changed`` is the sentence for who approved another page than this; ``open`` says that an approval is
    wanted from this reader, and ``unfinished`` what the page tells that is not so yet. Where none is wanted
    and the board has a page, it is that one, byte for byte.
    """

    top: CaseTop
    page: RenderedPage
    word_limit: int
    minutes: int
    approved: bool
    changed: str
    open: bool
    reviewing: bool
    unfinished: tuple[Unmet, ...]
    sent: datetime | None
    """When the board was sent this page, none while it is on its way or was never released."""
    unread: bool
    """True while the second reader has still to answer."""


@dataclass(frozen=True, slots=True)
class WithheldFinding:
    """A finding that is kept in the file, with the ruling."""

    reference: str
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class SubmitPage:
    """The gate before review, and where the submission stands."""

    top: CaseTop
    gate: Gate
    findings: tuple[JudgedFinding, ...]
    withheld: tuple[WithheldFinding, ...]
    submission: SubmissionState | None
    waiting: bool
    """True while the case waits for review and can be recalled."""
    unanswered: tuple[Unmet, ...]
    """What of the newest return is still to be answered."""
    untold: tuple[SearchFacts, ...]
    """The searches that found something, and that no finding comes from."""


@dataclass(frozen=True, slots=True)
class WithholdPage:
    """One finding that its investigator withholds, or puts back."""

    top: CaseTop
    judged: JudgedFinding
    ruling: Ruling | None
    withheld: bool
    kept: tuple[Unmet, ...]
    """Why its investigator does not put it back; empty where it may be, or is not withheld."""


def preview_page(session: Session, actor: Actor, case: CaseFacts) -> PreviewPage:
    """Return the board page as it renders now, for whoever may approve it, or as the board was sent it."""
    material = material_of(session, case)
    approved = approvals_of(session, case.case_id).get(actor.person_id, "")
    reviewing = actor.role is Role.SUPERVISOR
    wanted = not missing_to_need_page(case.stage, reviewing=reviewing)
    released = None if wanted else release_of(session, case.case_id)
    shown = released_page(session, case.case_id, released.packet_id) if released else material.page
    changed = wanted and approved and approved != shown.fingerprint
    return PreviewPage(
        top=case_top(session, actor, case),
        page=shown,
        word_limit=word_limit(session),
        minutes=minutes_to_read(shown.words),
        approved=approved == shown.fingerprint,
        changed=page_changed(case.reference, "preview").sentence if changed else "",
        open=wanted,
        reviewing=reviewing,
        unfinished=material.unfinished,
        sent=released.released_at if released else None,
        unread=material.unread,
    )


def submit_page(session: Session, actor: Actor, case: CaseFacts, now: datetime) -> SubmitPage:
    """Return the gate as it stands for handing the case in."""
    material = material_of(session, case)
    facts = submission_facts(session, material, actor.person_id, agency_day(now))
    submission = submission_of(session, case.case_id)
    return SubmitPage(
        top=case_top(session, actor, case),
        gate=gate_of(submission_gate(facts), facts),
        findings=tuple(one for one in material.judged if not one.facts.withheld),
        withheld=withheld_of(material),
        submission=submission,
        waiting=not missing_to_recall(review_facts(session, case, submission)),
        unanswered=left_of_return(session, case),
        untold=material.untold,
    )


def withheld_of(material: Material) -> tuple[WithheldFinding, ...]:
    """Return the findings that are withheld, with their rulings."""
    return tuple(
        WithheldFinding(one.row.reference, material.rulings[one.row.finding_id])
        for one in material.judged
        if one.facts.withheld
    )


def withhold_page(session: Session, actor: Actor, case: CaseFacts, finding: str) -> WithholdPage:
    """Return one finding with its ruling; raises NotFound."""
    material = material_of(session, case)
    for judged in material.judged:
        if judged.row.reference == finding:
            ruling = material.rulings.get(judged.row.finding_id)
            withheld = ruling is not None and ruling.ruling == WITHHELD
            kept = missing_to_put_back(finding, withheld_in_review=ruling.in_review) if ruling else ()
            top = case_top(session, actor, case)
            return WithholdPage(top, judged, ruling, withheld, kept if withheld else ())
    raise NotFound


def word_limit(session: Session) -> int:
    """Return the agency's limit for a packet, in words."""
    return cast(Settings, session.info["settings"]).packet_words
