"""Pages of people: who works here as what, who is added, and who may search."""

from __future__ import annotations

from werkzeug.wrappers import Response

from tracker.accounts import service
from tracker.accounts.abilities import abilities_in
from tracker.accounts.blueprint import blueprint
from tracker.accounts.forms import (
    ROLE_WORDS,
    ChangeRoleForm,
    DesignationForm,
    EndDesignationForm,
    PersonForm,
    RulingForm,
)
from tracker.accounts.granting import approve_role, grant_role, turn_down_role
from tracker.accounts.passwords import first_password
from tracker.accounts.people import people_list, person_page
from tracker.accounts.proposed import waiting_roles
from tracker.accounts.queries import held_roles, person_facts
from tracker.accounts.standing_roles import by_case_now
from tracker.clock import agency_day
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.actors import Role
from tracker.policy.answers import Refused, Unmet
from tracker.policy.facts import PersonFacts
from tracker.policy.granting import fitting_roles
from tracker.policy.permissions import Permission
from tracker.policy.searchers import missing_in_days
from tracker.web.forms import NOT_DONE, explain, put_all_beside
from tracker.web.guard import current_actor, may, requires
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response


@blueprint.get("/admin/people")
@requires(Permission.READ_PEOPLE)
def people() -> Answer:
    """Show who works here, as what, and who may search."""
    now = clock_of(db.session).now()
    return page(
        view=people_list(db.session, agency_day(now)),
        waiting=waiting_roles(db.session, now),
        approves=may(Permission.APPROVE_ROLE),
        reader=current_actor().person_id,
        words=ROLE_WORDS,
        hr=may(Permission.ADD_PERSON),
    )


@blueprint.route("/admin/people/new", methods=["GET", "POST"])
@requires(Permission.ADD_PERSON)
def new_person() -> Answer:
    """Add somebody; the first password is made here, shown once and told by hand."""
    form = PersonForm()
    if not form.validate_on_submit():
        return page(422 if form.is_submitted() else 200, form=form, added="", first="")
    first, chosen = first_password(), tuple(Role(role) for role in form.roles.data or ())
    try:
        with unit_of_work(current_actor()) as work:
            added = service.add_person(
                work, name=form.name.data or "", email=form.email.data or "", password=first, roles=chosen
            )
    except NOT_DONE as refusal:
        explain(form, refusal)
        return page(422, form=form, added="", first="")
    return page(form=form, added=added.reference, first=first)


@blueprint.get("/admin/people/<person>")
@requires(Permission.READ_PEOPLE, about=person_facts)
def person(person: str, facts: PersonFacts) -> Answer:
    """Show one person: roles, designations, and what they can and cannot do."""
    del person
    return _shown(facts, ChangeRoleForm(formdata=None))


def _shown(facts: PersonFacts, form: ChangeRoleForm, status: int = 200) -> Answer:
    now, view = clock_of(db.session).now(), person_page(db.session, facts.person_id)
    waiting = waiting_roles(db.session, now, facts.person_id)
    fitting = fitting_roles(
        held_roles(db.session, facts.person_id), by_case=by_case_now(db.session), lent=bool(view.agency)
    )
    form.offer(tuple(role for role in fitting if role not in {one.role for one in waiting}))
    return page(
        status,
        template="accounts/person",
        view=view,
        fits=bool(fitting),
        abilities=tuple(abilities_in(role) for role in view.live_roles),
        searches=view.searches_on(agency_day(now)),
        form=form,
        words=ROLE_WORDS,
        waiting=waiting,
        approves=may(Permission.APPROVE_ROLE, facts),
        reader=current_actor().person_id,
        may_change=may(Permission.CHANGE_ROLES, facts),
        hr=may(Permission.ADD_PERSON),
        reads_exposure=may(Permission.READ_EXPOSURE, facts),
        designates=may(Permission.DESIGNATE_SEARCHER, facts),
    )


