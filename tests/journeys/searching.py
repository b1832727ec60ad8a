"""The investigator's part: ties first, then every step of the protocol, each search logged."""

from __future__ import annotations

import re

from tests.journeys.walker import Walker

STEPS = tuple(f"{number:02}" for number in range(1, 25))
FOUND_IN = "21"
"""The step that comes upon something: the news."""
FOUND = "Found, the candidate's"
NOTHING = "Nothing found"
DEVICE = "I made this search on a department device"
NOTED = "The list ends after three pages."


def investigator_declares_no_tie(investigator: Walker, case: str, candidate: str) -> None:
    """Answer on the name alone, before the case opens."""
    investigator.follow("My work")
    investigator.follow(case)
    investigator.sees("You see the name alone")
    investigator.sees(candidate)
    investigator.choose("No")
    investigator.press("Continue")
    investigator.sees("0 of 24 steps are settled")


def investigator_reads_the_affidavit(investigator: Walker, fingerprint: str) -> None:
    """Read what the candidate signed."""
    investigator.follow("Affidavit")
    investigator.sees(fingerprint.strip())
    investigator.sees("Matches its fingerprint")


def investigator_runs_the_protocol(
    investigator: Walker, case: str, *, finds: bool, at_the_browser: tuple[str, ...]
) -> int:
    """Do every step of the protocol, drawing the pages of some; return how many searches it took."""
    searches, drawn = 0, False
    investigator.follow("Protocol")
    for step in STEPS:
        if step in at_the_browser:
            if not drawn:
                investigator.go(f"/cases/{case}")
                investigator.follow(f"Do step {step}")
            searches += _do(investigator, step, finds=finds)
        else:
            searches += _do_quickly(investigator, f"/cases/{case}/steps/{step}")
        drawn = step in at_the_browser
    investigator.go(f"/cases/{case}")
    return searches


def _do(investigator: Walker, step: str, *, finds: bool) -> int:
    """Do the step whose page is open: the searches that it expects; closing it leads to the next."""
    found = finds and step == FOUND_IN
    expected = re.search(rf"Step {step} of 24.* 0 of (\d+) expected for every candidate", investigator.text())
    assert expected, investigator.text()
    searches = int(expected.group(1))
    if step == STEPS[0]:
        _forgets_the_result(investigator)
    for number in range(searches):
        if "Log a search" not in investigator.page.title():
            investigator.follow("Log a search")
        _fill_in(investigator)
        investigator.choose(DEVICE)
        investigator.choose(FOUND if found and not number else NOTHING)
        investigator.press("Log this search")
        investigator.sees(f"{number + 1} of {searches} expected")
    if "Log a search" in investigator.page.title():
        investigator.follow(f"Step {step}")
    investigator.choose("Done, found" if found else "Done, nothing found")
    investigator.press(f"Close step {step}")
    investigator.sees(f"Step {step} is closed")
    return searches


def _forgets_the_result(investigator: Walker) -> None:
    """Log a search without saying what it came to, and find everything else still there."""
    investigator.follow("Log a search")
    investigator.write("Search for", "Marisol Peña Riverton")
    investigator.write("Note", NOTED)
    kept = {"Search for": "Marisol Peña Riverton", "Note": NOTED}
    investigator.press_too_early("Log this search", keeps=kept)


def _do_quickly(investigator: Walker, step: str) -> int:
    """Fill in and send the forms of a step without drawing them, where nothing is found."""
    page = investigator.fetch(step)
    expected = re.search(r"\d+ of (\d+) expected for every candidate", page)
    assert expected, page
    for _ in range(int(expected.group(1))):
        form = investigator.form(f"{step}/search")
        investigator.send(
            f"{step}/search",
            form | {"query": _query(form["query"]), "result": "nothing-found", "department_device": "y"},
        )
    investigator.send(
        f"{step}/settle", investigator.form(step, f"{step}/settle") | {"status": "done-nothing"}
    )
    return int(expected.group(1))


def _query(proposed: str) -> str:
    """Return what is searched for where a step cannot propose it in full, or proposes nothing."""
    return re.sub(r"\[[^\]]*\]", "Riverton", proposed) or "Marisol Peña Riverton"


def _fill_in(investigator: Walker) -> None:
    query = investigator.page.get_by_label("Search for").first
    query.fill(_query(query.input_value()))


def investigator_looks_at_the_searches(investigator: Walker, *, searches: int) -> None:
    """See every search in the log, those that found nothing among them."""
    investigator.follow("Protocol")
    investigator.sees("24 of 24 steps are settled")
    investigator.follow("Searches")
    investigator.sees(NOTHING)
    assert investigator.page.locator("tbody tr").count() == searches
