"""The investigator's part: ties first, then every step of the protocol, each search logged."""

from __future__ import annotations

import re

from tests.journeys.walker import Walker

FOUND_IN = "21"
"""The step that comes upon something: the news."""
FOUND = "Found, the candidate's"
NOTHING = "Nothing found"


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


def investigator_runs_the_protocol(investigator: Walker, *, finds: bool) -> int:
    """Do every step of the protocol, and return how many searches it took."""
    investigator.follow("Protocol")
    investigator.follow("Do step 01")
    return sum(_do(investigator, f"{number:02}", finds=finds) for number in range(1, 25))


def _do(investigator: Walker, step: str, *, finds: bool) -> int:
    """Do the step whose page is open: the searches that it expects; closing it leads to the next."""
    found = finds and step == FOUND_IN
    expected = re.search(rf"Step {step} of 24.* 0 of (\d+) expected for every candidate", investigator.text())
    assert expected, investigator.text()
    searches = int(expected.group(1))
    investigator.follow("Log a search")
    for number in range(searches):
        _fill_in(investigator)
        investigator.choose(FOUND if found and not number else NOTHING)
        investigator.press("Log this search")
        investigator.sees(f"Logged {number + 1} of {searches} expected")
    investigator.follow(f"Step {step}")
    investigator.choose("Done, found" if found else "Done, nothing found")
    investigator.press(f"Close step {step}")
    investigator.sees(f"Step {step} is closed")
    return searches


def _fill_in(investigator: Walker) -> None:
    """Fill in what the step cannot propose: words in brackets, or a query that no answer gave."""
    query = investigator.page.get_by_label("Search for").first
    proposed = query.input_value()
    query.fill(re.sub(r"\[[^\]]*\]", "Riverton", proposed) or "Marisol Peña Riverton")


def investigator_looks_at_the_searches(investigator: Walker, *, searches: int) -> None:
    """See every search in the log, those that found nothing among them."""
    investigator.follow("Protocol")
    investigator.sees("24 of 24 steps are settled")
    investigator.follow("Searches")
    investigator.sees(NOTHING)
    assert investigator.page.locator("tbody tr").count() == searches
