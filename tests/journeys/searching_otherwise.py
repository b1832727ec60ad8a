"""What an investigator is told who searches too early, too far, otherwise, or a neighbor."""

from __future__ import annotations

from tests.journeys.affidavit import candidate_enters
from tests.journeys.caseload import Unit, declares, is_told
from tests.journeys.searching import DEVICE
from tests.journeys.served_case import ServedCase
from tests.journeys.walker import Walker
from tracker.policy.actors import Role


def searches_too_early(dana: Walker, case: str) -> None:
    """No search before the affidavit is filed."""
    dana.is_refused(f"/cases/{case}/steps/06/search")
    is_told(dana, "R-10", "Policy 1903 F.2", "The affidavit is not filed yet")


def searches_otherwise_than_the_protocol(dana: Walker, case: str) -> None:
    """Look for what is protected, beyond the access, in no offered way, at a place of no step."""
    there = f"/cases/{case}/steps/06/search"
    dana.go(there)
    dana.choose(DEVICE)
    dana.write("Search for", "Marisol Peña diagnosis")
    dana.choose("Nothing found")
    dana.press_into("Log this search", 409)
    is_told(dana, "R-13", "29 CFR 1635.8", "The search words include 'diagnosis'")

    dana.write("Search for", "Marisol Peña")
    dana.pick("Method", "Session together")
    dana.choose("Together with the candidate")
    dana.pick("Declared account looked at", "TikTok")
    dana.press_into("Log this search", 409)
    is_told(dana, "R-11", "Policy 1903 F.2", "gave public-only access to TikTok")

    dana.pick("Method", "Public page, opened directly")
    dana.press_into("Log this search", 409)
    is_told(dana, "R-12", "General Order 004-011 D.4", "What the candidate shows is a session together.")

    # No page offers what is not on the list, and step, protocol and profile are pinned, so that no open tab
    # offers it either: who asks for it wrote the request by hand.
    form = dana.form(there) | {"result": "nothing-found", "department_device": "y", "query": "Marisol Peña"}
    status, page = dana.post(there, form | {"method": "borrowed-account"})
    assert status == 409
    assert "That method is not on the list" in page
    assert "General Order 004-011 D.4" in page
    status, page = dana.post(there, form | {"place": "google"})
    assert status == 409
    assert "Step 06 does not include this search" in page
    assert "General Order 004-011 D.5" in page


def asks_for_an_extra_search(unit: ServedCase[Unit], dana: Walker, chidi: Walker, case: str) -> str:
    """Ask for one search that other candidates did not get; another approves it, and it is made once."""
    dana.go(f"/cases/{case}/steps/06/search")
    dana.follow("Ask to add an extra search")
    dana.write("What would you search for?", "Marisol Peña food drive")
    dana.pick("Where?", "Local newspaper")
    dana.pick("How?", "Public search engine")
    dana.write("Why is it needed?", "A comment under a video names an article of the newspaper.")
    dana.press("Ask for this search")
    declares(chidi, case, "No")
    chidi.go("/requests")
    chidi.follow("Q-")
    request = chidi.page.url.split("/")[-1]
    chidi.sees("It will show in the uniformity table")
    chidi.choose("Approve")
    chidi.write("Reason", "The article is named. One look at it settles this.")
    chidi.press("Record my ruling")
    dana.go(f"/cases/{case}/steps/06")
    dana.follow("Log this extra search")
    other = unit.staff(unit.site.dana, unit.glass)  # a second tab, left open
    other.go(dana.page.url.removeprefix(dana.address))
    dana.choose(DEVICE)
    dana.choose("Nothing found")
    dana.press("Log this search")
    dana.sees("logged")
    other.choose(DEVICE)
    other.choose("Nothing found")
    other.press_into("Log this search", 409)
    is_told(other, "R-15", "General Order 004-011 D.5", f"Request {request} is used already")
    return request


def marks_an_entry_as_made_in_error(dana: Walker, case: str) -> None:
    """Nothing is deleted: an entry in error is marked, with a reason, and both stay."""
    dana.go(f"/cases/{case}/searches")
    dana.follow("Entered in error")
    is_told(dana, "R-35", "General Order 004-011 D.5", "Records are not deleted here.")
    dana.press_into("Mark as entered in error", 422)
    dana.sees("Write why this entry is in error")
    dana.write("Why", "The search was for another street. It counts nowhere.")
    dana.press("Mark as entered in error")
    dana.sees("entered in error")


def knows_the_candidate_after_all(dana: Walker, case: str) -> None:
    """See on the way that the candidate is a neighbor, and step away: the case closes at once."""
    dana.go(f"/cases/{case}/conflict")
    dana.choose("Yes")
    dana.pick("If yes, how?", "Friend or neighbor")
    dana.press("Continue")
    told = "Somebody else does the work on the case. Saying so does not count against you"
    is_told(dana, "R-09", "General Order 004-011 D.2", told)
    dana.is_refused(f"/cases/{case}")
    dana.is_refused(f"/cases/{case}/searches")


def hands_over(chidi: Walker, case: str, *, to: str) -> None:
    """Give the case to somebody else, who has no tie."""
    chidi.go(f"/team/{case}")
    chidi.sees("Dana Ruiz declared a tie to this candidate.")
    chidi.choose(to)
    chidi.press("Assign this case")


def is_asked_anew(unit: ServedCase[Unit], luis: Walker, case: str) -> None:
    """Access given to one investigator is not the next one's: the candidate is asked, and says yes."""
    declares(luis, case, "No")
    there = f"/cases/{case}/steps/04/search"
    luis.go(there)
    luis.pick("Method", "Session together")
    luis.choose("Together with the candidate")
    luis.pick("Declared account looked at", "Instagram")
    luis.choose(DEVICE)
    luis.choose("Nothing found")
    luis.press_into("Log this search", 409)
    is_told(luis, "R-11", "Policy 1903 F.2", "Access was given to Dana Ruiz")
    invited, candidate = unit.invited(), unit.candidate()
    candidate_enters(candidate, invited.link, invited.code)
    candidate.go("/a/status")
    candidate.sees("Luis Vega")
    candidate.go("/a/agree/1")
    candidate.press("I agree")
    candidate.sees("Luis Vega")


def no_search_without_a_designation(unit: ServedCase[Unit], luis: Walker) -> None:
    """Searching ends with the designation; the case stays open to read."""
    site = unit.site
    case = site.inside(lambda hiring: hiring.case("Andre Lewis", to=site.luis))
    site.inside(lambda hiring: hiring.file(hiring.now(case)))
    chief = unit.staff(site.people.make("Chief Avery Stone", Role.CHIEF), unit.glass)
    chief.go(f"/designations/{site.people.reference(site.luis)}")
    chief.press("End the designation now")
    luis.is_refused(f"/cases/{case.reference}/steps/06/search")
    is_told(luis, "R-14", "General Order 004-011 D.3", "Your designation as a searcher ended")
