"""The uniformity table by what the address asks for: whose cases, which rows, as page and as JSON."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask

from tests.factories.oversight import Audit
from tests.people import Browser, People
from tests.vault.counting import statements
from tracker.db import db
from tracker.ledger.queries import ledger_page
from tracker.oversight.sittings import sittings_of
from tracker.policy.actors import Role


def rows(page: str) -> set[str]:
    """Return the candidates that a table shows."""
    return set(re.findall(r'<th scope="row"><a href="/audit/cases/([^"]+)"', page))


@pytest.fixture
def two(app: Flask, people: People) -> tuple[Audit, list[str], list[str]]:
    """A requisition in which Dana worked on three cases, and Luis on two with more work in one."""
    with app.app_context():
        audit = Audit(people)
        dana = audit.worked(3, left={1: ["06"]})
        audit.dana, before = people.make("Luis Vega", Role.INVESTIGATOR), audit.dana
        luis = audit.worked(2, more={0: {"07": 6}})
        audit.dana = before
    return audit, dana, luis


@pytest.mark.clause("Hamden D.5")
def test_the_address_says_whose_cases_and_which_rows(
    app: Flask, people: People, two: tuple[Audit, list[str], list[str]]
) -> None:
    audit, dana, luis = two
    auditor: Browser = people.browser(audit.auditor)
    here = f"/audit/uniformity/{audit.reference}"
    page = auditor.get(here).get_data(as_text=True)
    assert rows(page) == {*dana, *luis}
    effort = page.partition("Effort by searcher")[2]
    assert effort.index("Dana Ruiz") < effort.index("Luis Vega")
    (link,) = re.findall(r'href="([^"]+searcher=P-[^"]+)"><span>Luis', effort)
    his = auditor.get(link.replace("&amp;", "&")).get_data(as_text=True)
    assert rows(his) == set(luis)
    assert "cases in which Luis Vega searched, compared with everybody" in " ".join(his.split())
    assert f"{dana[1]}, step 06" not in his, "what differs is told of the cases that are shown"
    differing = auditor.get(link.replace("&amp;", "&").replace("show=all", "show=differences"))
    assert rows(differing.get_data(as_text=True)) == {luis[0]}
    nobody = auditor.get(f"{here}?searcher=P-ZZZZZZ").get_data(as_text=True)
    assert rows(nobody) == set()
    with app.app_context():
        sittings = sittings_of(db.session, audit.requisition.requisition_id)
    assert {one.case for one in sittings} == {*dana, *luis}
    assert sum(one.searches for one in sittings if one.case == luis[0]) == 6 + sum(
        one.searches for one in sittings if one.case == luis[1]
    )


def test_what_is_shown_leaves_as_json_and_that_is_recorded(
    app: Flask, people: People, two: tuple[Audit, list[str], list[str]]
) -> None:
    audit, dana, luis = two
    auditor: Browser = people.browser(audit.auditor)
    here = f"/audit/uniformity/{audit.reference}/table.json"
    answer = auditor.get(here)
    assert answer.mimetype == "application/json"
    said = json.loads(answer.get_data())
    assert {case["case"] for case in said["cases"]} == {*dana, *luis}
    assert {len(case["steps"]) for case in said["cases"]} == {24} == {len(said["steps"])}
    assert [one["searcher"] for one in said["searchers"]] == ["Dana Ruiz", "Luis Vega"]
    assert {one["cases"] for one in said["searchers"]} == {2, 3}
    less = json.loads(auditor.get(f"{here}?show=differences").get_data())
    assert {case["case"] for case in less["cases"]} == {dana[1], luis[0]}
    with app.app_context():
        lines = ledger_page(db.session, events=("EXPORT_MADE",)).lines
    assert [line.sentence({line.actor_id: "Renata"}) for line in lines] == [
        "Renata exported the uniformity table: 48 rows",
        "Renata exported the uniformity table: 120 rows",
    ]


def test_the_table_asks_as_much_for_one_candidate_as_for_many(app: Flask, people: People) -> None:
    with app.app_context():
        audit = Audit(people)
        audit.worked(1)
        engine = db.engine
    auditor, here = people.browser(audit.auditor), f"/audit/uniformity/{audit.reference}"
    auditor.get(here)
    counts = []
    for more in (1, 5):
        with app.app_context():
            audit.worked(more)  # an act, so that the work is read anew
        with statements(engine) as seen:
            assert auditor.get(here).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
