"""Any walk at all: acts in every order, and nothing reaches a board that did not pass every gate."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from uuid import UUID

from flask.ctx import AppContext
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func

from tests.conftest import Home
from tests.factories.release import Reviewed
from tests.factories.validation import YES
from tests.people import People
from tracker.affidavits.models import Affidavit
from tracker.board.models import Packet
from tracker.cases.models import AccessEntry
from tracker.db import db, unit_of_work
from tracker.findings.models import CustodyLine, Finding, FindingVersion
from tracker.policy.answers import Denied, NotFound, Overtaken, Refused
from tracker.policy.vocabulary import CheckAnswer, Direction, Stage
from tracker.release import review_service, service
from tracker.release.models import FindingRuling, PreviewApproval, Release, Submission
from tracker.release.standing import Asked
from tracker.validation.models import CheckAnswer as Answered
from tracker.validation.models import Screening
from tracker.validation.service import Said

CANNOT = Said(CheckAnswer.CANNOT_TELL, "The thread around it is not there.")
WHY = "The account belongs to somebody of the same name."


@contextlib.contextmanager
def perhaps() -> Iterator[None]:
    """Let an act be refused; whether it was right is looked at afterwards."""
    try:
        yield
    except (Refused, Denied, Overtaken, NotFound):
        db.session.rollback()


class Walk(RuleBasedStateMachine):
    """One case, in the hands of an investigator and a supervisor who do anything in any order."""

    home: Home

    def __init__(self) -> None:
        """Begin with a case that is searched and has one finding, checked and screened."""
        super().__init__()
        self.home.restore()
        self.context: AppContext = self.home.app.app_context()
        self.context.push()
        self.unit = Reviewed(People(self.home.app, self.home.once))
        self.case = self.unit.searched()
        self.findings = [self.unit.validated(self.case)]
        self.released: list[dict[UUID, int]] = []
        self.unit.no_tie(self.case, self.unit.supervisor)

    @initialize(far=st.booleans())
    def begin_far(self, far: bool) -> None:
        """Begin half of the walks where only the release is left."""
        acts: tuple[Callable[[], object], ...] = (
            self.submit,
            self.begin,
            lambda: self.read(0, YES),
            lambda: self.look("supervisor"),
        )
        for act in acts if far else ():
            act()

    def teardown(self) -> None:
        """Let the application go."""
        self.context.pop()

    def now(self, act: Callable[[], object]) -> None:
        """Do something that may be refused."""
        with perhaps():
            act()

    @rule(direction=st.sampled_from((Direction.CONTEXT, Direction.CONCERN)))
    def write(self, direction: Direction) -> None:
        """Write one more finding."""
        if len(self.findings) < 2:
            with perhaps():
                self.findings.append(self.unit.finding(self.unit.now(self.case), direction=direction))

    @rule(which=st.integers(0, 1))
    def revise(self, which: int) -> None:
        """Write a further version."""
        finding = self.findings[which % len(self.findings)]
        self.now(lambda: self.unit.revise(self.case, finding, relevance="Another reason why it matters."))

    @rule(which=st.integers(0, 1), said=st.sampled_from((YES, YES, CANNOT)))
    def check(self, which: int, said: Said) -> None:
        """Answer the investigator's checks."""
        self.now(lambda: self.unit.check(self.case, self.findings[which % len(self.findings)], said))

    @rule(which=st.integers(0, 1))
    def screen(self, which: int) -> None:
        """Screen the wording."""
        self.now(lambda: self.unit.screen(self.case, self.findings[which % len(self.findings)]))

    @rule(who=st.sampled_from(("dana", "supervisor")))
    def look(self, who: str) -> None:
        """Approve the page as it renders."""
        self.now(lambda: self.unit.look(self.case, getattr(self.unit, who)))

    @rule()
    def submit(self) -> None:
        """Hand the case in."""
        self.now(lambda: self.unit.submit(self.case))

    @rule()
    def recall(self) -> None:
        """Take it back."""
        with perhaps(), unit_of_work(self.unit.dana) as work:
            service.recall_case(work, self.unit.now(self.case))

    @rule()
    def begin(self) -> None:
        """Open the review."""
        with perhaps(), unit_of_work(self.unit.supervisor) as work:
            review_service.begin_review(work, self.unit.now(self.case))

    @rule(which=st.integers(0, 1), said=st.sampled_from((YES, YES, CANNOT)))
    def read(self, which: int, said: Said) -> None:
        """Read a finding a second time."""
        self.now(lambda: self.unit.read(self.case, self.findings[which % len(self.findings)], said))

    @rule(which=st.integers(0, 1), withhold=st.booleans())
    def rule_on(self, which: int, withhold: bool) -> None:
        """Rule on a finding."""
        finding = self.findings[which % len(self.findings)]
        self.now(lambda: self.unit.rule(self.case, finding, WHY, withhold=withhold))

    @rule()
    def give_back(self) -> None:
        """Return the case."""
        with perhaps(), unit_of_work(self.unit.supervisor) as work:
            review_service.return_case(work, self.unit.now(self.case), asked=[Asked("", "Look once more.")])

    @rule()
    def search_too(self) -> None:
        """Have the supervisor search, which bars from everything after."""
        if db.session.query(Release).count() == 0:
            return
        with perhaps():
            self.unit.searched_too(self.case, self.unit.brown)

    @rule(who=st.sampled_from(("supervisor", "supervisor", "supervisor", "brown", "dana")))
    def release(self, who: str) -> None:
        """Try to release."""
        self.now(lambda: self.unit.release(self.case, getattr(self.unit, who)))

    @rule()
    def correct(self) -> None:
        """Begin a correction, or post it."""
        with perhaps(), unit_of_work(self.unit.supervisor) as work:
            case = self.unit.now(self.case)
            if case.stage is Stage.RELEASED:
                review_service.begin_correction(work, case, reason=WHY)
            else:
                service.correct_release(work, case, reason=WHY)

    @invariant()
    def the_board_has_only_what_passed(self) -> None:
        """Look at the rows themselves, not at what the rules say of them."""
        db.session.rollback()
        releases = db.session.query(Release).order_by(Release.number).all()
        assert [row.number for row in releases] == list(range(1, len(releases) + 1))
        assert db.session.query(Packet).count() == len(releases)
        stage = self.unit.now(self.case).stage
        assert releases or stage is not Stage.RELEASED
        if len(releases) != len(self.released):
            self.released.append(self.newest())
        if releases and stage is Stage.RELEASED:
            self.passed(releases[-1])

    def passed(self, release: Release) -> None:
        """Say that everything a release needs is on record."""
        session = db.session
        assert session.query(Affidavit).filter(Affidavit.case_id == release.case_id).count()
        submission = session.get_one(Submission, release.submission_id)
        assert submission.opened_at is not None
        assert submission.recalled_at is None
        assert release.released_by not in (submission.submitted_by, self.unit.dana.person_id)
        searched = session.query(AccessEntry).filter(
            AccessEntry.case_id == release.case_id,
            AccessEntry.person_id == release.released_by,
            AccessEntry.thing == "searched",
        )
        assert not searched.count()
        packet = session.get_one(Packet, release.packet_id)
        assert packet.fingerprint == release.fingerprint
        for person in (submission.submitted_by, release.released_by):
            mine = session.query(PreviewApproval).filter(PreviewApproval.person_id == person)
            newest = mine.order_by(PreviewApproval.turn.desc()).first()
            assert newest is not None
            assert newest.fingerprint == release.fingerprint
        verified = session.query(CustodyLine).filter(CustodyLine.act == "verified")
        assert {line.outcome for line in verified} == {"intact"}
        for finding in session.query(Finding).filter(Finding.case_id == release.case_id):
            if finding.id in self.released[-1]:
                self.passed_finding(finding)

    def newest(self) -> dict[UUID, int]:
        """Return the number of the newest version of each finding; later ones wait for a correction."""
        numbers = func.max(FindingVersion.number)
        rows = db.session.query(FindingVersion.finding_id, numbers).group_by(FindingVersion.finding_id)
        return {row.finding_id: row[1] for row in rows}

    def passed_finding(self, finding: Finding) -> None:
        """Say that a finding passed all checks as it was released, or is withheld with its reason."""
        session = db.session
        rulings = session.query(FindingRuling).filter(FindingRuling.finding_id == finding.id)
        ruling = rulings.order_by(FindingRuling.turn.desc()).first()
        if ruling is not None and ruling.ruling == "withheld":
            assert ruling.reason is not None
            return
        versions = session.query(FindingVersion).filter(FindingVersion.finding_id == finding.id)
        newest = versions.filter(FindingVersion.number == self.released[-1][finding.id]).first()
        assert newest is not None
        assert newest.direction != Direction.CONCERN
        assert session.query(Screening).filter(Screening.finding_version_id == newest.id).count()
        answers = session.query(Answered).filter(Answered.finding_version_id == newest.id)
        said = {row.number: row for row in answers.order_by(Answered.turn)}
        assert {number for number, row in said.items() if row.answer == "yes"} == {1, 2, 3, 4, 9, 10}
        assert said[10].answered_by != newest.written_by


def test_no_walk_reaches_the_board_past_a_gate(home: Home) -> None:
    walk = type("WalkHere", (Walk,), {"home": home})
    run_state_machine_as_test(
        walk,
        settings=settings(
            max_examples=10,
            stateful_step_count=25,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_straight_walk_gets_there(home: Home) -> None:
    walk = type("WalkHere", (Walk,), {"home": home})()
    for step in ("submit", "begin"):
        getattr(walk, step)()
    walk.read(0, YES)
    walk.look("supervisor")
    walk.release("supervisor")
    walk.the_board_has_only_what_passed()
    assert walk.unit.now(walk.case).stage is Stage.RELEASED
    walk.correct()
    walk.revise(0)
    walk.screen(0)
    walk.check(0, YES)
    walk.submit()
    walk.begin()
    walk.read(0, YES)
    walk.look("supervisor")
    walk.correct()
    walk.the_board_has_only_what_passed()
    walk.teardown()
