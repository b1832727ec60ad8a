"""Nothing typed is lost, and nothing is done twice, when the server dies in the middle of a form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, Error, Page, Route

from tests.rights.mortal import Mortal
from tracker.policy.facts import CaseFacts

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.xdist_group("mortal")]

_number = count(1)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mortal]:
    """The installation that dies and comes back."""
    server = Mortal(tmp_path_factory.mktemp("mortal"))
    yield server
    server.kill()


class Hand:
    """A candidate at a browser, with the server in reach."""

    def __init__(self, page: Page, server: Mortal, case: CaseFacts, name: str, under: str) -> None:
        """Stand inside the case."""
        self.code = ""
        self.page, self.server, self.case, self.name, self.under = page, server, case, name, under

    def go(self, path: str) -> None:
        """Open a page of the case."""
        self.page.goto(self.server.address + self.under + path)

    def press(self) -> None:
        """Press the page's first button, and bear that nobody answers."""
        try:
            self.page.locator("main button.btn-primary").first.click(timeout=4000)
            self.page.wait_for_load_state("load", timeout=4000)
        except Error:
            pass

    def dies_before(self) -> None:
        """Press while the server is dead, then let it come back and send again what was typed."""
        self.server.kill()
        self.press()
        assert self.page.locator("main h1").count() == 0, "the browser says that nobody answered"
        self.server.serve()
        self.page.reload()

    def dies_after(self) -> None:
        """Let the server do what was asked and die before its answer arrives; then send it again."""

        done: list[int] = []

        def swallow(route: Route) -> None:
            if route.request.method != "POST":
                route.continue_()
                return
            done.append(route.fetch(max_redirects=0).status)
            self.server.kill()
            route.abort()

        self.page.route("**/*", swallow)
        self.press()
        self.page.unroute("**/*")
        assert done == [303], "the server had done it"
        assert self.page.locator("main h1").count() == 0, "the browser says that nobody answered"
        self.server.serve()
        self.page.reload()


@pytest.fixture(params=["", "/es"], ids=["en", "es"])
def hand(server: Mortal, chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Hand]:
    """A candidate who has come in, in either language."""
    name = f"Ana Lima {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[next(_number) % 26]}"
    case, issued = server.candidate(name)
    context = chromium.new_context(java_script_enabled=False)
    context.set_default_timeout(8000)
    page = context.new_page()
    page.goto(f"{server.address}{request.param}/i/{issued.token}")
    page.locator("main button").first.click()
    page.fill("#code", issued.code)
    page.locator("main button.btn-primary").first.click()
    hand = Hand(page, server, case, name, request.param)
    hand.code = issued.code
    yield hand
    context.close()


DEATHS = [Hand.dies_before, Hand.dies_after]


@pytest.mark.parametrize("dies", DEATHS)
def test_an_account_typed_when_the_server_dies_is_saved_once(
    hand: Hand, dies: Callable[[Hand], None]
) -> None:
    hand.go("/a/now")
    hand.page.check("input[name=uses][value=yes]")
    hand.press()
    hand.go("/a/accounts/new")
    hand.page.fill("#handle", "https://www.instagram.com/ana.lima/")
    hand.page.check("input[name=whose][value=me]")
    hand.page.check("input[name=visible][value=public]")
    dies(hand)
    assert hand.server.accounts(hand.case) == ("ana.lima",)
    hand.go("/a/accounts")
    assert hand.page.get_by_text("ana.lima").count()


@pytest.mark.parametrize("dies", DEATHS)
def test_a_question_typed_when_the_server_dies_is_asked_once(
    hand: Hand, dies: Callable[[Hand], None]
) -> None:
    hand.go("/a/question")
    hand.page.fill("#words", "When do I hear from you?")
    dies(hand)
    assert hand.server.questions(hand.case) == ("When do I hear from you?",)
    assert hand.page.get_by_text("When do I hear from you?").count()


@pytest.mark.parametrize("dies", DEATHS)
def test_a_signature_sent_when_the_server_dies_files_once(hand: Hand, dies: Callable[[Hand], None]) -> None:
    for path, field, value in (
        ("/a/names", "has", "no"),
        ("/a/now", "uses", "no"),
        ("/a/former", "has", "no"),
    ):
        hand.go(path)
        hand.page.check(f"input[name={field}][value={value}]")
        hand.press()
    hand.go("/a/sign")
    hand.page.fill("#name", hand.name)
    hand.page.fill("#place", "Riverton, Connecticut")
    hand.page.check("#meant")
    hand.page.fill("#code", hand.code)
    dies(hand)
    assert hand.server.editions(hand.case) == 1
    hand.go("/a/receipt")
    assert hand.page.locator("main h1").count()
    assert hand.server.editions(hand.case) == 1


def test_what_was_saved_before_the_death_is_there_in_both_tabs(hand: Hand) -> None:
    """Two tabs, one after the other and over a death between them: both versions are shown, none is lost."""
    other = hand.page.context.new_page()
    hand.go("/a/names")
    other.goto(hand.server.address + hand.under + "/a/names")
    hand.page.check("input[name=has][value=yes]")
    hand.page.fill("#name", "Lima A.")
    hand.press()
    hand.server.kill()
    hand.server.serve()
    assert hand.server.names(hand.case) == ("Lima A.",)
    other.check("input[name=has][value=yes]")
    other.fill("#name", "Anita")
    other.locator("main button.btn-primary").first.click()
    assert other.input_value("#name") == "Anita"
    assert other.get_by_text("Lima A.").count()
    other.locator("main button.btn-primary").first.click()
    assert hand.server.names(hand.case) == ("Lima A.", "Anita")
