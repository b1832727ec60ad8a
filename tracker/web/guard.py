"""The guard at every door: a route that declares no permission is closed.

A view declares what it needs with :func:`requires`. The guard finds who asks and what it is about, asks the
one permission table, and only then lets the view run. What is foreign and what is missing look the same
(404); a role that may never do the thing is told so (403). Refusals are recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, request
from flask_login import current_user
from werkzeug.exceptions import NotFound as MissingPage
from werkzeug.exceptions import SecurityError
from werkzeug.wrappers import Response

from tracker.db import db, read_only, unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import Actor
from tracker.policy.answers import Denied, Disposed
from tracker.policy.facts import CaseFacts, PersonFacts, Subject
from tracker.policy.judgement import Judgement, Verdict, judge, judge_role
from tracker.policy.permissions import Permission
from tracker.policy.permit import turn_away
from tracker.web.headers import SAFE_METHODS

About = Callable[..., Subject]
"""Finds the facts that a permission is judged by: called with the session, the actor, and the parts of the
address by name. Raises :class:`~tracker.policy.answers.NotFound` where there is no such thing."""


class Gone(Exception):
    """Whoever asked was signed out, or lost the role, while what they sent was on its way."""


@dataclass(frozen=True, slots=True)
class Door:
    """What a route needs: a permission, and where it is about something, how to find what.

    ``lists`` says that the role alone lets in, because the page lists only what its reader may see.
    """

    permission: Permission
    about: About | None
    lists: bool = False


View = TypeVar("View", bound=Callable[..., Any])


def requires(
    permission: Permission, *, about: About | None = None, lists: bool = False
) -> Callable[[View], View]:
    """Declare what a view needs; with ``about``, the view receives what was found as ``facts``."""

    def declare(view: View) -> View:
        door = Door(permission, about, lists)

        @wraps(view)
        def guarded(**parts: Any) -> Any:
            return _enter(door, view, parts)

        cast(Any, guarded).door = door
        return cast(View, guarded)

    return declare


def door_of(app: Flask, endpoint: str) -> Door | None:
    """Return what an endpoint declares, None if it declares nothing."""
    return cast(Door | None, getattr(app.view_functions.get(endpoint), "door", None))


def declare(app: Flask, endpoint: str, permission: Permission) -> None:
    """Declare a permission for an endpoint that a library brought."""
    app.view_functions[endpoint] = requires(permission)(app.view_functions[endpoint])


def install(app: Flask) -> None:
    """Close every route that declares nothing, also if it came after the start."""
    app.before_request(_refuse_strange_names)
    app.before_request(_close_undeclared)


def require_declared(app: Flask) -> None:
    """Refuse to start with a route that declares no permission."""
    bare = sorted({rule.endpoint for rule in app.url_map.iter_rules() if not door_of(app, rule.endpoint)})
    if bare:
        raise RuntimeError(f"these routes declare no permission: {', '.join(bare)}")


def current_actor() -> Actor:
    """Return who is signed in; raises :class:`Denied` if nobody is."""
    actor = actor_or_none()
    if actor is None:
        raise Denied("signed in")
    return actor


def may(permission: Permission, facts: Subject = None) -> bool:
    """Say whether whoever is signed in may do something: to this subject, or at all where none is given."""
    actor = current_actor()
    judgement = judge_role(permission, actor) if facts is None else judge(permission, actor, facts)
    return judgement.verdict is Verdict.ALLOWED


def actor_or_none() -> Actor | None:
    """Return who is signed in, or None."""
    return cast(Actor, current_user.actor) if current_user.is_authenticated else None


def ask_nobody() -> None:
    """Take the rest of this request for nobody's: the records that say whose it is cannot be reached."""
    g.nobody = True


def is_asked() -> bool:
    """Tell whether this request needs to know who is signed in; what is the same for all does not."""
    static = (request.endpoint or "").endswith("static")
    return not (static or request.blueprint == "health" or "nobody" in g)


def known_case() -> CaseFacts | None:
    """Return the case that this request is about, where whoever is signed in may read it."""
    return cast(CaseFacts | None, g.get("known_case"))


def _refuse_strange_names() -> None:
    """Turn away who asks under a name that is not ours, before anything is looked up."""
    if isinstance(request.routing_exception, SecurityError):
        ask_nobody()
        raise request.routing_exception


def _close_undeclared() -> None:
    if request.endpoint is not None and door_of(current_app, request.endpoint) is None:
        raise MissingPage


def _enter(door: Door, view: Callable[..., Any], parts: dict[str, Any]) -> Any:
    actor = actor_or_none()
    judgement = judge_role(door.permission, actor)
    if judgement.verdict is Verdict.SIGN_IN:
        return cast(Response, cast(Any, current_app).login_manager.unauthorized())
    if actor is not None and judgement.verdict is Verdict.ALLOWED and door.about is not None:
        facts = door.about(db.session, actor, **parts)
        judgement = judge(door.permission, actor, facts)
        _remember(actor, facts)
        parts = parts | {"facts": facts}
    elif actor is not None and not door.lists:  # whoever forgets what a page is about lets nobody in
        judgement = judge(door.permission, actor)
    if actor is not None and judgement.verdict is not Verdict.ALLOWED:  # signed in, and still no
        _refuse(door, actor, judgement, parts.get("facts"))
    if _is_disposed(parts.get("facts")):
        raise Disposed
    if request.method in SAFE_METHODS:
        read_only(db.session)
        return view(**parts)
    db.session.info["standing"] = (_stand,) if actor is not None else ()
    try:
        return view(**parts)
    finally:
        db.session.info.pop("standing", None)


def _is_disposed(facts: object) -> bool:
    """Say whether what a page is about was disposed of, by this database or before it was put back."""
    case_id = getattr(facts, "case_id", None)
    shut: Callable[[object], bool] = db.session.info["shut"]
    return getattr(facts, "disposed", False) or (case_id is not None and shut(case_id))


def _stand() -> None:
    """Raise :class:`Gone` where whoever sent this request was let go before its act had its turn."""
    if not current_user.stands():
        raise Gone


def _remember(actor: Actor, facts: Subject) -> None:
    """Keep the case that somebody may read, so that a refusal can name who supervises it."""
    if isinstance(facts, CaseFacts):
        readable = judge(Permission.READ_CASE, actor, facts).verdict is Verdict.ALLOWED
        g.known_case = facts if readable else None


def _refuse(door: Door, actor: Actor, judgement: Judgement, facts: Subject = None) -> None:
    case_id = facts.case_id if isinstance(facts, CaseFacts) else None
    said: dict[str, Any] = {"endpoint": request.endpoint, "permission": door.permission}
    with unit_of_work(actor) as work:
        if isinstance(facts, PersonFacts):
            record(work, Event.PERSON_DENIED, outcome="denied", person=facts.person_id, **said)
        else:
            record(work, Event.ROUTE_DENIED, case_id=case_id, outcome="denied", **said)
    turn_away(door.permission, judgement)
