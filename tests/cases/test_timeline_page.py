"""The page of the timeline: lanes, kinds of acts, waiting between the lines, corrections struck."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest

from tests.factories.protocol import Bench
from tests.people import Browser, People
from tracker.clock import FixedClock
from tracker.db import unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import Actor, Role
from tracker.protocol import differing, voiding

LINE = re.compile(r"ledger line (\d+)")


def shown(browser: Browser, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, response.text[:500]
    return " ".join(html.unescape(re.sub(r"<(?!/?s>)[^>]*>", "", response.text)).split())


def numbers(text: str) -> list[int]:
    return [int(one) for one in LINE.findall(text)]


@pytest.mark.parametrize(
    "odd", ["lane=Board", "lane=%E2%82%AC", "only=nothing&not=//evil.example", "only=%27%20OR%201=1--"]
)
def test_odd_words_in_the_address_ask_for_everything(people: People, odd: str) -> None:
    bench = Bench(people)
    case = bench.ready()
    page = f"/cases/{case.reference}/timeline"
    dana = people.browser(bench.dana)
    first = numbers(shown(dana, page))
    assert set(first) < set(numbers(shown(dana, f"{page}?{odd}")))


def test_the_story_of_a_case_by_lane_and_kind(people: People, clock: FixedClock) -> None:
    bench = Bench(people)
    case = bench.ready()
    wrong, right = bench.log(case), bench.log(case, query="marisol pena")

    def correct_and_ask() -> None:
        with unit_of_work(
            Actor(case.candidate_id, Role.CANDIDATE, "Marisol Peña", case_id=case.case_id)
        ) as work:
            record(
                work,
                Event.QUESTION_ASKED,
                about=("question", "H-AAAAAA"),
                case_id=case.case_id,
                language="en",
            )
        with unit_of_work(bench.dana) as work:
            voiding.void_search(work, case, search=wrong, reason="The page did not load.")
            differing.ask_excuse(work, case, step="15", excuse_code="no-handle", reason="None is declared.")

    bench.read(lambda _session: correct_and_ask())
    clock.advance(timedelta(days=3))
    page, dana = f"/cases/{case.reference}/timeline", people.browser(bench.dana)
    whole = shown(dana, page)
    assert whole.count("(entered in error)") == whole.count("<s>") == 1
    assert "3 days waiting for a supervisor's ruling on a request, so far" in whole
    assert "EST" in whole or "EDT" in whole
    assert f'href="/cases/{case.reference}/searches"' in dana.get(page).text
    everything = set(numbers(whole))

    lanes = {
        lane: set(numbers(shown(dana, f"{page}?lane={lane}"))) for lane in ("candidate", "unit", "board")
    }
    assert lanes["candidate"]
    assert not lanes["candidate"] & lanes["unit"]
    assert everything <= lanes["candidate"] | lanes["unit"] | lanes["board"]

    searches = shown(dana, f"{page}?only=searches")
    assert "logged a search" in searches
    assert "opened case" not in searches
    without = shown(dana, f"{page}?not=readings&not=searches")
    assert "logged a search" not in without
    assert "Dana Ruiz opened case" not in without
    assert "asked a question" in without
    comments = shown(dana, f"{page}?only=comments")
    assert f"marked search {wrong} as entered in error" in comments
    assert right not in comments
    both = dana.get(f"{page}?lane=unit&only=searches&only=readings").text
    assert both.count(" checked") == 2
    assert 'name="lane"' in both
