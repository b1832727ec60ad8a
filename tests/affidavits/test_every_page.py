"""Every page of the candidate's side, found by its links and not by a list: how it reads, and its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from tests.affidavits import test_spanish, test_words
from tests.affidavits.conftest import Site
from tests.affidavits.reading import ease, grade, words_of
from tests.affidavits.test_notary import sent, shown
from tests.factories.affidavits import NAME
from tests.pages.affidavits import candidate_answers, candidate_signs
from tests.people import Browser
from tracker.affidavits.clarifying import ask_about
from tracker.affidavits.notarising import send_scan_back
from tracker.db import unit_of_work
from tracker.web.languages import FOR_CANDIDATES

pytestmark = pytest.mark.sqlite

HARDEST, LEAST_EASE = 8, 55
ELSEWHERE = re.compile(r"/(?:static|sign-out|sign-in)|/$|.*\.(?:txt|pdf|zip)$")
"""What is no page of the candidate's to read."""
LINK = re.compile(r'href="(/[^"#?]*)')
FEWEST = 20
WAITING = ("oath", "notary")
"""Ways to sign in which a statement waits to be sworn."""


def without_parts(site: Site) -> list[str]:
    """Return the candidate's addresses that name nothing in particular."""
    rules = [rule for rule in site.app.url_map.iter_rules() if not rule.arguments]
    return sorted(rule.rule for rule in rules if "GET" in (rule.methods or ()) and _is_read(rule.rule))


def _is_read(path: str) -> bool:
    return bool(FOR_CANDIDATES.fullmatch(path)) and not ELSEWHERE.fullmatch(path)


def walked(site: Site, phone: Browser) -> Iterator[tuple[str, str]]:
    """Yield every page that can be come to now, from every address and along every link."""
    ahead = without_parts(site)
    seen = set(ahead)
    while ahead:
        path = ahead.pop(0)
        page = phone.get(path)
        if page.status_code not in (200, 404, 409) or page.mimetype != "text/html":
            continue
        yield path, page.text
        for link in LINK.findall(page.text):
            bare = link.removeprefix(phone.language)
            if _is_read(bare) and bare not in seen and not bare.startswith("/es/"):
                seen.add(bare)
                ahead.append(bare)


def in_every_state(site: Site, phone: Browser) -> Iterator[tuple[str, str]]:
    """Yield every page before, while and after the candidate answers."""
    yield from (("new " + path, html) for path, html in walked(site, phone))
    candidate_answers(phone, ("instagram", "marisol"), ("tiktok", "mari"), mode="together")
    yield from (("answered " + path, html) for path, html in walked(site, phone))
    for way in WAITING:
        phone.post("/a/sign/ways", data={"way": way})
        yield from ((f"{way} {path}", html) for path, html in walked(site, phone) if way_of(path))
    sends_back(site)
    yield from (("sent back " + path, html) for path, html in walked(site, phone) if way_of(path))
    candidate_signs(phone, NAME)
    is_asked(site)
    yield from (("filed " + path, html) for path, html in walked(site, phone))


def way_of(path: str) -> bool:
    """Say whether a page tells of a statement that waits to be sworn."""
    return path in ("/a", "/a/status", "/a/sign/ways", "/a/sign/notary")


def sends_back(site: Site) -> None:
    """Hand in the scan of a notary's paper, and have it sent back."""
    with site.inside() as hiring:
        case = hiring.now(site.case)
        sent(hiring.candidate(case), case)
        with unit_of_work(hiring.hr) as work:
            send_scan_back(work, case, shown=shown(case), reason="The stamp cannot be read.")


def is_asked(site: Site) -> None:
    """Ask about an answer of what is filed."""
    with site.inside() as hiring, unit_of_work(hiring.dana) as work:
        ask_about(work, hiring.now(site.case), about="names", words="Is that all?")


@pytest.mark.parametrize(
    ("language", "measure", "not_said"),
    [
        ("", lambda words: grade(words) <= HARDEST, test_words.NOT_SAID),
        ("/es", lambda words: ease(words) >= LEAST_EASE, test_spanish.NOT_SAID),
    ],
    ids=["English", "Spanish"],
)
def test_every_page_is_plain_and_blames_nobody(
    site: Site, phone: Browser, language: str, measure: Callable[[str], bool], not_said: re.Pattern[str]
) -> None:
    phone.language = language
    said = {name: words_of(html) for name, html in in_every_state(site, phone)}
    pages = {name.rpartition(" ")[2] for name in said}
    assert len(pages) > FEWEST
    assert {"/a/sign/ways", "/a/sign/notary"} <= pages
    assert any(page.startswith("/a/clarify/") for page in pages)
    measures = {name: (round(grade(words), 1), round(ease(words))) for name, words in said.items()}
    assert [(name, measures[name]) for name, words in said.items() if not measure(words)] == []
    assert {name: found[0] for name, words in said.items() if (found := not_said.search(words))} == {}
