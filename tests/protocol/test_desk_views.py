"""The desk as a list that one walks: choices in the address, the case before and after, and odd addresses."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest

from tests.factories.protocol import Bench
from tests.pages.filled import send
from tests.people import Browser, People
from tests.vault.counting import statements
from tracker.cases.queries import case_facts
from tracker.cases.service import move_case
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import Stage
from tracker.protocol import desk


@pytest.fixture
def dana(bench: Bench, people: People) -> Browser:
    """The investigator's browser."""
    return people.browser(bench.dana)


def page(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.text[:500]
    return html.unescape(answer.text)


def links(text: str, words: str) -> list[str]:
    return [
        address
        for address, inside in re.findall(r'<a[^>]*href="([^"]*)"[^>]*>(.*?)</a>', text, re.S)
        if words in " ".join(re.sub(r"<[^>]+>", "", inside).split())
    ]


def move(bench: Bench, case: CaseFacts, *stages: Stage) -> None:
    def moved() -> None:
        for stage in stages:
            with unit_of_work(bench.dana) as work:
                move_case(work, case_facts(work.session, bench.dana, case=case.reference), to=stage)

    bench.read(lambda _session: moved())


def test_the_list_is_walked_in_its_filter_also_past_a_case_that_left_it(
    bench: Bench, people: People, clock: FixedClock
) -> None:
    first, second, third = (bench.ready(name) for name in ("Ana Bell", "Ben Cruz", "Cleo Diaz"))
    bench.assigned(bench.open_case("Andre Whitfield"))
    clock.advance(timedelta(days=25))
    dana = people.browser(bench.dana)
    text = page(dana, "/desk")
    assert "4 open, 4 due within a week" in text
    (due,) = links(text, "Overdue or due within a week (3)")
    assert due == "/desk?show=due"
    assert links(text, "On the candidate (1)") == ["/desk?show=candidate"]
    listed = page(dana, due)
    order = re.findall(r'href="(/cases/C-[^"/?]+)\?list=desk&at=due&show=due"><span', listed)
    assert sorted(order) == sorted(f"/cases/{case.reference}" for case in (first, second, third))
    assert links(listed, "Open next case")[0].startswith(order[0])

    middle = page(dana, links(listed, order[1].removeprefix("/cases/"))[0])
    assert "is 2 of 3 in your cases: Overdue or due within a week." in middle
    before, after = (links(middle, words) for words in ("Previous: ", "Next in this list: "))
    assert before == [f"{order[0]}?list=desk&at=due&show=due"]
    assert after == [f"{order[2]}?list=desk&at=due&show=due"]
    assert links(middle, "Back to the list") == ["/desk?show=due"]

    (gone,) = [case for case in (first, second, third) if order[1].endswith(case.reference)]
    move(bench, gone, Stage.REVIEW)
    left = page(dana, f"{order[1]}?list=desk&at=due&show=due")
    assert "has left the list since" in left
    assert (links(left, "Previous: "), links(left, "Next in this list: ")) == (before, after)
    assert page(dana, order[1]).count("in this list") == 0, "nothing stands beside a case opened otherwise"


def test_what_is_done_is_told_by_the_month_and_kept_to_be_found(
    bench: Bench, people: People, clock: FixedClock
) -> None:
    case = bench.ready()
    move(bench, case, Stage.REVIEW, Stage.RELEASED)
    assert "Done this month (1)" in page(people.browser(bench.dana), "/desk")
    clock.advance(timedelta(days=40))
    dana = people.browser(bench.dana)
    text = page(dana, "/desk")
    assert "Nothing waits for you." in text
    assert case.reference not in text
    (earlier,) = links(text, "Done earlier (1)")
    assert case.reference in page(dana, earlier)


@pytest.mark.parametrize(
    "odd",
    [
        "show=%27+OR+1%3D1--&requisition=%3Cscript%3E",
        "show=due&show=later&after=C-26-ZZZZZ&at=later",
        "after=//evil.example&at=nowhere",
        "list=https://evil.example&requisition=R-26",
    ],
)
def test_odd_addresses_ask_for_nothing(bench: Bench, dana: Browser, odd: str) -> None:
    case = bench.ready()
    for address in ("/desk", f"/cases/{case.reference}"):
        for tail in (odd, f"list=desk&{odd}"):
            text = page(dana, f"{address}?{tail}")
            assert "evil" not in text
            assert "<script>" not in text


def test_a_place_that_holds_nothing_says_so(bench: Bench, dana: Browser) -> None:
    bench.ready()
    text = page(dana, "/desk?show=returned&requisition=R-26-ZZZZZ")
    assert "No case stands here now." in text
    assert links(text, "See all your cases") == ["/desk"]


def test_somebody_elses_case_has_nothing_beside_it(bench: Bench, people: People) -> None:
    case = bench.ready()
    reviewer = people.browser(bench.supervisor)
    assert "Back to the list" not in page(reviewer, f"/cases/{case.reference}?list=desk&at=due")


def test_a_long_desk_is_shown_a_page_at_a_time(
    bench: Bench, dana: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "LINES", 2)
    cases = {bench.ready(f"Candidate {number}").reference for number in range(5)}
    address, counts = "/desk", set()
    seen: list[str] = []
    while address:
        with statements(bench.read(lambda _session: db.engine)) as made:
            text = page(dana, address)
        counts.add(len(made))
        seen += re.findall(r'href="/cases/(C-[^"/?]+)\?list=desk[^"]*"><span', text)
        address = next(iter(links(text, "More of this list")), "")
    assert sorted(seen) == sorted(cases)
    assert len(counts) == 1


TABS = ("", "/affidavit", "/steps", "/searches", "/findings", "/captures", "/preview", "/timeline")


def test_every_tab_of_a_case_keeps_to_the_list_that_it_was_opened_from(bench: Bench, dana: Browser) -> None:
    first, second = bench.ready("Ana Bell"), bench.ready("Ben Cruz")
    listed = page(dana, "/desk?show=later")
    before, after = (one for one in sorted((first, second), key=lambda case: listed.index(case.reference)))
    (opened,) = links(listed, before.reference)[:1]
    carried = opened.partition("?")[2]
    assert carried
    text = page(dana, opened)
    for tab in TABS:
        address = f"/cases/{before.reference}{tab}?{carried}"
        assert f'href="{address}"' in text, "each tab leads to every other with the list"
        text = page(dana, address)
        assert "is 1 of 2 in your cases: Due later" in text
        (onward,) = links(text, "Next in this list")
        assert onward.startswith(f"/cases/{after.reference}{tab}?"), "on the same tab"
        assert dana.get(onward).status_code == 200
        assert links(text, "Back to the list") == ["/desk?show=later"]
        assert "in this list" not in page(dana, f"/cases/{before.reference}{tab}")


def test_the_work_in_a_case_keeps_to_the_list_too(bench: Bench, dana: Browser) -> None:
    first, second = bench.ready("Ana Bell"), bench.ready("Ben Cruz")
    listed = page(dana, "/desk?show=later")
    (opened,) = links(listed, first.reference)[:1]
    carried = opened.partition("?")[2]
    (step,) = links(page(dana, opened), "Do step 01: ")
    assert step == f"/cases/{first.reference}/steps/01?{carried}"
    (search,) = links(page(dana, step), "Log a search with another place, method or time")
    logged = send(dana, search, result="nothing-found", department_device="y")
    assert logged.status_code == 303
    assert carried in logged.headers["Location"]
    after = page(dana, logged.headers["Location"])
    back = links(after, first.reference)[0]
    beside = page(dana, back)
    (onward,) = links(beside, "Next in this list") or links(beside, "Previous")
    assert second.reference in onward
    for address in re.findall(r'href="(/cases/C-[^"]*)"', after):
        ours = address.startswith(f"/cases/{first.reference}")
        assert not ours or carried in address, "whatever leads on in this case stays in the list"


def test_a_list_that_is_none_is_carried_nowhere(bench: Bench, people: People, dana: Browser) -> None:
    case = bench.ready("Ana Bell")
    odd = page(dana, f"/cases/{case.reference}/searches?list=desk&show=%22%3E&requisition=x&at=nowhere")
    assert "show=%22" not in odd
    supervisor = people.browser(bench.supervisor)
    assert "in this list" not in page(supervisor, f"/cases/{case.reference}/searches?list=desk&at=later")
