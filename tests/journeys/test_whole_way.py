"""The whole way of one candidate, through every room and as everybody who takes part, in a real browser.

Each surface is walked from the requisition to the audit: with a finding at one width with scripts and at the
other without, and with nothing to find, returned once, the other way round. So every page is looked at in
both widths. What the browser would only repeat, step after step of the protocol, is drawn once for each kind
of step on the first surface; on the others fewer are drawn, and the rest is sent as it stands.
"""

from __future__ import annotations

import pytest

from tests.journeys import (
    affidavit,
    auditing,
    deciding,
    finding,
    keeping_records,
    opening,
    releasing,
    searching,
)
from tests.journeys.conftest import SURFACES, Surface, named
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser

FULLY, NARROW, PLAIN, BARE = SURFACES
FINDING = pytest.mark.parametrize("surface", [FULLY, BARE], ids=named, indirect=True, scope="module")
NOTHING = pytest.mark.parametrize("surface", [PLAIN, NARROW], ids=named, indirect=True, scope="module")
SOME = ("01", "02", searching.FOUND_IN, "24")
MORE = ("01", "02", "03", "08", "14", "20", searching.FOUND_IN, "22", "24")
"""Names, people, one place, declared accounts, several places, forums, news, a register, what changed."""
CANDIDATE = "Marisol Peña"
OTHER = "Andre Lewis"
DANA, GRACE, MIGUEL, JOAN = "Dana Ruiz", "Grace Tan", "Miguel Reyes", "Joan Whitfield"
NEVER_FOR_THE_BOARD = (finding.NOTE, finding.OBSERVED, finding.SOURCE, affidavit.HANDLE)


@pytest.fixture(scope="module")
def hiring(surface: Surface) -> Surface:
    """A round that is open, and a board that knows its duties."""
    opening.hr_opens_a_requisition(surface.staff("hr"), chair=GRACE, members=(MIGUEL, JOAN))
    for member in ("chair", "member", "member-too"):
        deciding.member_accepts_duties(surface.staff(member))
    return surface


def comes_to_the_case(hiring: Surface, candidate: str) -> opening.Invited:
    """Invite a candidate, and give the case to the investigator."""
    invited = opening.hr_invites(hiring.staff("hr"), candidate)
    opening.supervisor_assigns(hiring.staff("supervisor"), invited.case, to=DANA)
    return invited


@FINDING
def test_from_the_requisition_to_the_disposal(hiring: Surface) -> None:
    invited = comes_to_the_case(hiring, CANDIDATE)
    fingerprint = swears(hiring, invited)
    written = investigates(hiring, invited.case, fingerprint)

    supervisor = hiring.staff("supervisor")
    releasing.supervisor_opens_the_review(supervisor, invited.case, asked=CANDIDATE)
    releasing.supervisor_reads_a_second_time(
        supervisor, written, observed=finding.OBSERVED, statement=finding.STATEMENT
    )
    releasing.supervisor_releases(supervisor, "Release to the board")

    decides(hiring, CANDIDATE, invited.case, says=finding.STATEMENT, never=NEVER_FOR_THE_BOARD)
    audits(hiring.staff("auditor"), invited.case)
    is_disposed_of(hiring, invited.case)


def is_disposed_of(hiring: Surface, case: str) -> None:
    """Close the case, let the years pass that it is kept, and have two people destroy its keys."""
    keeping_records.hr_closes_the_case(hiring.staff("hr"), case)
    hiring.days_pass(keeping_records.AFTER.days)
    keeping_records.disposes_of_it(hiring.staff("hr"), hiring.staff("chief"), case)
    auditor = hiring.staff("auditor")
    auditor.open_whatever(f"/audit/cases/{case}")
    auditor.sees("These records are disposed of")
    auditing.auditor_checks_the_ledger(auditor)


