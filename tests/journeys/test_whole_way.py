"""The whole way of one candidate, through every room and as everybody who takes part, in a real browser."""

from __future__ import annotations

import pytest

from tests.journeys import affidavit, auditing, deciding, finding, opening, releasing, searching
from tests.journeys.conftest import Enter
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser

SURFACES = [(1280, True), (320, True), (1280, False), (320, False)]
CANDIDATE = "Marisol Peña"
OTHER = "Andre Lewis"
DANA, GRACE, MIGUEL, JOAN = "Dana Ruiz", "Grace Tan", "Miguel Reyes", "Joan Whitfield"
NEVER_FOR_THE_BOARD = (finding.NOTE, finding.OBSERVED, finding.SOURCE, affidavit.HANDLE)


@pytest.fixture(params=SURFACES, ids=lambda surface: f"{surface[0]}-{'scripts' if surface[1] else 'none'}")
def people(request: pytest.FixtureRequest, enter: Enter) -> dict[str, Walker]:
    """Everybody who takes part, each at a browser of their own."""
    width, scripts = request.param
    names = ("hr", "supervisor", "candidate", "investigator", "chair", "member", "member-too", "auditor")
    return {name: enter(name, width=width, scripts=scripts) for name in names}


def opens(people: dict[str, Walker], candidate: str) -> opening.Invited:
    """Open the round, invite a candidate, and give the case to the investigator."""
    opening.hr_opens_a_requisition(people["hr"], chair=GRACE, members=(MIGUEL, JOAN))
    invited = opening.hr_invites(people["hr"], candidate)
    opening.supervisor_assigns(people["supervisor"], invited.case, to=DANA)
    return invited


def test_from_the_affidavit_to_the_decision(people: dict[str, Walker]) -> None:
    invited = opens(people, CANDIDATE)
    candidate, investigator = people["candidate"], people["investigator"]
    affidavit.candidate_comes_in(candidate, invited)
    affidavit.candidate_lists_two_accounts(candidate)
    affidavit.candidate_chooses_access(candidate, "A copy that I make and hand over", investigator=DANA)
    fingerprint = affidavit.candidate_signs(candidate, CANDIDATE)
    affidavit.anybody_verifies(people["member"], fingerprint)
    affidavit.candidate_looks_where_it_stands(candidate, DANA)

    searching.investigator_declares_no_tie(investigator, invited.case, CANDIDATE)
    searching.investigator_reads_the_affidavit(investigator, fingerprint)
    searches = searching.investigator_runs_the_protocol(investigator, finds=True)
    searching.investigator_looks_at_the_searches(investigator, searches=searches)
    written = finding.investigator_writes_a_finding(investigator)
    finding.investigator_seals_a_note(investigator)
    finding.investigator_reads_the_note(investigator)
    finding.investigator_checks(investigator)
    finding.investigator_screens(investigator)
    finding.investigator_hands_in(investigator, says=finding.STATEMENT)

    supervisor = people["supervisor"]
    releasing.supervisor_opens_the_review(supervisor, invited.case)
    releasing.supervisor_reads_a_second_time(
        supervisor, written, observed=finding.OBSERVED, statement=finding.STATEMENT
    )
    releasing.supervisor_says_that_there_is_no_tie(supervisor, CANDIDATE)
    releasing.supervisor_releases(supervisor, "Release to the board")

    decides(people, invited.case)
    audits(people["auditor"], invited.case)


def decides(people: dict[str, Walker], case: str) -> None:
    """Have two members read, one step out, and the chair record the decision."""
    for name in ("chair", "member"):
        deciding.member_accepts_duties(people[name])
        deciding.member_is_kept_from_the_file(people[name], case)
        deciding.member_reads(people[name], CANDIDATE, says=finding.STATEMENT, never=NEVER_FOR_THE_BOARD)
    deciding.member_accepts_duties(people["member-too"])
    deciding.member_steps_out(people["member-too"], CANDIDATE)
    deciding.chair_records_the_decision(people["chair"], CANDIDATE)


def audits(auditor: Walker, case: str) -> None:
    """Compare, read, check, and look who opened what."""
    auditing.auditor_compares(auditor, case)
    auditing.auditor_reads_the_ledger(
        auditor,
        sentences=(f"{GRACE} recorded the decision", f"{JOAN} stepped out", f"{MIGUEL} was not let"),
        never=NEVER_FOR_THE_BOARD,
    )
    auditing.auditor_opens_the_case(auditor, case, stepped_out=JOAN)
    auditing.auditor_looks_who_opened_what(auditor, refused=MIGUEL)


def test_nothing_to_find_returned_once_and_released(people: dict[str, Walker]) -> None:
    invited = opens(people, OTHER)
    candidate, investigator, supervisor = people["candidate"], people["investigator"], people["supervisor"]
    affidavit.candidate_comes_in(candidate, invited)
    affidavit.candidate_uses_none(candidate)
    affidavit.candidate_signs(candidate, OTHER)
    searching.investigator_declares_no_tie(investigator, invited.case, OTHER)
    searching.investigator_runs_the_protocol(investigator, finds=False)
    finding.investigator_hands_in(investigator, says="No job-related findings")
    releasing.supervisor_opens_the_review(supervisor, invited.case)
    releasing.supervisor_returns(supervisor, DANA)
    finding.investigator_answers_a_return(investigator, invited.case, reasons=releasing.REASONS)
    releasing.supervisor_opens_the_review(supervisor, invited.case)
    releasing.supervisor_says_that_there_is_no_tie(supervisor, OTHER)
    releasing.supervisor_releases(supervisor, "Release to the board, with no job-related findings")
    deciding.member_accepts_duties(people["chair"])
    deciding.member_reads(
        people["chair"], OTHER, says="Nothing that bears on the job is reported", never=(releasing.REASONS,)
    )
