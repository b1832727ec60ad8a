"""Pages: rendering, the frame around them, notices, and refusals as pages."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from errno import EDQUOT, ENOSPC
from typing import Any

from flask import Flask, current_app, g, redirect, render_template, request, session, url_for
from flask.sessions import NullSession
from flask_babel import gettext as _
from gunicorn.http.errors import NoMoreData, ParseException
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from tracker.db import db
from tracker.editions.shelf import EditionError
from tracker.ledger.journal import LedgerUnfit, came_from
from tracker.policy.actors import Role
from tracker.policy.answers import Denied, NotFound, Overtaken, Refused, Unmet, Unreadable
from tracker.policy.wording import capital
from tracker.policy.words import ROLES, in_words
from tracker.settings import Settings
from tracker.web import form_words, formats
from tracker.web.fixes import fix_url
from tracker.web.forms import written
from tracker.web.guard import actor_or_none, ask_nobody, known_case
from tracker.web.health import NotReady
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
    return render_template(f"{name}.html", **context), status


def go(endpoint: str, **parts: Any) -> Response:
    """Send the browser on to another page, after something was done."""
    return redirect(url_for(endpoint, **parts), 303)


def notice(code: str, reference: str = "") -> None:
    """Leave a word for the next page; only its code and a reference travel, never content."""
    session["notice"] = [code, reference]


def install(app: Flask, settings: Settings) -> None:
    """Give every page its frame, and every refusal its page."""
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
    app.jinja_env.globals["fix_url"] = fix_url
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(Denied, lambda error: _error(403, sentence=error.sentence))
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(Overtaken, _overtaken)
    app.register_error_handler(Unreadable, _unreadable)
    app.register_error_handler(LedgerUnfit, _unrecorded)
    app.register_error_handler(EditionError, _unbound)
    app.register_error_handler(OperationalError, _unreached)
    app.register_error_handler(NotReady, _not_ready)
    app.register_error_handler(HTTPException, _http_error)
    for broken in (ParseException, NoMoreData):
        app.register_error_handler(broken, _broken_off)
    app.register_error_handler(Exception, _trouble)


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


def _error(code: int, *, unmet: Sequence[Unmet] = (), **context: Any) -> tuple[str, int]:
    try:
        actor_or_none()
    except OperationalError:  # the page about the trouble shall not end in the same trouble
        ask_nobody()
    values: Mapping[str, Any] = {
        "sentence": "",
        "fix_parts": request.view_args or {},
        "person": _who_can_help(),
    } | context
    return render_template(
        f"errors/{code}.html", unmet=unmet, reference=reference_of_request(), **values
    ), code


def _who_can_help() -> Agency:
    """Return whom to call: on a case that the reader may know its supervisor, else the agency."""
    settings: Settings = current_app.extensions["settings"]
    case, actor = known_case(), actor_or_none()
    if not case or not actor or actor.role is Role.CANDIDATE or case.supervisor_name in ("", actor.name):
        return Agency(settings.agency_name, settings.agency_phone)
    return Agency(f"{case.supervisor_name}, who supervises case {case.reference}", settings.agency_phone)


def _refused(error: Refused) -> tuple[str, int]:
    return _error(409, unmet=error.unmet, written=written())


def _not_found(_found: NotFound) -> tuple[str, int]:
    return _error(404, written=form_words.words_sent() if actor_or_none() else ())  # and names nobody


def _overtaken(_error_found: Overtaken) -> tuple[str, int]:
    sentence = _(
        "Somebody else saved this while you were typing. Nothing of theirs was overwritten. "
        "Copy what you typed, and open the newer version."
    )
    return _error(409, unmet=(Unmet(None, sentence, ref="R-34"),), written=written())


def _unreadable(error: Unreadable) -> tuple[str, int]:
    sentence = _(
        "What we keep for this page cannot be opened, or is not as it was kept, so nothing of it is shown."
    )
    return _out_of_reach(error, sentence)


def _unrecorded(error: LedgerUnfit) -> tuple[str, int]:
    sentence = _(
        "The record of acts cannot take a new line now. Nothing is shown or changed that it does not record."
    )
    return _out_of_reach(error, sentence)


def _unbound(error: EditionError) -> tuple[str, int]:
    sentence = _(
        "The protocol or the legal profile that this is bound to is not on file as it was, so nothing is "
        "asked or changed under another one."
    )
    return _out_of_reach(error, sentence)


def _unreached(error: OperationalError) -> tuple[str, int]:
    ask_nobody()
    return _out_of_reach(error, _("The records cannot be reached now."))


def _out_of_reach(error: Exception, sentence: str) -> tuple[str, int]:
    _log(error)
    typed = _("Nothing was changed. Tell the people who run this service, with the reference below.")
    return _error(503, title=_("This page is closed for now"), sentence=sentence, typed=typed)


def _not_ready(_found: NotReady) -> tuple[str, int]:
    sentence = _("This service is not ready yet. Whoever runs it learns why from: flask --app wsgi check")
    return _error(503, title=_("This page is closed for now"), sentence=sentence)


def _http_error(error: HTTPException) -> Response | tuple[str, int]:
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()
    if isinstance(error, SecurityError):
        return _strange_name()
    known = error.code in (400, 403, 404, 405, 410, 413, 415, 422, 429, 503)
    return _error(error.code if known else 400)[0], error.code


def _strange_name() -> tuple[str, int]:
    """Say that nobody answers to this name; nothing has an address then, so the page has no links."""
    settings: Settings = current_app.extensions["settings"]
    words, us = "errors/name.html", Agency(settings.agency_name, settings.agency_phone)
    return current_app.jinja_env.get_template(words).render(agency=us, lang=formats.language_of_page()), 400


def _broken_off(_error_found: ParseException | NoMoreData) -> tuple[str, int]:
    """Say that what was sent could not be read to its end; nobody is left to read it, most of the time."""
    return _error(400)


def _trouble(error: Exception) -> tuple[str, int]:
    if isinstance(error, OSError) and error.errno in (ENOSPC, EDQUOT):
        return _out_of_reach(error, _("There is no room left to keep what was sent."))
    _log(error)
    return _error(500)


def _log(error: Exception) -> None:
    """Tell the log of an error, by the reference that its page shows."""
    current_app.logger.error("trouble %s: %s", reference_of_request(), type(error).__name__, exc_info=error)
