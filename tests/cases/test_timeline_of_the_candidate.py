"""Every act of the candidate's side stands in the timeline of its case, as one sentence on the page."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.factories.protocol import Bench
from tests.ledger.test_sentences import values_of
from tests.people import People
from tests.structure.source import TRACKER
from tracker.db import unit_of_work
from tracker.ledger.acts.act import Act
from tracker.ledger.acts.affidavits import AffidavitActs
from tracker.ledger.acts.answering import AnsweringActs
from tracker.ledger.acts.on_paper import OnPaperActs
from tracker.ledger.acts.rights import RightsActs
from tracker.ledger.acts.together import TogetherActs
from tracker.ledger.journal import record
from tracker.policy.wording import capital

ROOMS = ("affidavits", "answering", "on_paper", "rights", "together")
ACTS = {
    act.name: act
    for room in (AffidavitActs, AnsweringActs, OnPaperActs, RightsActs, TogetherActs)
    for act in vars(room).values()
    if isinstance(act, Act)
}


def recorded() -> list[tuple[Path, ast.Call]]:
    """Return every place in these rooms where an act is recorded."""
    return [
        (path, node)
        for room in ROOMS
        for path in sorted((TRACKER / room).glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record"
    ]


def test_whatever_these_rooms_record_is_recorded_of_its_case() -> None:
    calls = recorded()
    assert len(calls) >= len(ROOMS)
    for path, call in calls:
        named = {one.arg for one in call.keywords}
        assert "case_id" in named, f"{path.relative_to(TRACKER)}:{call.lineno} stands in no case's timeline"


def test_every_act_of_these_rooms_is_recorded_by_somebody() -> None:
    text = "\n".join(path.read_text("utf-8") for path in sorted(TRACKER.rglob("*.py")))
    assert [name for name in ACTS if not re.search(rf"\bEvent\.{name}\b", text)] == []


def said_of(name: str, params: Mapping[str, object]) -> str:
    """Return the sentence of an act as the page says it; who is named by id is nobody known here."""
    act = ACTS[name]
    named = {"actor": "Dana Ruiz", "person": "somebody"}
    return capital(
        "".join(named.get(one.kind, one.text) for one in act.parts(name.lower(), act.settle(params)))
    )


def test_each_act_is_a_line_of_the_page_that_names_who_did_it(people: People) -> None:
    bench = Bench(people)
    case = bench.ready()
    told: dict[str, Mapping[str, Any]] = {
        name: {key: values_of(act, key)[0] for key in act.keys} for name, act in ACTS.items()
    }
    with people.app.app_context(), unit_of_work(bench.dana) as work:
        for name, params in told.items():
            record(work, ACTS[name], about=("thing", name.lower()), case_id=case.case_id, **params)
    text = people.browser(bench.supervisor).get(f"/cases/{case.reference}/timeline").text
    page = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text.replace("<wbr>", ""))).split())
    for name, params in told.items():
        sentence = " ".join(said_of(name, params).split())
        assert "Dana Ruiz" in sentence, name
        assert not re.search(r"[{}]|None\b", sentence), sentence
        assert sentence in page, name
