"""The whole way without accounts, and one account, with the keyboard alone."""

from __future__ import annotations

import pytest

from tests.affidavits.conftest import Site
from tests.factories.affidavits import NAME
from tests.journeys.filing import FIELD, SAVE
from tests.journeys.keyboard import Keys
from tests.journeys.served_case import Glass, ServedCase

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

NONE = "No, I do not use any"


def comes_in(served_case: ServedCase[Site]) -> Keys:
    """Come in by link and code, and start."""
    invited, candidate = served_case.invited(), served_case.candidate()
    keys = Keys(candidate)
    candidate.go(invited.link.removeprefix(candidate.address))
    keys.press("Continue")
    keys.write("Your code", invited.code)
    candidate.code = invited.code
    keys.press("Go on")
    keys.press("Start")
    return keys


def answers_no(keys: Keys) -> None:
    """Answer a question with its second answer."""
    keys.choose("Yes", "No")
    keys.press(SAVE)


def signs(keys: Keys) -> None:
    """Read, sign, and come to the receipt."""
    keys.press("Continue to sign")
    keys.write("Type your full name", NAME)
    keys.write("Where are you now? Town and state", "Riverton, Connecticut")
    keys.tick("I mean this as my signature")
    keys.write("Your code, once more", keys.walker.code)
    keys.press("Sign and file my affidavit")
    keys.walker.sees("We have your affidavit")


@pytest.mark.parametrize("glass", [Glass("es", 320, scripts=False)], indirect=True, ids=str)
def test_no_accounts_with_the_keyboard_alone(served_case: ServedCase[Site]) -> None:
    keys = comes_in(served_case)
    answers_no(keys)
    keys.choose("Yes", NONE)
    keys.press(SAVE)
    keys.press("Continue")
    answers_no(keys)
    signs(keys)


@pytest.mark.parametrize("glass", [Glass("en", 1280, scripts=True)], indirect=True, ids=str)
def test_one_account_with_the_keyboard_alone(served_case: ServedCase[Site]) -> None:
    keys = comes_in(served_case)
    answers_no(keys)
    keys.choose("Yes", "Yes")
    keys.press(SAVE)
    keys.tab_to("App or site", "select")
    keys.page.keyboard.type("Insta")
    keys.write(FIELD, "@marisol.pena")
    keys.choose("Only me", "Only me")
    keys.choose("Anyone", "Only people I let in")
    keys.press(SAVE)
    keys.walker.sees("Instagram: marisol.pena")
    keys.choose("Yes", "Yes")
    keys.press(SAVE)
    answers_no(keys)
    keys.choose("Public only", "I want to talk to someone first")
    keys.press(SAVE)
    signs(keys)
