"""Links that are forwarded, too old, stopped or replaced each meet their page, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from tests.affidavits.conftest import Site
from tests.journeys.affidavit import candidate_enters
from tests.journeys.post_office import PostOffice, post_office
from tests.journeys.served_case import EMAIL, Glass, ServedCase
from tests.journeys.walker import Walker
from tracker.clock import FixedClock

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

BOTH = pytest.mark.parametrize(
    "glass", [Glass("es", 320, scripts=False), Glass("en", 1280, scripts=True)], indirect=True, ids=str
)
PREFETCHES = 100
WRONG = "AAAA-AAAA"
GONE = 410
ONE_TRY = "You can try %(num)s more time. After that, this link stops."
MANY_TRIES = "You can try %(num)s more times. After that, this link stops."


@pytest.fixture
def mail(app: Flask, address: str, served_case: ServedCase[Site]) -> Iterator[PostOffice]:
    """The candidate's mail."""
    with post_office(app, address) as mail:
        yield mail


def tries(somebody: Walker, link: str, code: str) -> None:
    """Open a link, and try a code that is not the one."""
    somebody.go(link.removeprefix(somebody.address))
    somebody.press("Continue")
    somebody.write("Your code", code)
    somebody.press_too_early("Go on", keeps={"Your code": ""})
    somebody.sees("That is not the code that belongs to this link.")


def meets(somebody: Walker, link: str, title: str) -> None:
    """Open a link that works no more, and read why."""
    somebody.is_refused(link.removeprefix(somebody.address))
    somebody.sees(title)


def is_signed_out(somebody: Walker) -> None:
    """Open a page of the affidavit, and be told how to come back."""
    somebody.go("/a/check")
    somebody.sees("Come back to your answers")


@BOTH
def test_a_forwarded_link_opens_nothing_and_five_wrong_codes_stop_it(
    served_case: ServedCase[Site], mail: PostOffice
) -> None:
    invited, thief, candidate = served_case.invited(), served_case.candidate(), served_case.candidate()
    path = invited.link.removeprefix(candidate.address)
    for _ in range(PREFETCHES):
        assert candidate.context.request.get(candidate.under + path).ok
    candidate_enters(candidate, invited.link, invited.code)
    candidate.sees("We will never ask for your password.")

    is_signed_out(thief)
    for left in (4, 3, 2, 1):
        tries(thief, invited.link, WRONG)
        thief.sees(thief.count(ONE_TRY, MANY_TRIES, left))
    thief.go(path)
    thief.press("Continue")
    thief.write("Your code", WRONG)
    thief.press_into("Go on", GONE)
    thief.sees("This invitation was stopped")
    is_signed_out(thief)

    candidate.go("/a/names")
    candidate.sees("Have you used other names or handles online?")
    other = served_case.candidate()
    meets(other, invited.link, "This invitation was stopped")
    other.press("Ask for a new invitation")
    other.sees("You asked for a new link")


@BOTH
def test_an_old_link_gets_a_new_one_by_mail_which_takes_the_same_code(
    served_case: ServedCase[Site], mail: PostOffice, clock: FixedClock
) -> None:
    invited, candidate = served_case.invited(), served_case.candidate()
    candidate_enters(candidate, invited.link, invited.code)
    clock.advance(timedelta(days=15))
    is_signed_out(candidate)
    meets(candidate, invited.link, "This invitation is too old")
    candidate.press("Send me a new link")
    link = mail.link(to=EMAIL)
    assert link != invited.link
    candidate_enters(candidate, link.replace(f"{candidate.under}/i/", "/i/"), invited.code)
    candidate.sees("We will never ask for your password.")
    meets(candidate, invited.link, "This invitation is too old")


@BOTH
def test_a_replaced_link_and_one_of_nobodys_say_so(served_case: ServedCase[Site]) -> None:
    replaced, invited, candidate = served_case.invited(), served_case.invited(), served_case.candidate()
    meets(candidate, replaced.link, "There is a newer invitation")
    tries(candidate, invited.link, replaced.code)
    meets(candidate, f"{invited.link[:-4]}0000", "We cannot find that invitation")
    candidate_enters(candidate, invited.link, invited.code)
    candidate.go("/a/withdraw")
    candidate.press("Withdraw my application")
    again = served_case.candidate()
    candidate_enters(again, invited.link, invited.code)
    again.sees("Nothing is asked of you any more.")
    for label in ("Ask a question", "Get a copy of your file", "See who looked"):
        again.follow(label)
        again.go("/a/status")


@BOTH
def test_what_is_replayed_opens_nothing_and_what_came_too_late_is_kept(
    served_case: ServedCase[Site], clock: FixedClock
) -> None:
    """Neither the form with the code nor the session's cookie is good for anybody else, or afterwards."""
    invited, candidate, thief = served_case.invited(), served_case.candidate(), served_case.candidate()
    with candidate.page.expect_request(lambda one: "code=" in (one.post_data or "")) as sent:
        candidate_enters(candidate, invited.link, invited.code)
    headers = {"Origin": candidate.address, "Content-Type": "application/x-www-form-urlencoded"}
    replayed = thief.context.request.post(sent.value.url, data=sent.value.post_data, headers=headers)
    assert not replayed.ok
    is_signed_out(thief)
    value = next(one["value"] for one in candidate.context.cookies() if one["name"] == "tracker")
    candidate.press("Sign out")
    thief.context.add_cookies([{"name": "tracker", "value": value, "url": thief.address}])
    is_signed_out(thief)

    candidate_enters(candidate, invited.link, invited.code)
    candidate.go("/a/other")
    candidate.write("Anything else?", "A forum on birds")
    clock.advance(timedelta(hours=1))
    candidate.press("Save and continue")
    candidate.sees("Come back to your answers")
    candidate_enters(candidate, invited.link, invited.code)
    candidate.sees("We kept what you typed")
    candidate.follow("Go back to the page to save it")
    assert candidate.page.get_by_label(candidate.said("Anything else?")).input_value() == "A forum on birds"
    candidate.press("Save and continue")
    candidate.go("/a/check")
    candidate.sees("A forum on birds")
