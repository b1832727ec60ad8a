"""Pages of signing in and out, of the role one works in, and of what was kept at a time-out."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from flask import current_app, request
from werkzeug.wrappers import Response

from tracker.accounts import views_keys, views_people, views_turning
from tracker.accounts.abilities import abilities_in
from tracker.accounts.blueprint import blueprint
from tracker.accounts.forms import ROLE_WORDS, PasswordForm, RoleForm, SignInForm
from tracker.accounts.keeping import kept_for, look_for_kept, something_kept
from tracker.accounts.kept_forms import KeptPage, settle_form
from tracker.accounts.plumbing import carried, drop, let_in
from tracker.accounts.queries import idle_roles, live_roles, reference_of
from tracker.accounts.sign_in import Opened, change_password, close_session, sign_in_staff, switch_role
from tracker.db import db, unit_of_work
from tracker.policy.actors import Role
from tracker.policy.answers import NotFound, Refused, Unmet
from tracker.policy.exposure import FOR_GOOD
from tracker.policy.pace import SIGN_INS_A_MINUTE
from tracker.policy.permissions import Permission
from tracker.policy.vocabulary import Language
from tracker.settings import Settings
from tracker.web.form_words import page_at, references_in, words_of_form
from tracker.web.forms import explain
from tracker.web.guard import actor_or_none, current_actor, requires
from tracker.web.languages import language_asked
from tracker.web.menus import first_page
from tracker.web.pace import answered_now
from tracker.web.pages import go, notice, page
from tracker.web.refilling import FIELD

__all__ = ["blueprint", "views_keys", "views_people", "views_turning"]

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""
OPEN_FOR_CANDIDATE = Unmet(
    None, "This browser is open for a candidate. Sign out there first; saved answers stay saved."
)
"""Why staff do not come in: it would end the candidate's session without a word."""

TOO_MANY_AT_ONCE = Unmet(
    None,
    "Many tries came from one place in short time. This one was not looked at; wait a minute and try again.",
)
"""Why nobody is let in just now: looking at a password takes the machine its time."""


@blueprint.get("/")
@requires(Permission.ENTER)
def front() -> Answer:
    """Show where to go, or go to one's work; in another language only candidates have a beginning."""
    actor = actor_or_none()
    if actor is None and language_asked() == Language.ENGLISH:
        return page()
    return go(first_page(actor.role if actor else Role.CANDIDATE))


@blueprint.route("/sign-in", methods=["GET", "POST"])
@requires(Permission.ENTER)
def sign_in() -> Answer:
    """Ask who is there, and let them in."""
    form, actor = SignInForm(), actor_or_none()
    if form.is_submitted() and actor is not None and actor.role is Role.CANDIDATE:
        raise Refused(OPEN_FOR_CANDIDATE)
    if form.is_submitted() and not answered_now(most=SIGN_INS_A_MINUTE):
        explain(form, Refused(TOO_MANY_AT_ONCE))
        return page(429, form=form)
    if not form.validate_on_submit():
        return page(422 if form.is_submitted() else 200, form=form)
    try:
        opened = sign_in_staff(
            _settings(), email=form.email.data or "", password=form.password.data or "", left=carried()
        )
    except Refused as refusal:
        explain(form, refusal)
        return page(422, form=form)
    if actor is not None and actor.person_id != opened.actor.person_id:  # nobody leaves a session behind
        with unit_of_work(actor) as work:
            close_session(work, session_id=carried())
    return _begin(opened)


def _settings() -> Settings:
    return cast(Settings, current_app.extensions["settings"])


def _begin(opened: Opened) -> Response:
    let_in(opened.session_id, opened.actor, gave_way=opened.gave_way)
    if something_kept():
        return go("accounts.kept")
    return go(first_page(opened.actor.role))


@blueprint.post("/sign-out")
@requires(Permission.USE_OWN_SESSION)
def sign_out() -> Answer:
    """End the session, and have the browser forget it."""
    actor = current_actor()
    with unit_of_work(actor) as work:
        close_session(work, session_id=carried())
    drop()
    response = current_app.make_response(page(candidate=actor.role is Role.CANDIDATE))
    response.headers["Clear-Site-Data"] = '"cookies", "storage"'
    return response


@blueprint.route("/roles", methods=["GET", "POST"])
@requires(Permission.USE_OWN_SESSION)
def roles() -> Answer:
    """Show the roles one can go on in, and go on in another."""
    actor, form = current_actor(), RoleForm()
    if form.validate_on_submit():
        if form.role.data not in ROLE_WORDS:
            raise NotFound
        try:
            with unit_of_work(actor) as work:
                opened = switch_role(work, _settings(), session_id=carried(), role=Role(form.role.data))
        except NotFound:  # the session ended after the guard had looked
            notice("ended")
            return go("accounts.sign_in")
        answer = _begin(opened)
        notice("role-switched")
        return answer
    held = live_roles(db.session, actor.person_id)
    abilities = tuple(abilities_in(role) for role in held)
    own = reference_of(db.session, actor.person_id)
    return page(
        form=form,
        abilities=abilities,
        words=ROLE_WORDS,
        current=actor.role,
        own=own,
        for_good=FOR_GOOD,
        idle=idle_roles(db.session, actor.person_id),
    )


@blueprint.route("/password", methods=["GET", "POST"])
@requires(Permission.USE_OWN_SESSION)
def password() -> Answer:
    """Change one's own password."""
    actor, form = current_actor(), PasswordForm()
    if actor.role is Role.CANDIDATE:  # candidates have none
        raise NotFound
    if not form.validate_on_submit():
        return page(422 if form.is_submitted() else 200, form=form)
    try:
        change_password(
            _settings(), actor, current=form.current_password.data or "", new=form.new_password.data or ""
        )
    except Refused as refusal:
        explain(form, refusal)
        return page(422, form=form)
    notice("password-changed")
    return go("accounts.roles")


@blueprint.get("/kept")
@requires(Permission.USE_OWN_SESSION)
def kept() -> Answer:
    """Show what was kept, with the way to the page that it was typed on; nothing is done from here."""
    actor = current_actor()
    waiting = kept_for(actor)
    if not waiting:
        look_for_kept(actor)
    kept = tuple(
        (one, references_in(one.path), words_of_form(one.path, one.fields), _page_of(one)) for one in waiting
    )
    idle = idle_roles(db.session, actor.person_id)
    return page(kept=kept, working=actor.role, words=ROLE_WORDS, idle=idle)


def _page_of(one: KeptPage) -> str:
    """Return the address of the page on which what was kept is shown in its form again."""
    address = page_at(one.path)
    mark = f"{'&' if '?' in address else '?'}{FIELD}={one.id}"
    return f"{request.script_root}{address}{mark}" if address else ""


@blueprint.post("/kept/<uuid:kept_form>/drop")
@requires(Permission.USE_OWN_SESSION)
def drop_kept(kept_form: UUID) -> Answer:
    """Let go of what was kept."""
    actor = current_actor()
    with unit_of_work(actor) as work:
        settle_form(work, kept_id=kept_form, choice="dropped")
    notice("kept-dropped")
    look_for_kept(actor)
    return go("accounts.kept" if something_kept() else "accounts.front")
