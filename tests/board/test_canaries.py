"""Nothing of the raw material reaches a member of the board, wherever the member looks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.factories.affidavits import INSTAGRAM, MYSPACE
from tests.factories.release import Reviewed
from tests.pages.board import member_accepts_duties
from tests.people import Browser, People
from tracker.affidavits.answers import Answers, Uses
from tracker.board.models import Packet
from tracker.db import db, unit_of_work
from tracker.findings.models import Capture
from tracker.findings.service import write_note
from tracker.policy.actors import Role
from tracker.policy.facts import CaseFacts
from tracker.protocol.models import SearchEntry

RELEASED = "In May 2025 the candidate organized a food drive in town and thanked the volunteers by post."
"""The one statement that is released, and so may be read."""

CANARIES = {
    "handle": "canaryhandle7731",
    "former account": "canaryforum7732",
    "note": "CanaryNote7733 looks like the cousin to me",
    "observed fact": "CanaryObserved7734",
    "source link": "https://canarylink7735.example/p",
    "why it matters": "CanaryRelevance7736",
    "identifier": "CanaryIdentifier7737",
    "capture name": "canaryfile7738.png",
    "what a capture shows": "CanaryShows7739",
    "withheld statement": "canarywithheld",
    "reason for withholding": "CanaryReason7741 because the date is not known",
    "unreleased candidate": "Canary Unreleased7742",
}
"""What is planted, each word found nowhere else."""


class Planted(Reviewed):
    """A case released with one finding and another withheld, canaries in everything raw."""

    held = ""
    """The finding that is withheld."""

    def plant(self) -> CaseFacts:
        """Plant, and release."""
        case = self.searched("Marisol Peña", self._answers())
        kept = self._finding(case, statement=RELEASED)
        held = self._finding(
            case, statement=f"A {CANARIES['withheld statement']} took part in a drive for food."
        )
        self.held = held
        for finding in (kept, held):
            with unit_of_work(self.dana) as work:
                write_note(work, self.now(case), finding=finding, text=CANARIES["note"])
        self.begin(self.submit(case))
        for finding in (kept, held):
            self.read(case, finding)
        self.rule(case, held, CANARIES["reason for withholding"])
        for person in (self.dana, self.supervisor):
            self.look(case, person)
        self.release(case)
        self.searched(CANARIES["unreleased candidate"])
        return self.now(case)

    def _answers(self) -> Answers:
        handle, forum = CANARIES["handle"], CANARIES["former account"]
        return Answers(
            has_other_names=False,
            uses=Uses.YES.value,
            accounts=(
                replace(INSTAGRAM, handle=handle, canonical=handle),
                replace(MYSPACE, number=2, platform_name=forum),
            ),
            list_complete=True,
            has_former=True,
            last_number=2,
        )

    def _finding(self, case: CaseFacts, *, statement: str) -> str:
        capture = self.capture(
            case,
            name=CANARIES["capture name"],
            shows=CANARIES["what a capture shows"],
            source_link=CANARIES["source link"],
        )
        finding = self.finding(
            case,
            captures=(capture,),
            statement=statement,
            observed=f"{CANARIES['observed fact']}: a post of 4 May 2025.",
            relevance=f"{CANARIES['why it matters']} shows that others can rely on the candidate.",
            source_link=CANARIES["source link"],
            identifiers=(CANARIES["identifier"], "Same portrait as on the application"),
        )
        self.screen(case, finding)
        self.check(case, finding)
        self.verify(case)
        return finding


def found_in(text: str) -> list[str]:
    """Return the names of the canaries that a page gives away."""
    return [name for name, words in CANARIES.items() if words.casefold() in text.casefold()]


@dataclass(frozen=True, slots=True)
class Planting:
    """What was planted: the parts that addresses are made of."""

    parts: dict[str, str]
    requisition: str
    packet: str


@pytest.fixture
def planting(app: Flask, people: People) -> Planting:
    """A released case full of canaries."""
    with app.app_context():
        round_ = Planted(people)
        case = round_.plant()
        packet = db.session.scalars(select(Packet.reference)).one()

        def first(column: InstrumentedAttribute[str]) -> str:
            return str(db.session.scalars(select(column)).first())

        parts = {
            "packet": packet,
            "requisition": round_.reference,
            "case": case.reference,
            "finding": round_.held,
            "capture": first(Capture.reference),
            "search": first(SearchEntry.reference),
            "step": "06",
            "person": people.reference(round_.dana),
            "protocol": "social-media",
            "profile": "ct",
            "version": "1",
        }
    return Planting(parts, parts["requisition"], packet)


def members(people: People, planting: Planting) -> list[Browser]:
    """Return the browsers of the chair and of a member who accepted no duties."""
    chair, other = (
        people.browser(people.make(name, Role.BOARD_MEMBER)) for name in ("Member Reyes", "Member Tan")
    )
    member_accepts_duties(chair, planting.requisition)
    return [chair, other]


def address(rule: Rule, parts: dict[str, str]) -> str:
    """Return an address of a route, with references that exist wherever one is known."""
    made = rule.rule
    for name in rule.arguments:
        made = re.sub(rf"<(\w+:)?{name}>", parts.get(name, "K-222222"), made)
    return made


def words_of(answer: TestResponse) -> str:
    """Return all that a browser gets, headers too."""
    return f"{answer.headers}\n{answer.get_data(as_text=True)}"


def routes(app: Flask, prefix: str = "") -> list[tuple[str, Rule]]:
    """Return every method of every route below a prefix, signing out left for nobody."""
    left = ("static", "bootstrap.static", "accounts.sign_out")
    return [
        (method, rule)
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods or ())
        if rule.endpoint not in left and rule.endpoint.startswith(prefix) and method in ("GET", "POST")
    ]


@pytest.mark.clause("Hampton D.1")
@pytest.mark.parametrize("prefix", ["board.", ""])
def test_no_route_gives_a_member_anything_raw(
    app: Flask, people: People, planting: Planting, monkeypatch: pytest.MonkeyPatch, prefix: str
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    tried = 0
    for member in members(people, planting):
        for method, rule in routes(app, prefix):
            answer = member.open(address(rule, planting.parts), method=method)
            tried += 1
            assert not found_in(words_of(answer)), (
                f"{method} {rule.rule} gives away {found_in(words_of(answer))}"
            )
            assert answer.status_code < 500, f"{method} {rule.rule}"
    assert tried > (15 if prefix else 100)


@pytest.mark.clause("IACP")
def test_a_member_who_follows_every_link_reads_the_released_page_and_nothing_raw(
    app: Flask, people: People, planting: Planting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    chair = members(people, planting)[0]
    seen: dict[str, str] = {}
    waiting = ["/board", f"/board/decisions/{planting.packet}"]  # linked once the packet is read
    while waiting:
        path = waiting.pop()
        answer = chair.get(path)
        seen[path] = answer.get_data(as_text=True)
        assert not found_in(words_of(answer)), f"{path} gives away {found_in(words_of(answer))}"
        assert answer.status_code in (200, 303), f"a link leads to {path}: {answer.status_code}"
        for link in re.findall(r'href="(/[^"#?]*)', seen[path]):
            known = link.startswith(("/static", "/bootstrap"))
            if not known and unescape(link) not in seen and unescape(link) not in waiting:
                waiting.append(unescape(link))
    assert RELEASED in seen[f"/board/packets/{planting.packet}"]
    assert {"/board", f"/board/decisions/{planting.packet}"} <= seen.keys()


def test_whoever_may_see_raw_material_finds_what_was_planted(
    app: Flask, people: People, planting: Planting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    dana = people.browser(people.make("Dana Ruiz", Role.INVESTIGATOR))
    found: set[str] = set()
    for method, rule in routes(app):
        if method == "GET":
            found |= set(found_in(words_of(dana.get(address(rule, planting.parts)))))
    assert found >= CANARIES.keys() - {"note", "reason for withholding"}
