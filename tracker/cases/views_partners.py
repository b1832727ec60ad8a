"""Pages of searchers lent by a partner agency: HR adds them for one case, and binds them to a further one."""

from __future__ import annotations

from werkzeug.wrappers import Response

from tracker.accounts.passwords import first_password
from tracker.accounts.people import person_page
from tracker.accounts.queries import person_facts
from tracker.cases.blueprint import blueprint
from tracker.cases.bound import bindings_of
from tracker.cases.forms_partners import BindingForm, PartnerForm
from tracker.cases.partners import add_partner, bind_further
from tracker.cases.queries import case_facts
from tracker.db import db, unit_of_work
from tracker.policy.answers import NotFound, Refused, Unmet
from tracker.policy.facts import CaseFacts, PersonFacts
from tracker.policy.permissions import Permission
from tracker.policy.stages import FINISHED
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.route("/admin/partners/new", methods=["GET", "POST"])
@requires(Permission.ADD_PERSON)
def new_partner() -> Answer:
    """Add somebody of a partner agency; the first password is made here, shown once and told by hand."""
    form = PartnerForm()
    if not form.validate_on_submit():
        return page(422 if form.is_submitted() else 200, form=form, added="", first="")
    first = first_password()
    try:
        case = _case(form)
        with unit_of_work(current_actor()) as work:
            added = add_partner(
                work,
                case,
                name=form.name.data or "",
                agency=form.agency.data or "",
                email=form.email.data or "",
                password=first,
                **form.agreed(),
            )
    except NOT_DONE as refusal:
        explain(form, refusal)
        return page(422, form=form, added="", first="")
    return page(form=form, added=added.reference, first=first)


@blueprint.route("/admin/partners/<person>", methods=["GET", "POST"])
@requires(Permission.ADD_PERSON, about=person_facts)
def partner(person: str, facts: PersonFacts) -> Answer:
    """Show to which cases somebody lent is and was bound, and bind them to a further one."""
    form = BindingForm()
    if not form.validate_on_submit():
        return _partner(facts, form, 422 if form.is_submitted() else 200)
    try:
        case = _case(form)
        with unit_of_work(current_actor()) as work:
            bind_further(work, facts, case, seen=form.shown(), **form.agreed())
    except NOT_DONE as refusal:
        explain(form, refusal)
        return _partner(facts, form, 409)
    notice("partner-bound")
    return go("cases.partner", person=person)


def _partner(facts: PersonFacts, form: BindingForm, status: int) -> tuple[str, int]:
    past = bindings_of(db.session, facts.person_id)
    form.seen.data = str(len(past))
    view = person_page(db.session, facts.person_id)
    return page(status, form=form, view=view, bindings=past, over=bool(past) and past[0].stage in FINISHED)


def _case(form: BindingForm) -> CaseFacts:
    try:
        return case_facts(db.session, current_actor(), case=form.reference())
    except NotFound:
        raise Refused(Unmet(None, "No case has that reference.", "field:case")) from None
