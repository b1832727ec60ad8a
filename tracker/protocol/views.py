"""Pages of the room: the investigator's desk and the overview of a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import g, request
from werkzeug.wrappers import Response

from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.db import clock_of, db
from tracker.policy.actors import Role
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.protocol import views_away, views_requests, views_search, views_steps, views_time
from tracker.protocol.blueprint import blueprint
from tracker.protocol.case_page import case_page
from tracker.protocol.case_top import CaseTop, case_top
from tracker.protocol.desk import beside_on_desk, desk_of
from tracker.protocol.desk_rows import DeskRow
from tracker.protocol.worklist import Beside, Chosen, Place
from tracker.web.guard import current_actor, known_case, requires
from tracker.web.pages import page

__all__ = ["blueprint", "views_away", "views_requests", "views_search", "views_steps", "views_time"]


@blueprint.app_context_processor
def case_bar() -> dict[str, Callable[[], CaseTop]]:
    """Give every page about a case the same bar, also those of rooms that come before this one."""
    return {"case_bar": lambda: case_top(db.session, current_actor(), g.known_case)}


@blueprint.app_template_global()
def case_beside() -> Beside[DeskRow] | None:
    """Return what stands beside the case of a page, on whichever tab it is; for the tabs themselves."""
    facts = known_case()
    return _beside(facts, clock_of(db.session).now()) if facts else None


def _of_list() -> dict[str, str]:
    """Return, as parts of an address, the list that a case was opened from."""
    asked = request.args
    if asked.get("list") != "desk":
        return {}
    at = asked.get("at", "")
    return {"list": "desk", "at": at if at in set(Place) else "", **Chosen.read(asked).parts}


@blueprint.app_url_defaults
def _carry_the_list_on(_endpoint: str, parts: dict[str, Any]) -> None:
    """Let whatever leads to a page of the case at hand lead on within the list that it was opened from."""
    facts = known_case()
    if facts and parts.get("case") == facts.reference:
        for name, value in _of_list().items():
            parts.setdefault(name, value)


Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.get("/desk")
@requires(Permission.READ_OWN_WORK)
def desk() -> Answer:
    """Show the investigator's cases: to do, waiting, done; all of them, or the part that is asked for."""
    asked, now = request.args, clock_of(db.session).now()
    after = asked.get("after", ""), asked.get("at", "")
    return page(desk=desk_of(db.session, current_actor().person_id, now, Chosen.read(asked), after=after))


@blueprint.get("/cases/<case>")
@requires(Permission.READ_CASE, about=case_facts)
def case(case: str, facts: CaseFacts) -> Answer:
    """Show the overview of a case."""
    open_on_record(facts, Thing.CASE, case)
    now = clock_of(db.session).now()
    return page(view=case_page(db.session, current_actor(), facts, now))


def _beside(facts: CaseFacts, now: datetime) -> Beside[DeskRow] | None:
    """Return what stands beside a case, for an investigator who opened it from a list of their own."""
    actor, asked = current_actor(), request.args
    if asked.get("list") != "desk" or actor.role is not Role.INVESTIGATOR:
        return None
    return beside_on_desk(
        db.session,
        actor.person_id,
        now,
        Chosen.read(asked),
        reference=facts.reference,
        place=asked.get("at", ""),
    )
