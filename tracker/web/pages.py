"""Pages: rendering, the frame around them, and notices."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, g, redirect, render_template, request, session, url_for
from flask.sessions import NullSession
from werkzeug.wrappers import Response

from tracker.db import db
from tracker.ledger.journal import came_from
from tracker.policy.actors import Role
from tracker.policy.wording import capital
from tracker.policy.words import ROLES, in_words
from tracker.settings import Settings
from tracker.web import form_words, formats
from tracker.web.fixes import fix_url
from tracker.web.guard import actor_or_none
from tracker.web.menus import begins_here, foot_of, menu_of
from tracker.web.notices import words_of

SURFACES = {Role.CANDIDATE: "candidate", Role.BOARD_MEMBER: "board"}


@dataclass(frozen=True, slots=True)
class Agency:
    """What a page says of the agency."""

    name: str
    phone: str


def page(status: int = 200, *, template: str = "", **context: Any) -> tuple[str, int]:
    """Render the template that bears the endpoint's name, with frozen data.

    ``template`` is for a second endpoint that shows the first one's page again: a form not accepted.
    """
    name = template or (request.endpoint or "").replace(".", "/")
    g.refuses = status >= HTTPStatus.BAD_REQUEST
    return render_template(f"{name}.html", **context), status


def _words_left(told: str) -> tuple[tuple[str, str], ...]:
    """Return what was typed and stands nowhere on a page that refuses it."""
    return form_words.words_left(told) if g.get("refuses", False) else ()


def go(endpoint: str, **parts: Any) -> Response:
    """Send the browser on to another page, after something was done."""
    return redirect(url_for(endpoint, **parts), 303)


def notice(code: str, reference: str = "") -> None:
    """Leave a word for the next page; only its code and a reference travel, never content."""
    session["notice"] = [code, reference]


def install(app: Flask, settings: Settings) -> None:
    """Give every page its frame."""
    agency = Agency(settings.agency_name, settings.agency_phone)
    app.before_request(_name_request)
    app.context_processor(lambda: _frame(settings, agency))
    app.jinja_env.filters |= {
        "capital": capital,
        "in_words": in_words,
        "moment": formats.moment,
        "moment_utc": formats.moment_utc,
        "unbroken": formats.unbroken,
        "said": formats.said,
        "day": formats.day,
        "size": formats.size,
        "fingerprint": formats.fingerprint,
    }
    app.jinja_env.globals |= {"fix_url": fix_url, "words_left": _words_left}


def _frame(settings: Settings, agency: Agency) -> dict[str, Any]:
    actor = actor_or_none()
    code, reference = _left_notice()
    return {
        "agency": agency,
        "demo": settings.demo,
        "surface": SURFACES.get(actor.role, "bench") if actor else "candidate",
        "nav": menu_of(actor, request.path) if actor else (),
        "actor_name": actor.name if actor and actor.role is not Role.CANDIDATE else "",
        "working_as": capital(ROLES[actor.role]) if actor and session.get("several_roles") else "",
        "keys": bool(actor and actor.role is not Role.CANDIDATE and session.get("keys", True)),
        "switch_url": url_for("accounts.roles") if actor else "",
        "sign_out_url": url_for("accounts.sign_out") if actor else "",
        "footer_links": foot_of(actor),
        "kept_url": url_for("accounts.kept") if session.get("kept") and begins_here(actor) else "",
        "notice": words_of(code, reference, agency.phone) if code else None,
        "lang": formats.language_of_page(),
    }


def _left_notice() -> tuple[str, str]:
    """Take the word that was left for this page; before the first keys are there, no page leaves any."""
    if isinstance(session, NullSession):
        return "", ""
    return session.pop("notice", None) or ("", "")


def reference_of_request() -> str:
    """Return a short word that ties a page of trouble to the log and to the ledger."""
    if "reference" not in g:
        g.reference = secrets.token_hex(4)
    return str(g.reference)


def _name_request() -> None:
    """Let the ledger's lines bear the reference of the request that they were written in."""
    came_from(db.session, request=reference_of_request())
