"""What supervisors and the board are told on the way to the board, and when it is corrected."""

from __future__ import annotations

from tests.factories.affidavits import NAME
from tests.journeys import deciding, finding, releasing
from tests.journeys.affidavit import candidate_enters
from tests.journeys.caseload import Unit, is_told
from tests.journeys.post_office import PostOffice
from tests.journeys.served_case import EMAIL, ServedCase
from tests.journeys.walker import Walker
from tracker.policy.actors import Role
from tracker.policy.relied import NO_OWN_SEARCH

D_2, D_6 = "General Order 004-011 D.2", "General Order 004-011 D.6"
NAMESAKE = "The newspaper says now that a namesake wrote the letter."
ANSWER = "I wrote it for the paper, and I stand by it."


def others_may_not_review(unit: ServedCase[Unit], case: str) -> None:
    """Whoever searched does not review, nor whoever has a tie."""
    site = unit.site
    site.inside(lambda hiring: hiring.searched_too(hiring.now(site.case), site.eva))
    eva = unit.staff(site.eva, unit.glass)
    site.inside(lambda hiring: hiring.no_tie(hiring.now(site.case), site.eva))
    eva.is_refused(f"/review/{case}")
    is_told(eva, "R-18", D_6, "You logged searches in this case")
    brown = unit.staff(site.round.brown, unit.glass)
    brown.go(f"/cases/{case}/conflict")
    brown.choose("Yes")
    brown.pick("If yes, how?", "Relative")
    brown.press("Continue")
    brown.is_refused(f"/review/{case}")
    is_told(brown, "R-19", D_2, "You declared a tie to this candidate")


def returned_and_mended(chidi: Walker, luis: Walker, case: str, written: str) -> None:
    """Return the case with what is to be done about one finding; it is answered and submitted again."""
    chidi.go("/review")
    releasing.supervisor_opens_the_review(chidi, case)
    releasing.supervisor_returns(chidi, "Luis Vega")
    finding.investigator_answers_a_return(luis, case, reasons=releasing.REASONS)
    releasing.supervisor_opens_the_review(chidi, case)
    chidi.follow(f"Read it a second time {written}")
    chidi.write("How you know", "The picture cannot be told from an edited one.")
    chidi.choose("Cannot tell")
    chidi.choose("It goes to the board")
    chidi.press("Save your reading")
    chidi.go(f"/review/{case}/decide")
    chidi.choose("Release to the board")
    chidi.press_into("Save decision", 409)
    is_told(chidi, "R-20", D_6, "Check 10, 'second reader', is marked Cannot tell.")
    is_told(chidi, "R-21", D_6, "the candidate was not asked about it yet")
    is_told(chidi, "R-22", D_6, "You have not looked at the board page yet.")
    chidi.go(f"/review/{case}/findings/{written}")
    chidi.choose("Yes")
    chidi.write("How you know", releasing.READ)
    chidi.press("Save your reading")


def asks_the_candidate(
    unit: ServedCase[Unit], chidi: Walker, luis: Walker, mail: PostOffice, case: str
) -> None:
    """Put the concern to the candidate, who answers; the page with the answer is looked at anew."""
    chidi.go(f"/review/{case}/decide")
    chidi.press("I have looked at this page")
    chidi.choose("Ask the candidate first")
    chidi.press("Save decision")
    assert "answer" in mail.arrives(to=EMAIL).get_content()
    invited, candidate = unit.invited(), unit.candidate()
    candidate_enters(candidate, invited.link, invited.code)
    candidate.go("/a/status")
    candidate.follow("See what we ask")
    candidate.choose("It is mine and needs more context")
    candidate.write("Your words", ANSWER)
    candidate.press("Check my answer")
    candidate.press("Send my answer")
    candidate.sees("We have your answer")
    chidi.go(f"/review/{case}/answer")
    chidi.sees(ANSWER)
    chidi.choose("The finding goes to the board with the answer")
    chidi.write("Why", "Read beside the source.")
    chidi.press("Record outcome")
    chidi.go(f"/review/{case}/decide")
    chidi.choose("Release to the board")
    chidi.press_into("Save decision", 409)
    is_told(chidi, "R-22", D_6, "The board page changed after")
    luis.go(f"/cases/{case}/preview")
    luis.press("Use this page")
    chidi.go(f"/review/{case}")
    releasing.supervisor_releases(chidi, "Release to the board")


def board_decides(members: list[Walker]) -> None:
    """Have everybody on the board read the page with the answer, and the chair record the decision."""
    for member in members:
        member.go("/")
        member.follow("Read your duties")
        member.choose("No")
        member.press("I understand and accept")
        deciding.member_reads(member, NAME, says=ANSWER, never=(finding.NOTE, finding.SOURCE))
    deciding.chair_records_the_decision(members[0], NAME)


def corrects(chidi: Walker, luis: Walker, case: str, written: str) -> None:
    """Find that the letter was somebody else's: the finding is withheld, and a page without it supersedes."""
    chidi.go(f"/review/{case}/correction")
    chidi.write("What is corrected, and why", NAMESAKE)
    chidi.write("What the investigator is to do", "Withhold the finding.")
    chidi.press("Begin the correction")
    luis.go(f"/cases/{case}/findings/{written}/withhold")
    luis.write("Why it is withheld", NAMESAKE)
    luis.press("Withhold it")
    luis.go(f"/cases/{case}/preview")
    luis.sees("No job-related findings")
    luis.press("Use this page")
    luis.go(f"/cases/{case}/submit")
    luis.press_into("Submit for review", 409)
    luis.sees("Say what you did about what was returned: the case as a whole.")
    luis.go(f"/cases/{case}/returned")
    luis.write("What you did about it", "Withheld, with the reason.")
    luis.press("Mark answered")
    luis.go(f"/cases/{case}/submit")
    luis.press("Submit for review")
    chidi.go("/review")
    releasing.supervisor_opens_the_review(chidi, case)
    chidi.sees("Withheld, with the reason.")
    chidi.follow("Decide")
    chidi.press("I have looked at this page")
    chidi.choose("Release the corrected page, with no job-related findings")
    chidi.write("What is corrected, and why", NAMESAKE)
    chidi.press("Save decision")
    chidi.sees("The board reads it from now on.")


def board_reads_anew(members: list[Walker]) -> None:
    """See that the page changed after it was read, and read the newest."""
    for member in members:
        member.go("/board")
        member.sees("This changed after you read it")
        member.follow("Start reading")
        member.sees("It took the place of a packet that was not right.")
        member.does_not_see(finding.STATEMENT)
        member.choose(NO_OWN_SEARCH)
        member.press("I have read this")
    members[0].follow(f"Decision on {NAME}")
    members[0].sees("This decision was made on a packet that was corrected afterwards.")
    deciding.chair_records_the_decision(members[0], NAME)


def whoever_searched_is_not_seated(unit: ServedCase[Unit]) -> None:
    """Offer no seat to somebody who saw what was searched."""
    site = unit.site
    pat = site.people.make("Pat Kim", Role.BOARD_MEMBER)
    site.inside(lambda hiring: hiring.searched_too(hiring.now(site.case), pat))
    hr = unit.staff(site.round.hr, unit.glass)
    hr.go(f"/admin/requisitions/{site.round.reference}/board")
    is_told(hr, "R-08", D_2, "Pat Kim cannot sit on the hiring board")