@blueprint.post("/admin/people/<person>/roles")
@requires(Permission.CHANGE_ROLES, about=person_facts)
def change_roles(person: str, facts: PersonFacts) -> Answer:
    """Propose a role, or end one at once."""
    form = ChangeRoleForm()
    if not form.validate_on_submit() or not form.role.data:
        form.role.errors = ["Choose the role"]
        return _shown(facts, form, 422)
    role, told = Role(form.role.data), "role-ended"
    with unit_of_work(current_actor()) as work:
        if form.act.data == "end":
            service.end_role(work, facts, role=role)
        else:
            told = "role-given" if grant_role(work, facts, role=role) else "role-proposed"
    notice(told)
    return go("accounts.person", person=person)


@blueprint.post("/admin/people/<person>/roles/ruling")
@requires(Permission.APPROVE_ROLE, about=person_facts)
def rule_on_role(person: str, facts: PersonFacts) -> Answer:
    """Approve a proposed role, turn it down, or take back what one proposed oneself."""
    form = RulingForm()
    if not form.validate_on_submit():
        raise Refused(Unmet(None, "Choose whether the role is approved.", fix=f"person:{person}"))
    role, approves = Role(form.role.data), form.act.data == "approve"
    with unit_of_work(current_actor()) as work:
        (approve_role if approves else turn_down_role)(work, facts, role=role)
    notice("role-approved" if approves else "role-turned-down")
    return go("accounts.person", person=person)


@blueprint.post("/admin/people/<person>/disable")
@requires(Permission.DISABLE_PERSON, about=person_facts)
def disable(person: str, facts: PersonFacts) -> Answer:
    """Close somebody's way in."""
    with unit_of_work(current_actor()) as work:
        service.disable_person(work, facts)
    notice("person-disabled")
    return go("accounts.person", person=person)


@blueprint.post("/admin/people/<person>/enable")
@requires(Permission.DISABLE_PERSON, about=person_facts)
def enable(person: str, facts: PersonFacts) -> Answer:
    """Open somebody's way in again."""
    with unit_of_work(current_actor()) as work:
        service.enable_person(work, facts)
    notice("person-enabled")
    return go("accounts.person", person=person)


@blueprint.get("/designations")
@requires(Permission.DESIGNATE_SEARCHER, lists=True)
def designations() -> Answer:
    """Show who may search, until when, and who could be designated."""
    now = clock_of(db.session).now()
    return page(
        view=people_list(db.session, agency_day(now)),
        waiting=len(waiting_roles(db.session, now)) if may(Permission.APPROVE_ROLE) else 0,
    )


@blueprint.route("/designations/<person>", methods=["GET", "POST"])
@requires(Permission.DESIGNATE_SEARCHER, about=person_facts)
def designate(person: str, facts: PersonFacts) -> Answer:
    """Record that somebody holds a sensitive position and may search."""
    view, today = person_page(db.session, facts.person_id), agency_day(clock_of(db.session).now())
    form = DesignationForm(seen=str(len(view.designations)))
    if not form.validate_on_submit():
        if form.is_submitted():
            put_all_beside(form, missing_in_days(form.days(), today))
        return page(422 if form.is_submitted() else 200, form=form, view=view, today=today)
    try:
        with unit_of_work(current_actor()) as work:
            service.designate_searcher(
                work,
                facts,
                starts_on=form.starts_on.day,
                ends_on=form.ends_on.day,
                vetted_on=form.vetted_on.day,
                trained_on=form.trained_on.day,
                confidentiality_signed_on=form.confidentiality_signed_on.day,
                seen=form.shown(),
            )
    except NOT_DONE as refusal:
        explain(form, refusal)
        view = person_page(db.session, facts.person_id)
        form.seen.data = str(len(view.designations))
        return page(422, form=form, view=view, today=today)
    notice("designated")
    return go("accounts.designate", person=person)


@blueprint.post("/designations/<person>/end")
@requires(Permission.END_DESIGNATION, about=person_facts)
def end_designation(person: str, facts: PersonFacts) -> Answer:
    """End somebody's designation before its last day."""
    with unit_of_work(current_actor()) as work:
        service.end_designation(work, facts, seen=EndDesignationForm().shown())
    notice("designation-ended")
    return go("accounts.designate", person=person)
