"""Keeping what is sent when its session is over, putting it back into its page, and letting go once saved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Flask, request, session
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from tracker.accounts.form_tokens import digest_in_form
from tracker.accounts.kept_forms import KeptPage, keep_form, kept_page, kept_pages, settle_form, writer_of
from tracker.accounts.queries import held_roles, live_roles
from tracker.db import db, unit_of_work
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import NotFound
from tracker.web import refilling
from tracker.web.form_words import form_of, in_place, page_at, words_sent
from tracker.web.guard import actor_or_none
from tracker.web.pages import go, notice, page
from tracker.web.receiving import FORMS, let_files_pass

NOT_KEPT = frozenset(
    {
        "accounts.sign_in",
        "accounts.sign_out",
        "accounts.roles",
        "accounts.drop_kept",
        "affidavits.invitation",
    }
)
"""Pages of whose forms nothing is kept: the ways in and out. The address of an invitation is a secret."""

DONE = frozenset({200, 302, 303})
"""Answers after which something is saved, if a record changed at all."""


def install(app: Flask) -> None:
    """Show again what was kept, let go of what is saved, and know forms of one's own earlier sessions."""
    refilling.install(app)
    app.before_request(_show_again)
    app.after_request(_settle)
    app.register_error_handler(CSRFError, _from_before)


def keep_sent(writer: Actor) -> bool:
    """Keep what this request sends for its writer; False where nothing was typed or it is too much."""
    if request.endpoint in NOT_KEPT:
        return False
    let_files_pass()
    try:
        fields = tuple(request.form.items(multi=True))
        had_files = any(file.filename for file in request.files.values())
    except RequestEntityTooLarge:  # more than any form is, where no files are taken
        return False
    with unit_of_work(writer) as work:
        kept = keep_form(
            work,
            path=request.path,
            query=request.query_string.decode("utf-8", "replace"),
            fields=fields,
            had_files=had_files,
        )
    return kept is not None


def _show_again() -> None:
    """Put what was kept into the form of this page, where its writer asks for it on its own page."""
    asked = request.args.get(refilling.FIELD, "") if request.method == "GET" else ""
    actor = actor_or_none() if asked else None
    kept_id = _id(asked)
    kept = kept_page(db.session, actor, kept_id) if actor and kept_id else None
    if kept is None or page_at(kept.path).partition("?")[0] != request.path:
        return
    typed = in_place(kept.fields)
    form = form_of(kept.path, typed)
    if form is not None:
        refilling.begin(refilling.Refill(type(form), typed, str(kept.id), kept.kept_at))


def _settle(response: Response) -> Any:
    """Let go of what was kept, once the form that shows it again was sent and something was saved by it."""
    done = request.method == "POST" and response.status_code in DONE and "changed" in db.session.info
    actor = actor_or_none() if done and request.mimetype in FORMS else None
    kept_id = _id(request.form.get(refilling.FIELD, "")) if actor else None
    if kept_id is None or actor is None:
        return response
    kept = kept_page(db.session, actor, kept_id)
    if kept is None or kept.path.partition("?")[0] != request.path:
        return response
    try:
        with unit_of_work(actor) as work:
            settle_form(work, kept_id=kept_id, choice="saved")
    except NotFound:  # settled in another tab meanwhile: the page itself stands
        return response
    look_for_kept(actor)
    return response


def _from_before(_error: CSRFError) -> Response | tuple[str, int]:
    """Keep what is sent from a page of an earlier session of whoever is signed in, and say what happened."""
    actor, digest = actor_or_none(), digest_in_form()
    if actor is None:
        told = {"sentence": _signed_out(), "given_back": words_sent()} if digest else {"given_back": ()}
        return page(400, template="errors/400", **told)
    writer = writer_of(db.session, digest, signed_in=actor) if digest else None
    if writer is None or not _is_own(writer.actor, actor):
        return page(400, template="errors/400", given_back=())
    if not keep_sent(writer.actor):
        return page(400, template="errors/400", sentence=_elsewhere())
    session["kept"] = True
    notice("kept-elsewhere")
    return go("accounts.kept")


def _is_own(before: Actor, actor: Actor) -> bool:
    """Say whether an earlier session was that of somebody who still holds the role that it was in."""
    same = (before.person_id, before.case_id) == (actor.person_id, actor.case_id)
    return same and before.role in _held(actor)


def _signed_out() -> str:
    return str(_("You signed out in another tab, so what you sent from this one could not be saved."))


def _elsewhere() -> str:
    return str(
        _(
            "In another tab you signed in anew, or went on in another role, after this page was opened. Open "
            "the page again."
        )
    )


def _held(actor: Actor) -> tuple[Role, ...]:
    return (actor.role,) if actor.role is Role.CANDIDATE else live_roles(db.session, actor.person_id)


def kept_for(actor: Actor) -> tuple[KeptPage, ...]:
    """Return what waits for somebody who is signed in, newest first, also in a role that is idle."""
    held = _held(actor) if actor.role is Role.CANDIDATE else held_roles(db.session, actor.person_id)
    return kept_pages(db.session, actor, held)


def look_for_kept(actor: Actor) -> None:
    """Note in the browser whether something that the actor typed waits, so that pages need not ask."""
    if kept_for(actor):
        session["kept"] = True
    else:
        session.pop("kept", None)


def something_kept() -> bool:
    """Say whether something waits, as far as the browser knows."""
    return bool(session.get("kept"))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