def swears(hiring: Surface, invited: opening.Invited) -> str:
    """Have the candidate list accounts, choose access and sign; return the fingerprint of the affidavit."""
    candidate = hiring.anybody("candidate")
    affidavit.candidate_comes_in(candidate, invited)
    affidavit.candidate_lists_two_accounts(candidate)
    affidavit.candidate_chooses_access(candidate, "A copy that I make and hand over", investigator=DANA)
    fingerprint = affidavit.candidate_signs(candidate, CANDIDATE)
    affidavit.anybody_verifies(hiring.staff("member"), fingerprint)
    affidavit.candidate_looks_where_it_stands(candidate, DANA)
    return fingerprint


def investigates(hiring: Surface, case: str, fingerprint: str) -> str:
    """Have the investigator search, write and check a finding, and submit; return its reference."""
    investigator = hiring.staff("investigator")
    searching.investigator_declares_no_tie(investigator, case, CANDIDATE)
    searching.investigator_reads_the_affidavit(investigator, fingerprint)
    drawn = MORE if (hiring.width, hiring.scripts) == FULLY else SOME
    searches = searching.investigator_runs_the_protocol(investigator, case, finds=True, at_the_browser=drawn)
    searching.investigator_looks_at_the_searches(investigator, searches=searches)
    written = finding.investigator_writes_a_finding(investigator)
    finding.investigator_seals_a_note(investigator)
    finding.investigator_reads_the_note(investigator)
    finding.investigator_checks(investigator)
    finding.investigator_screens(investigator)
    finding.investigator_hands_in(investigator, says=finding.STATEMENT)
    return written


def decides(hiring: Surface, candidate: str, case: str, *, says: str, never: tuple[str, ...]) -> None:
    """Have two members read, one step out, and the chair record the decision."""
    for member in (hiring.staff("chair"), hiring.staff("member")):
        deciding.member_is_kept_from_the_file(member, case)
        deciding.member_has_no_tie(member, candidate)
        deciding.member_reads(member, candidate, says=says, never=never)
    deciding.member_steps_out(hiring.staff("member-too"), candidate)
    deciding.chair_records_the_decision(hiring.staff("chair"), candidate)


def audits(auditor: Walker, case: str) -> None:
    """Compare, read, check, and look who opened what."""
    auditing.auditor_compares(auditor, case)
    auditing.auditor_reads_the_ledger(
        auditor,
        sentences=(f"{GRACE} recorded the decision", f"{JOAN} stepped out", f"{MIGUEL} was not allowed to"),
        never=NEVER_FOR_THE_BOARD,
    )
    auditing.auditor_opens_the_case(auditor, case, stepped_out=JOAN)
    auditing.auditor_looks_who_opened_what(auditor, refused=MIGUEL)


@NOTHING
def test_nothing_to_find_returned_once_and_released(hiring: Surface) -> None:
    invited = comes_to_the_case(hiring, OTHER)
    candidate, investigator = hiring.anybody("candidate"), hiring.staff("investigator")
    supervisor = hiring.staff("supervisor")
    affidavit.candidate_comes_in(candidate, invited)
    affidavit.candidate_uses_none(candidate)
    affidavit.candidate_signs(candidate, OTHER)
    searching.investigator_declares_no_tie(investigator, invited.case, OTHER)
    searching.investigator_runs_the_protocol(
        investigator, invited.case, finds=False, at_the_browser=("03", "24")
    )
    finding.investigator_hands_in(investigator, says="No job-related findings")
    releasing.supervisor_opens_the_review(supervisor, invited.case, asked=OTHER)
    releasing.supervisor_returns(supervisor, DANA)
    finding.investigator_answers_a_return(investigator, invited.case, reasons=releasing.REASONS)
    releasing.supervisor_opens_the_review(supervisor, invited.case)
    releasing.supervisor_releases(supervisor, "Release to the board, with no job-related findings")

    says, never = "Nothing that bears on the job is reported", (releasing.REASONS,)
    decides(hiring, OTHER, invited.case, says=says, never=never)
    audits(hiring.staff("auditor"), invited.case)
