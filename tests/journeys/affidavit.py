"""The candidate's part: in by link and code, accounts, access, signature, and a receipt to check."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.journeys.opening import Invited
from tests.journeys.walker import Walker

HANDLE = "marisol.pena"


def candidate_enters(candidate: Walker, link: str, code: str) -> None:
    """Open the link, and enter the code as one writes it down on the telephone."""
    candidate.go(link.removeprefix(candidate.address))
    candidate.press("Continue")
    candidate.code = code
    candidate.write("Your code", code.lower().replace("-", " "))
    candidate.press("Go on")


def candidate_comes_in(candidate: Walker, invited: Invited) -> None:
    """Come in, read what is asked and why, and say that there are no other names."""
    candidate_enters(candidate, invited.link, invited.code)
    candidate.sees("We will never ask for your password.")
    candidate.follow("Start")
    candidate.choose("No")
    candidate.press("Save and continue")


def candidate_lists_two_accounts(candidate: Walker) -> None:
    """List one account in use, and one from before whose name is forgotten."""
    candidate.choose("Yes")
    candidate.press("Save and continue")
    link = f"https://www.instagram.com/{HANDLE}/"
    candidate.write("Username or link to your profile", link)
    candidate.press_too_early("Save and continue", keeps={"Username or link to your profile": link})
    candidate.choose("Only me")
    candidate.choose("Only people I let in")
    candidate.press("Save and continue")
    candidate.sees(HANDLE)
    candidate.choose("Yes")
    candidate.press("Save and continue")
    candidate.choose("Yes")
    candidate.press("Save and continue")
    candidate.pick("App or site", "Facebook")
    candidate.choose("I do not remember it")
    candidate.write("The year you stopped, about", "2023")
    candidate.choose("I can no longer get in")
    candidate.press("Save and continue")
    candidate.choose("No")
    candidate.press("Save and continue")


def candidate_uses_none(candidate: Walker) -> None:
    """Say that there are no accounts, now or before."""
    candidate.choose("No, I do not use any")
    candidate.press("Save and continue")
    candidate.sees("Having no accounts does not count against you.")
    candidate.follow("Continue")
    candidate.choose("No")
    candidate.press("Save and continue")


def candidate_chooses_access(candidate: Walker, way: str, *, investigator: str) -> None:
    """Choose how one named person may look at each account that stands yet."""
    candidate.sees(investigator)
    candidate.sees("You choose. No answer counts for or against you.")
    candidate.choose(way)
    candidate.press("Save and continue")


def candidate_signs(candidate: Walker, name: str, mailed: Callable[[], str] | None = None) -> str:
    """Check the answers, sign them, and return the fingerprint on the receipt.

    Who signs shows it by the code of the invitation, or by one that was ``mailed`` for it.
    """
    candidate.sees("This is what you will sign. You can still change it.")
    candidate.follow("Continue to sign")
    candidate.write("Type your full name", name)
    candidate.write("Where are you now? Town and state", "Riverton, Connecticut")
    candidate.choose("I mean this as my signature")
    if mailed:
        candidate.press("E-mail me a code")
        assert candidate.page.get_by_label(candidate.said("Type your full name")).input_value() == name
    candidate.write("Your code, once more", mailed() if mailed else candidate.code)
    candidate.press("Sign and file my affidavit")
    candidate.sees("We have your affidavit")
    found = re.search(r"(?:[0-9a-f]{4} ?){16}", candidate.text())
    assert found, candidate.text()
    return found.group()


def anybody_verifies(somebody: Walker, fingerprint: str) -> None:
    """Check a fingerprint, right and with one digit changed, without signing in."""
    somebody.go("/verify")
    somebody.write("Fingerprint", fingerprint)
    somebody.press("Check it")
    somebody.sees("Matches an affidavit filed on %(when)s.")
    digit = "0" if fingerprint[0] != "0" else "1"
    somebody.write("Fingerprint", digit + fingerprint[1:])
    somebody.press("Check it")
    somebody.sees("No match.")


def candidate_looks_where_it_stands(candidate: Walker, investigator: str) -> None:
    """See what was filed, and to whom access was given."""
    candidate.follow("See where it stands")
    candidate.sees("You do not need to do anything now.")
    candidate.sees(investigator)
    candidate.sees("Not used yet")
    candidate.sees("Stop access")
