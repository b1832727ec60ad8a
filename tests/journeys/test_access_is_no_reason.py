"""How a candidate lets us look is a fact where it stands, and a reason on no page and in no file (F.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.journeys.crawl import Opened, crawled
from tests.journeys.doors import PEOPLE, Behind
from tracker.policy.actors import Role
from tracker.policy.declining import speaks_of_declining
from tracker.web.languages import FOR_CANDIDATES

pytestmark = pytest.mark.sqlite

STAFF = [role for role in PEOPLE if role is not Role.CANDIDATE]
WITHIN_A_LINE = {"a", "abbr", "b", "code", "em", "i", "mark", "small", "span", "strong", "time"}
CHOICE = re.compile(
    r"public[ -]only|talk(?: to us)? first"
    r"|(?:declin|refus|den[iy]|withheld|unwilling|stopp|revok)[\w ]*access"
    r"|access (?:was |is )?(?:not given|declin|refus|denied|stopp|revok)",
    re.IGNORECASE,
)
"""A choice of access, by its name or as somebody might tell of it."""
AS_A_FACT = re.compile(
    r"/(?:cases/_(?:/affidavit|/timeline|/steps/.*|/sessions.*)?|audit/(?:ledger|cases/).*|profiles/.*|desk"
    r"|admin/candidates/_/(?:access|invitation)|admin/people/_|sign-in)?"
)
"""Pages on which a choice stands as what it is: the case with its affidavit, what happened, and the law.

Among the sample data's people at the door is one who stopped access.
"""
TOLD = re.compile(
    r"(?:.+ stopped access to account \d+.*|.+ chose how account \d+ may be looked at: .+"
    r"|Access was stopped(?: on the candidate's word)?"
    r"|.+ stopped at X-\w+: .+"  # whoever searches stops at what may not be kept
    r"|.*The product never offers a declined access as a reason\.)",
    re.DOTALL,
)
"""The sentences that may tell of it, word for word: who did what, and that it is no reason."""
PAPER = "/admin/candidates/_/paper"
NAMED_OF_A_PAPER = {
    PAPER: re.compile(
        r"Account \d+: .+ \((?:Public only|Talk first)\)"
        r"|The copy leaves this open: Choose how .+ may look at .+\. Public only is a full answer\."
    ),
    f"{PAPER}/accounts": re.compile(r"Where the paper ticks nothing: Public only, as the form says\."),
    f"{PAPER}/compare": re.compile(
        r"Public only: what anyone on the internet can see|I want to talk first; until then public only"
        r"|This is how .+ may look at each account, from when I sign until .+ I can stop it at any time\. .+"
    ),
}
"""What pages of a signed paper name of its choices, word for word: it is copied, and compared with the paper.

No other line of these pages may name one, and these pages ask for no reason but where the two differ.
"""
COPIED = {"Public only", "public only", "talk first"}
"""What is offered to whoever copies one account: the choice that the paper ticks, as the form has it."""
ACTS = "/audit/ledger"
"""The one page with a list of acts to choose from, to find them in the ledger."""


class Read(HTMLParser):
    """A page as lines of text, with what is offered to choose from; a signed text is left as it is."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.lines: list[str] = []
        self.offered: list[str] = []
        self._words, self._within = "", ""
        self.feed(page)
        self._end()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, unless the tag stands within one."""
        if tag not in WITHIN_A_LINE | {"input"}:
            self._end()
            self._within = tag if tag in ("option", "label", "pre", "script", "style") else ""
        if tag == "input" and (value := dict(attrs).get("value")):
            self.offered.append(value.replace("-", " "))

    def handle_endtag(self, tag: str) -> None:
        """End a line."""
        if tag not in WITHIN_A_LINE:
            self._end()

    def handle_data(self, data: str) -> None:
        """Go on with a line."""
        self._words += data

    def _end(self) -> None:
        words, self._words = " ".join(self._words.split()), ""
        if words and self._within in ("option", "label"):
            self.offered.append(words)
        elif words and self._within not in ("pre", "script", "style"):
            self.lines.append(words)
        self._within = ""


def _pages(opened: Iterable[Opened]) -> Iterator[tuple[str, Read]]:
    """Yield what somebody can read, by address; a file is its lines."""
    for one in opened:
        if one.status in (200, 409):
            page = Read(one.text if one.kind == "text/html" else "")
            if one.kind in ("text/csv", "text/plain", "application/json"):
                page.lines = one.text.splitlines()
            yield one.address, page


@pytest.mark.clause("Hampton F.2")
@pytest.mark.parametrize("role", STAFF)
def test_no_page_offers_or_tells_a_choice_of_access_as_a_reason(
    house: Flask, things: dict[Role, Behind], inside: dict[Role, FlaskClient], role: Role
) -> None:
    odd, many = set[str](), 0
    for address, page in _pages(crawled(house, things[role], inside[role], role)):
        many += 1
        path = re.sub(r"[A-Z]-(?:\d\d-)?[0-9A-Z]{5,8}", "_", address.partition("?")[0])
        if FOR_CANDIDATES.fullmatch(path):
            continue
        paper = re.sub(r"(?<=/paper/accounts)/(?:new|\d+)$", "", path)
        copied = COPIED if paper == f"{PAPER}/accounts" else set()
        if path != ACTS:
            odd |= {f"{path} offers: {one}" for one in page.offered if _is_choice(one) and one not in copied}
        for line in page.lines:
            if paper in NAMED_OF_A_PAPER and NAMED_OF_A_PAPER[paper].fullmatch(line):
                continue
            if speaks_of_declining(line) and not TOLD.fullmatch(line):
                odd.add(f"{path} tells: {line}")
            if CHOICE.search(line) and not AS_A_FACT.fullmatch(path):
                odd.add(f"{path} names: {line}")
    assert not odd
    assert many > 15


def _is_choice(words: str) -> bool:
    return bool(CHOICE.search(words)) or speaks_of_declining(words)


@pytest.mark.parametrize(
    "words", ["Access declined", "Refused access", "public-only", "Wants to talk first", "Stopped access"]
)
def test_a_reason_would_be_found(words: str) -> None:
    page = Read(
        f"<label><input type='radio' name='reason' value='x'> <b>{words}</b></label><p>Because: {words}</p>"
        f"<select><option>{words}</option></select><input type='checkbox' value='{words}'>"
    )
    assert [bool(CHOICE.search(one)) for one in page.offered] == [False, True, True, True]
    assert CHOICE.search(page.lines[0])
    assert not AS_A_FACT.fullmatch("/board/packets/_")
    assert not AS_A_FACT.fullmatch("/audit/uniformity/_.csv")
    assert not AS_A_FACT.fullmatch("/cases/_/submit")
    assert not any(named.fullmatch(words) for named in NAMED_OF_A_PAPER.values())
