"""Refusals and troubles as pages: each says what happened, and gives back what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from errno import EDQUOT, ENOSPC
from http import HTTPStatus
from typing import Any, cast

from flask import Flask, current_app, render_template, request, url_for
from flask_babel import gettext as _
from gunicorn.http.errors import NoMoreData, ParseException
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError
from werkzeug.wrappers import Response

from tracker.editions.shelf import EditionError
from tracker.ledger.journal import LedgerUnfit
from tracker.policy.actors import Role
from tracker.policy.answers import (
    Denied,
    Disposed,
    Lapsed,
    NotFound,
    Overtaken,
    Refused,
    Unmet,
    Unreadable,
    overtaken,
)
from tracker.policy.passwords import MOST_SIGNS
from tracker.settings import Settings
from tracker.web import form_words, formats
from tracker.web.guard import actor_or_none, ask_nobody, known_case
from tracker.web.headers import sent_from_elsewhere
from tracker.web.health import NotReady
from tracker.web.pages import Agency, reference_of_request
from tracker.web.receiving import DRAINED_BYTES, let_files_pass, let_words_pass, takes_files


def install(app: Flask) -> None:
    """Give every refusal and every trouble its page."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(Lapsed, _lapsed)
    app.register_error_handler(Denied, lambda error: _error(403, sentence=error.sentence))
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(Disposed, _disposed)
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


def _error(code: int, *, unmet: Sequence[Unmet] = (), **context: Any) -> tuple[str, int]:
    try:
        actor_or_none()
    except OperationalError:  # the page about the trouble shall not end in the same trouble
        ask_nobody()
    values: Mapping[str, Any] = {
        "sentence": "",
        "fix_parts": request.view_args or {},
        "person": _who_can_help(),
        "given_back": _typed(code),
    } | context
    return render_template(
        f"errors/{code}.html", unmet=unmet, reference=reference_of_request(), **values
    ), code


def _typed(code: int) -> tuple[tuple[str, str], ...]:
    """Return what was typed, to be copied, whatever stands against it.

    Where nobody is signed in, a page that is not found or not looked at names no field of it.
    """
    if sent_from_elsewhere() or (code in (404, 413) and actor_or_none() is None):
        return ()
    if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and not takes_files():
        let_words_pass()
    elif code not in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):  # nobody is read who was not let in
        let_files_pass(DRAINED_BYTES)
    try:
        return form_words.words_sent()
    except Exception as error:  # the page about the trouble shall not end in another one
        _log(error)
        return ()


def _who_can_help() -> Agency:
    """Return whom to call: on a case that the reader may know its supervisor, else the agency."""
    settings: Settings = current_app.extensions["settings"]
    case, actor = known_case(), actor_or_none()
    if not case or not actor or actor.role is Role.CANDIDATE or case.supervisor_name in ("", actor.name):
        return Agency(settings.agency_name, settings.agency_phone)
    return Agency(f"{case.supervisor_name}, who supervises case {case.reference}", settings.agency_phone)


def _refused(error: Refused) -> tuple[str, int]:
    return _error(409, unmet=error.unmet)


def _lapsed(error: Lapsed) -> tuple[str, int]:
    return _error(410, unmet=error.unmet)


def _not_found(_found: NotFound) -> tuple[str, int]:
    return _error(404)


def _disposed(_found: Disposed) -> tuple[str, int]:
    actor = actor_or_none()
    if actor is not None and actor.role is Role.CANDIDATE:
        return _own_file_gone()
    sentence = _(
        "These records were kept as long as the law and the agency's schedule say, and were then disposed "
        "of. Nobody can read what they held any more. What stays names nobody: the reference, how it ended, "
        "the days, and the record of who did what."
    )
    return _error(410, title=_("These records are disposed of"), sentence=sentence)


def _own_file_gone() -> tuple[str, int]:
    """Tell candidates, and lead them to the one page that still says something: their first one is gone."""
    sentence = _(
        "We kept your file for as long as the law and our schedule say. Then we destroyed it, and nobody can "
        "read it any more. What stays does not name you: a reference, how the application ended, and the "
        "days. You do not have to do anything."
    )
    ways = ((_("What we keep, and for how long"), url_for("affidavits.privacy")),)
    return _error(410, title=_("Your file is no longer kept"), sentence=sentence, ways=ways)


def _overtaken(_error_found: Overtaken) -> tuple[str, int]:
    sentence = _(
        "Somebody else saved this while you were typing. Nothing of theirs was overwritten. "
        "Copy what you typed, and open the newer version."
    )
    return _error(409, unmet=(overtaken(sentence),))


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
    if isinstance(error, RequestEntityTooLarge) and not takes_files():
        return _too_long()
    known = error.code in (400, 403, 404, 405, 410, 413, 415, 422, 429, 503)
    return _error(error.code if known else 400)[0], error.code


def _too_long() -> tuple[str, int]:
    """Say that it is text which is too long, and give back the fields that are not."""
    most = formats.size(cast(Settings, current_app.extensions["settings"]).form_bytes)
    sentence = _(
        "This page takes up to %(most)s of text in all, and what was sent is more. A field that is longer "
        "than %(signs)s signs is not shown below. Go back with your browser, shorten it and send it again.",
        most=most,
        signs=f"{MOST_SIGNS:,}",
    )
    return _error(413, title=_("What you typed is too long"), sentence=sentence)


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
