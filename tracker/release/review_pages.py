"""What the reviewer's pages show: gate, wording beside its source, the decision, and a correction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.answering.wording import Asking
from tracker.board.scheduling import (
    Recipient,
    Sitting,
    meeting_before,
    meetings_ahead,
    recipients_of_packet,
)
from tracker.cases.deviating import deviations_of_case
from tracker.cases.late_ties import late_ties
from tracker.clock import agency_day
from tracker.findings.capture_queries import CaptureRow, capture_rows
from tracker.policy.actors import Actor
from tracker.policy.answers import NotFound, require
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import AnswerRule
from tracker.policy.meetings import minutes_to_read
from tracker.policy.release import release_gate
from tracker.policy.review import missing_to_open_review
from tracker.protocol.case_top import CaseTop, Section, case_top, sections_of
from tracker.protocol.pinned import profile_of
from tracker.release.asking import askings_of, notice_digest
from tracker.release.became import released_page, review_facts
from tracker.release.beside_others import Searched, searched_beside
from tracker.release.correction_pages import correction_of
from tracker.release.firsts import FirstOfTwo, TwoReleasers, first_of, two_releasers
from tracker.release.gate_lines import Gate, gate_of
from tracker.release.material import Material, Ruling, material_of
from tracker.release.packet_page import RenderedPage
from tracker.release.queries import (
    WithheldFinding,
    withheld_of,
    word_limit,
)
from tracker.release.returned import Back, back_of
from tracker.release.since import Since, since_return
from tracker.release.standing import (
    Returned,
    SubmissionState,
    approvals_of,
    release_facts,
    release_of,
    returns_of,
    submission_of,
)
from tracker.requisitions.deviations import DeviationLine
from tracker.validation.check_page import CheckLine, check_lines
from tracker.validation.queries import JudgedFinding


@dataclass(frozen=True, slots=True)
class ReviewedFinding:
    """One finding beside its source; ``changed`` is what was done about it since the case came back."""

    judged: JudgedFinding
    lines: tuple[CheckLine, ...]
    captures: tuple[CaptureRow, ...]
    ruling: Ruling | None
    changed: tuple[str, ...]

    @property
    def yes(self) -> int:
        """Return how many checks are answered Yes."""
        return sum(line.answer == "yes" for line in self.lines)

    @property
    def read(self) -> CheckLine:
        """Return the second reader's check."""
        return self.lines[-1]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A case in review; without content until the review is opened."""

    top: CaseTop
    submission: SubmissionState
    opened: bool
    gate: Gate | None
    findings: tuple[ReviewedFinding, ...]
    sections: tuple[Section, ...]
    searched: Searched | None
    back: Back | None
    """What was returned before, with what was said of it and done about it since."""
    correcting: bool
    deviations: tuple[DeviationLine, ...]
    """The Chief's deviations that touch the case."""
    first: FirstOfTwo | None = None
    late_ties: tuple[str, ...] = ()
    """Who worked on the case before declaring a tie to its candidate, in sentences."""

    @property
    def to_read(self) -> str:
        """Return the first finding for the board without a second reading; empty for none."""
        live = (one for one in self.findings if not one.judged.facts.withheld)
        return next((one.judged.row.reference for one in live if not one.read.answer), "")


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """One finding to read a second time."""

    top: CaseTop
    finding: ReviewedFinding
    deviations: tuple[DeviationLine, ...]


@dataclass(frozen=True, slots=True)
class DecidePage:
    """The decision with the gate beside the board page.

    ``page`` is as it renders now, ``approved`` that the reader approved it; ``before`` is the page that the
    board has, in a correction; ``rulings`` are those that the page was made from.
    """

    top: CaseTop
    submission: SubmissionState
    gate: Gate
    page: RenderedPage
    word_limit: int
    minutes: int
    approved: bool
    members: tuple[Recipient, ...]
    """Who of the board reads the page, and who takes no part."""
    meetings: tuple[Sitting, ...]
    """The meetings that are still to come, the next one first."""
    meeting: str
    """The meeting that the page before went to, empty for none."""
    findings: tuple[ReviewedFinding, ...]
    withheld: tuple[WithheldFinding, ...]
    correction: str
    before: str
    rulings: str
    unread: bool
    """True while the page tells of the tenth check before it is answered."""
    answer_rule: AnswerRule
    deviations: tuple[DeviationLine, ...]
    """The Chief's deviations that touch the case."""
    two: TwoReleasers
    askings: tuple[Asking, ...]
    """What the candidate is still to be asked about, as the candidate would see it."""

    @property
    def notice(self) -> str:
        """Return what tells this notice to the candidate from another."""
        return notice_digest(self.askings)


