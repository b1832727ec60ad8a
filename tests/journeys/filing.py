"""The candidate's part at length: every kind of account, mistakes on the way, and what follows the filing."""

from __future__ import annotations

from tests.journeys.affidavit import HANDLE
from tests.journeys.walker import Walker

SAVE, NEXT = "Save and continue", "Save and add another"
FIELD = "Username or link to your profile"
SECRET = "password: Tulip-Fence-84"
FORMER_SITE = "Foro de los jueves"
ADDED = "https://www.threads.net/@mari.writes"
QUESTION = "¿When do I hear from you?"


def names_herself_otherwise(candidate: Walker) -> None:
    """Press too early, then name another name and say that this is all."""
    candidate.press_too_early(SAVE, keeps={})
    candidate.sees("Enter a name or handle, or choose No")
    candidate.choose("Yes")
    candidate.write("Name or handle", "Mari P")
    candidate.press(SAVE)


def is_not_sure_and_then_is(candidate: Walker) -> None:
    """Say that it is not sure what social media is, read what counts, and say yes."""
    candidate.choose("I am not sure")
    candidate.press(SAVE)
    candidate.sees("What counts as social media")
    candidate.choose("Yes")
    candidate.press(SAVE)


def lists_an_account(candidate: Walker, link: str, *, visible: str = "Anyone", button: str = NEXT) -> None:
    """List an account by the link to its profile."""
    candidate.write(FIELD, link)
    candidate.choose("Only me")
    candidate.choose(visible)
    candidate.press(button)


def lists_four_accounts(candidate: Walker) -> None:
    """List a link, a handle, a private one and one not remembered; one twice; and type a password."""
    lists_an_account(candidate, f"https://www.instagram.com/{HANDLE}/?hl=es")
    candidate.pick("App or site", "TikTok")
    lists_an_account(candidate, "@Mari.P")
    _types_a_password(candidate)
    lists_an_account(candidate, "m.facebook.com/marisol.pena.9", visible="Only people I let in")
    _lists_one_twice(candidate)
    candidate.write(FIELD, "")
    candidate.pick("App or site", "X")
    candidate.choose("I do not remember it")
    candidate.press(SAVE)
    for said in (HANDLE, "Mari.P", "marisol.pena.9"):
        candidate.sees(said)
    candidate.choose("Yes")
    candidate.press(SAVE)


def _types_a_password(candidate: Walker) -> None:
    """Type a password for a username: it is refused in words, and shown nowhere again."""
    candidate.write(FIELD, SECRET)
    candidate.choose("Only me")
    candidate.choose("Anyone")
    candidate.press_too_early(SAVE, keeps={}, chosen=("Only me", "Anyone"))
    assert SECRET not in candidate.page.content()
    candidate.sees("There is something to change")


def _lists_one_twice(candidate: Walker) -> None:
    """List the first account again, spelled otherwise: it is known, and what was typed is kept."""
    again = f"instagram.com/{HANDLE.upper()}"
    candidate.write(FIELD, again)
    candidate.choose("Only me")
    candidate.choose("Anyone")
    candidate.press_too_early(SAVE, keeps={FIELD: again})
    candidate.sees("You already added %(account)s. Change it, or keep both.", account=f"Instagram: {HANDLE}")


def lists_one_from_before(candidate: Walker) -> None:
    """List an account of a site that no list knows, which was lost."""
    candidate.choose("Yes")
    candidate.press(SAVE)
    candidate.pick("App or site", "Another app or site")
    candidate.write("Name of the other app or site", FORMER_SITE)
    candidate.choose("I do not remember it")
    candidate.write("The year you stopped, about", "2022")
    candidate.choose("I can no longer get in")
    candidate.press(SAVE)
    candidate.sees(FORMER_SITE)
    candidate.choose("No")
    candidate.press(SAVE)


def chooses_access_by_account(candidate: Walker, investigator: str) -> None:
    """Choose another way for the first, and one way for all that are left."""
    candidate.sees("How may %(who)s look at this account?", who=investigator)
    candidate.choose("Together, on my own device")
    candidate.press(SAVE)
    candidate.choose("Public only")
    candidate.press(SAVE)
    candidate.choose("I want to talk to someone first")
    candidate.press(SAVE)
    candidate.choose("A copy that I make and hand over")
    candidate.press(SAVE)


def keeps_proof(candidate: Walker, fingerprint: str) -> None:
    """Save text and paper of the receipt, and have each found at the page for checking."""
    for link in ("Download what you signed", "Download PDF"):
        with candidate.page.expect_download() as saving:
            candidate.page.get_by_role("link", name=candidate.said(link)).first.click()
        saved = saving.value.path()
        candidate.go("/verify")
        candidate.page.get_by_label(candidate.said("Or choose the file")).first.set_input_files(saved)
        candidate.press("Check it")
        candidate.sees("Matches an affidavit filed on %(when)s.")
        same = fingerprint.replace(" ", "") in candidate.text().replace(" ", "")
        assert same == link.endswith("signed"), "the paper has a fingerprint of its own"
        candidate.go("/a/receipt")


def stops_access(candidate: Walker) -> None:
    """Stop access to one account."""
    candidate.go("/a/status")
    candidate.follow("Stop access")
    candidate.press("Stop access")
    candidate.sees("Where your affidavit stands")


def asks(candidate: Walker) -> None:
    """Ask a question, and save a copy of the own file."""
    candidate.go("/a/status")
    candidate.follow("Ask a question")
    candidate.write("Your question", QUESTION)
    candidate.press("Send my question")
    candidate.sees(QUESTION)
    candidate.go("/a/copy")
    with candidate.page.expect_download() as saving:
        candidate.page.get_by_role("button", name=candidate.said("Download my file")).click()
    assert saving.value.suggested_filename.endswith(".zip")


def begins_a_change(candidate: Walker) -> None:
    """Begin a change after filing, and list one account more."""
    candidate.go("/a/status")
    candidate.follow("Tell us about a change")
    candidate.press("Start a change")
    candidate.sees("Your change is not filed yet.")
    candidate.go("/a/accounts/new")
    lists_an_account(candidate, ADDED, button=SAVE)
    candidate.choose("Yes")
    candidate.press(SAVE)


def withdraws(candidate: Walker) -> None:
    """Withdraw the application."""
    candidate.go("/a/status")
    candidate.follow("Withdraw my application")
    candidate.press("Withdraw my application")
    candidate.sees("What is kept")
