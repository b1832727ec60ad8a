"""The pages of published protocols: what uses them, what is told of their wording, what differs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.factories.cases import case_of, investigator
from tests.factories.requisitions import drawn_up, hr, opened
from tests.pages.filled import shown
from tests.people import People
from tracker.editions import shelf

HERE = "/protocols/social-media/v1"


def test_a_protocol_says_what_uses_it_with_links_for_whom_they_lead(people: People, app: Flask) -> None:
    priya = people.browser(hr(people))
    assert "No requisition is bound to it yet." in shown(priya, HERE)
    with app.app_context():
        one, second = opened(people), drawn_up(people).reference
        case_of(people, one)
        first = one.reference
    page = priya.get(HERE).text
    assert "Used by 2 requisitions, 1 case." in page
    assert f'href="/admin/requisitions/{second}"' in page
    assert f'href="/admin/candidates?requisition={first}"' in page
    assert f'href="/admin/candidates?requisition={second}"' not in page, "it has none"
    page = people.browser(investigator(people)).get(HERE).text
    assert "Used by 2 requisitions, 1 case." in page
    assert "/admin/" not in page


def test_what_is_told_of_the_wording_stands_on_the_page(people: People) -> None:
    assert "do not say what is kept as evidence" in shown(people.browser(hr(people)), HERE)


@pytest.fixture
def second(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The editions with a second version of the protocol: a step more, another one in other words."""
    config = Path(shutil.copytree(shelf.CONFIG, tmp_path / "config"))
    text = (config / "protocols" / "social-media-1.toml").read_text("utf-8")
    text = text.replace("version = 1", "version = 2", 1).replace("first three pages", "first two pages", 1)
    last = text[text.rindex("[[steps]]") :].replace('"24"', '"25"').replace("Complete and alike", "Once more")
    last = last.replace("A second look", "A third look").replace(
        "Search the name once more", "Search it again"
    )
    following = config / "protocols" / "social-media-2.toml"
    following.write_text(f"{text}\n{last}", "utf-8")
    with (config / "published.toml").open("a", encoding="utf-8") as listed:
        listed.write(f'"protocols/{following.name}" = "{shelf.digest_of(following)}"\n')
    monkeypatch.setattr(shelf, "CONFIG", config)
    shelf.editions.cache_clear()
    yield
    shelf.editions.cache_clear()


@pytest.mark.usefixtures("second")
def test_two_editions_are_compared_step_by_step(people: People) -> None:
    priya = people.browser(hr(people))
    link = 'href="/protocols/social-media/v1/diff/v2"'
    assert link in priya.get(HERE).text
    assert link in priya.get("/protocols/social-media/v2").text
    page = shown(priya, "/protocols/social-media/v1/diff/v2")
    assert "1 step added, 1 step changed." in page
    assert "25 Once more" in page
    assert "first three pages" in page
    assert "first two pages" in page
    assert "Both say the same" in shown(priya, "/protocols/social-media/v1/diff/v1")
    assert priya.get("/protocols/social-media/v1/diff/v9").status_code == 404
