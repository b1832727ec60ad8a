"""Every page that shows a case, a finding, a capture or a packet says so in one access entry and one line.

A refusal may leave a line; one after the recording leaves the entry too, written before anything is read. The
addresses and roles are those of the access table, so a new page that forgets to record is seen here.
"""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from tests.journeys.doors import PEOPLE, behind
from tests.journeys.house import address_of, browser_of, methods_of, roles_of, rules_of
from tests.journeys.sample_cases import SEEN_WITH, places_of
from tracker.db import db
from tracker.demo.cast import STAFF
from tracker.policy.actors import Role

READERS = (Role.INVESTIGATOR, Role.SUPERVISOR, Role.AUDITOR, Role.BOARD_MEMBER, Role.HR_ADMIN)
SHOWS_NO_CASE = {
    "affidavits.stop_on_word",
    "board.decision",
    "board.step_out",
    "cases.age_window",
    "cases.assign",
    "cases.close",
    "cases.conflict",
    "on_paper.form",
    "on_paper.letter",
    "on_paper.sheets",
    "cases.invitation",
    "cases.withdraw",
}
"""Pages about a case that show nothing raw: its name or state, a form, and the board's own record."""
HOW_FAR = frozenset({(Role.SUPERVISOR, "on_paper.paper")})
"""Pages of which somebody sees only how far it is; nothing of what is in it."""
COUNTS = "SELECT (SELECT count(*) FROM access_entries), (SELECT count(*) FROM ledger_entries)"


def _counts(app: Flask) -> tuple[int, int]:
    with app.app_context():
        entries, lines = db.session.execute(text(COUNTS)).one()
        return entries, lines


def _left_by(app: Flask, browser: FlaskClient, address: str) -> tuple[int, tuple[int, int]]:
    before = _counts(app)
    with browser.get(address) as answer:
        answer.get_data()
        after = _counts(app)
        return answer.status_code, (after[0] - before[0], after[1] - before[1])


def test_each_look_at_a_case_leaves_one_entry_and_one_line(demo_app: Flask) -> None:
    things, places, odd, shown = behind(demo_app), places_of(demo_app), [], set[str]()
    searching = {
        each.name: browser_of(demo_app, each.slug) for each in STAFF if Role.INVESTIGATOR in each.roles
    }
    for role in READERS:
        browser = browser_of(demo_app, PEOPLE[role])
        for rule in rules_of(demo_app):
            about_a_case = rule.arguments & {"case", "packet", "request"}
            if (
                not about_a_case
                or "GET" not in methods_of(rule)
                or role not in (roles_of(demo_app, rule) or ())
            ):
                continue
            place, looker = things[role].own, browser
            if rule.endpoint in SEEN_WITH:
                place = places[SEEN_WITH[rule.endpoint]]
                looker = searching.get(place["searcher"], browser) if role is Role.INVESTIGATOR else browser
            status, left = _left_by(demo_app, looker, address_of(demo_app, rule, place))
            bare = rule.endpoint in SHOWS_NO_CASE or (role, rule.endpoint) in HOW_FAR
            expected = (1, 1) if status == 200 and not bare else (0, 0)
            if left != expected and (status == 200 or left not in ((0, 1), (1, 1))):
                odd.append(f"{role} {rule.endpoint} ({status}): {left[0]} entries, {left[1]} lines")
            if expected == (1, 1):
                shown.add(rule.endpoint)
    assert not odd
    assert len(shown) > 40
    assert {"on_paper.paper", "on_paper.answers", "on_paper.compare", "affidavits.notary_paper"} <= shown