def review_page(session: Session, actor: Actor, case: CaseFacts, now: datetime) -> ReviewPage:
    """Return a case under review; NotFound where none was submitted, Refused where it is over."""
    submission = _handed_in(session, case)
    top = case_top(session, actor, case)
    released = release_of(session, case.case_id) is not None
    if submission.opened_at is None:
        touching = deviations_of_case(session, case)
        return ReviewPage(top, submission, False, None, (), (), None, None, released, touching)
    material = material_of(session, case)
    facts = release_facts(session, material, actor.person_id, agency_day(now))
    returns = returns_of(session, case.case_id)
    return ReviewPage(
        top=top,
        submission=submission,
        opened=True,
        gate=gate_of(release_gate(facts), facts),
        findings=_reviewed(session, material, returns),
        sections=sections_of(top),
        searched=searched_beside(session, material, now),
        back=back_of(session, case.case_id, returns),
        correcting=released,
        deviations=deviations_of_case(session, case),
        first=first_of(session, case, submission.submission_id),
        late_ties=late_ties(session, case),
    )


def reading_page(session: Session, actor: Actor, case: CaseFacts, finding: str) -> ReadingPage:
    """Return one finding to read a second time; raises NotFound."""
    _handed_in(session, case)
    material = material_of(session, case)
    for one in _reviewed(session, material, returns_of(session, case.case_id)):
        if one.judged.row.reference == finding:
            return ReadingPage(case_top(session, actor, case), one, deviations_of_case(session, case))
    raise NotFound


def decide_page(session: Session, actor: Actor, case: CaseFacts, now: datetime) -> DecidePage:
    """Return the decision on a case; NotFound where none was submitted, Refused where its review is over."""
    submission = _handed_in(session, case)
    material = material_of(session, case)
    facts = release_facts(session, material, actor.person_id, agency_day(now))
    released = release_of(session, case.case_id)
    returns = returns_of(session, case.case_id)
    page = material.page
    return DecidePage(
        top=case_top(session, actor, case),
        submission=submission,
        gate=gate_of(release_gate(facts), facts),
        page=page,
        word_limit=word_limit(session),
        minutes=minutes_to_read(page.words),
        approved=approvals_of(session, case.case_id).get(actor.person_id) == page.fingerprint,
        members=recipients_of_packet(session, case.case_id),
        meetings=meetings_ahead(session, case.requisition_id, now),
        meeting=meeting_before(session, case.case_id),
        findings=_reviewed(session, material, returns),
        withheld=withheld_of(material),
        correction=correction_of(returns) if released else "",
        before=released_page(session, case.case_id, released.packet_id).text if released else "",
        rulings=material.seen,
        unread=material.unread,
        answer_rule=profile_of(session, case.requisition_id).answer,
        deviations=deviations_of_case(session, case),
        two=two_releasers(session, actor, case, submission.submission_id, page.fingerprint),
        askings=askings_of(material),
    )


def _handed_in(session: Session, case: CaseFacts) -> SubmissionState:
    submission = submission_of(session, case.case_id)
    if submission is None:
        raise NotFound
    require(missing_to_open_review(review_facts(session, case, submission)))
    return submission


def _reviewed(
    session: Session, material: Material, returns: tuple[Returned, ...]
) -> tuple[ReviewedFinding, ...]:
    captures = capture_rows(session, material.case.case_id)
    case_id = material.case.case_id
    since = since_return(session, case_id) if returns else Since()
    return tuple(
        ReviewedFinding(
            judged=one,
            lines=check_lines(one),
            captures=tuple(row for row in captures if row.reference in one.row.captures),
            ruling=material.rulings.get(one.row.finding_id),
            changed=since.about(one.row.reference),
        )
        for one in material.judged
    )
