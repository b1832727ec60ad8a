"""The demo's door: every person of the sample data is a button. None of it exists outside demo mode."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any, cast
from uuid import UUID

from flask import Blueprint, Flask, abort, current_app, jsonify, request
from flask_wtf import CSRFProtect
from sqlalchemy import select
from werkzeug.wrappers import Response

from tracker.accounts.keeping import something_kept
from tracker.accounts.models import Person
from tracker.accounts.plumbing import carried, let_in
from tracker.accounts.queries import live_roles
from tracker.accounts.service import email_index as staff_index
from tracker.accounts.sign_in import Opened, close_session, open_session
from tracker.cases.addresses import email_index as candidate_index
from tracker.cases.models import Candidate, Case
from tracker.db import UnitOfWork, unit_of_work
from tracker.demo.cast import CANDIDATE_MAIL, DISPATCHERS, OFFICERS, STAFF, STAFF_MAIL
from tracker.policy.actors import SYSTEM, Role
from tracker.policy.permissions import Permission
from tracker.policy.proofs import Proof
from tracker.policy.words import ROLES
from tracker.settings import Settings
from tracker.web.guard import actor_or_none, requires
from tracker.web.menus import first_page
from tracker.web.pages import go

CHOSEN = frozenset({Proof.SAMPLE})
blueprint = Blueprint("demo", __name__, url_prefix="/demo")


def install(app: Flask, csrf: CSRFProtect) -> None:
    """Open the door, on this machine alone."""
    app.before_request(_refuse_others)
    app.context_processor(lambda: {"demo_people": _buttons()})
    app.register_blueprint(blueprint)
    csrf.exempt(blueprint)  # it signs in without a secret; requests from other sites are refused all the same


def _refuse_others() -> None:
    try:
        if ip_address(request.remote_addr or "").is_loopback:
            return
    except ValueError:
        pass
    abort(403)


def _buttons() -> list[dict[str, Any]]:
    """Return everybody with their roles in words, and candidates with what their case is there to show."""
    shows = {each.slug: f"candidate: {each.shows}" for each in (*OFFICERS, *DISPATCHERS)}
    return [
        each | {"words": shows.get(each["slug"]) or ", ".join(ROLES[role] for role in each["roles"])}
        for each in people()
    ]


def people() -> list[dict[str, Any]]:
    """Return everybody who can be chosen, staff first."""
    staff = [{"slug": each.slug, "name": each.name, "roles": list(each.roles)} for each in STAFF]
    candidates = [
        {"slug": each.slug, "name": each.name, "roles": [Role.CANDIDATE]}
        for each in (*OFFICERS, *DISPATCHERS)
    ]
    return [*staff, *candidates]


@blueprint.get("/people.json")
@requires(Permission.ENTER)
def people_json() -> Response:
    """List everybody as JSON."""
    return jsonify(people())


@blueprint.post("/sign-in")
@requires(Permission.ENTER)
def sign_in() -> Response:
    """Sign in as the person chosen."""
    slug = request.form.get("person", "")
    settings, before = cast(Settings, current_app.extensions["settings"]), actor_or_none()
    with unit_of_work(SYSTEM) as work:
        opened = _open(work, settings, slug)
    if opened is None:
        abort(404)
    if before is not None and before.person_id != opened.actor.person_id:  # nobody leaves a session behind
        with unit_of_work(before) as work:
            close_session(work, session_id=carried())
    let_in(opened.session_id, opened.actor, gave_way=opened.gave_way)
    return go("accounts.kept") if something_kept() else go(first_page(opened.actor.role))


def _open(work: UnitOfWork, settings: Settings, slug: str) -> Opened | None:
    staff = work.session.execute(
        select(Person.id, Person.name).where(
            Person.email_index == staff_index(work.session, f"{slug}@{STAFF_MAIL}")
        )
    ).one_or_none()
    if staff is not None:
        roles = live_roles(work.session, staff.id)
        first = next(
            (each.roles[0] for each in STAFF if each.slug == slug and each.roles[0] in roles), roles[0]
        )
        return open_session(
            work,
            settings,
            subject_id=staff.id,
            role=first,
            name=staff.name,
            proofs=CHOSEN,
            left=carried(),
        )
    case = work.session.execute(_case_of(work, slug)).first()
    if case is None:
        return None
    return open_session(
        work,
        settings,
        subject_id=cast(UUID, case.candidate_id),
        role=Role.CANDIDATE,
        name="Candidate",
        proofs=CHOSEN,
        case_id=case.id,
        left=carried(),
    )


def _case_of(work: UnitOfWork, slug: str) -> Any:
    index = candidate_index(work.session, f"{slug}@{CANDIDATE_MAIL}")
    return (
        select(Case.id, Case.candidate_id)
        .join(Candidate, Candidate.id == Case.candidate_id)
        .where(Candidate.email_index == index)
        .order_by(Case.opened_at.desc())
        .limit(1)
    )
