"""Pages of requisitions, their boards, the Chief's deviations, protocols and legal profiles."""

from __future__ import annotations

from werkzeug.wrappers import Response

from tracker.accounts.queries import person_facts
from tracker.db import db, unit_of_work
from tracker.policy.answers import NotFound, Overtaken
from tracker.policy.facts import PersonFacts, RequisitionFacts
from tracker.policy.permissions import Permission
from tracker.policy.vocabulary import PositionClass
from tracker.references import REFERENCE
from tracker.requisitions import service, views_drafts, views_editions, views_meetings
from tracker.requisitions.blueprint import blueprint
from tracker.requisitions.concerned import concerned
from tracker.requisitions.deviations import deviation_list
from tracker.requisitions.forms import (
    POSITION_WORDS,
    DeviationForm,
    PersonActForm,
    RequisitionForm,
    SeatForm,
    edition_of,
)
from tracker.requisitions.on_file import protocols_on_file
from tracker.requisitions.queries import requisition_facts, requisition_list
from tracker.requisitions.seating import seatable
from tracker.requisitions.setup import RequisitionPage, requisition_page
from tracker.web.forms import NOT_DONE, explain, options, put_all_beside
from tracker.web.guard import current_actor, may, requires
from tracker.web.pages import go, notice, page

__all__ = ["blueprint", "views_drafts", "views_editions", "views_meetings"]

Answer = tuple[str, int] | Response


@blueprint.get("/admin/requisitions")
@requires(Permission.READ_REQUISITIONS)
def requisitions() -> Answer:
    """Show all requisitions."""
    titles = {(one.id, one.version): one.title for one in protocols_on_file(db.session)}
    return page(
        view=requisition_list(db.session),
        titles=titles,
        words=POSITION_WORDS,
        hr=may(Permission.PREPARE_REQUISITION),
    )


@blueprint.route("/admin/requisitions/new", methods=["GET", "POST"])
@requires(Permission.PREPARE_REQUISITION)
def new_requisition() -> Answer:
    """Draw a requisition up."""
    form = RequisitionForm()
    form.offer(protocols_on_file(db.session))
    if not form.validate_on_submit():
        return page(422 if form.is_submitted() else 200, form=form)
    try:
        with unit_of_work(current_actor()) as work:
            made = service.create_requisition(work, **_typed(form))
    except NOT_DONE as refusal:
        explain(form, refusal)
        return page(422, form=form)
    notice("requisition-created", made.reference)
    return go("requisitions.requisition", requisition=made.reference)


def _typed(form: RequisitionForm) -> service.Drawn:
    return {
        "title": form.title.data or "",
        "position_class": PositionClass(form.position_class.data),
        "incumbents": form.applicants.data == "incumbents",
        "profile": edition_of(form.profile.data) or ("", 0),
        "protocol": edition_of(form.protocol.data),
        "two_releasers": bool(form.two_releasers.data),
        "blind": bool(form.blind.data),
    }


@blueprint.get("/admin/requisitions/<requisition>")
@requires(Permission.READ_REQUISITION, about=requisition_facts)
def requisition(requisition: str, facts: RequisitionFacts) -> Answer:
    """Show one requisition: what is set up, what is left, who decides."""
    del requisition
    return page(
        view=requisition_page(db.session, facts.requisition_id),
        words=POSITION_WORDS,
        hr=may(Permission.PREPARE_REQUISITION),
    )


@blueprint.route("/admin/requisitions/<requisition>/change", methods=["GET", "POST"])
@requires(Permission.PREPARE_REQUISITION, about=requisition_facts)
def change_requisition(requisition: str, facts: RequisitionFacts) -> Answer:
    """Change a requisition that is not open yet."""
    view = requisition_page(db.session, facts.requisition_id)
    form = RequisitionForm(data=_as_typed(view))
    form.offer(protocols_on_file(db.session), (view.profile, view.profile_version))
    if not form.validate_on_submit():
        return page(422 if form.is_submitted() else 200, form=form, view=view, newer=False)
    try:
        with unit_of_work(current_actor()) as work:
            service.change_requisition(work, facts, seen=form.seen.data or 0, **_typed(form))
    except NOT_DONE as why:
        explain(form, why)
        newer = requisition_page(db.session, facts.requisition_id)
        form.seen.raw_data = [str(newer.version)]
        return page(409, form=form, view=newer, newer=isinstance(why, Overtaken), words=POSITION_WORDS)
    notice("requisition-changed", requisition)
    return go("requisitions.requisition", requisition=requisition)


def _as_typed(view: RequisitionPage) -> dict[str, object]:
    return {
        "title": view.title,
        "position_class": view.position_class.value,
        "applicants": "incumbents" if view.incumbents else "newcomers",
        "profile": f"{view.profile}:{view.profile_version}",
        "protocol": f"{view.protocol}:{view.protocol_version}" if view.protocol else "",
        "two_releasers": view.two_releasers,
        "blind": view.blind,
        "seen": view.version,
    }


@blueprint.post("/admin/requisitions/<requisition>/open")
@requires(Permission.OPEN_REQUISITION, about=requisition_facts)
def open_requisition(requisition: str, facts: RequisitionFacts) -> Answer:
    """Open a requisition to candidates."""
    with unit_of_work(current_actor()) as work:
        service.open_requisition(work, facts)
    notice("requisition-opened", requisition)
    return go("requisitions.requisition", requisition=requisition)


@blueprint.post("/admin/requisitions/<requisition>/close")
@requires(Permission.CLOSE_REQUISITION, about=requisition_facts)
def close_requisition(requisition: str, facts: RequisitionFacts) -> Answer:
    """Close a requisition to new candidates."""
    with unit_of_work(current_actor()) as work:
        service.close_requisition(work, facts)
    notice("requisition-closed", requisition)
    return go("requisitions.requisition", requisition=requisition)


@blueprint.route("/admin/requisitions/<requisition>/board", methods=["GET", "POST"])
@requires(Permission.SEAT_BOARD_MEMBER, about=requisition_facts)
def board(requisition: str, facts: RequisitionFacts) -> Answer:
    """Show who decides, and give somebody a seat."""
    people, form = seatable(db.session, facts), SeatForm()
    form.person.choices = options((one.reference, one.name) for one in people)
    if not form.validate_on_submit():
        return _board(facts, form, 422 if form.is_submitted() else 200)
    chosen = next(one for one in people if one.reference == form.person.data)
    try:
        with unit_of_work(current_actor()) as work:
            service.seat_member(work, facts, person_id=chosen.person_id, chair=bool(form.chair.data))
    except NOT_DONE as why:
        explain(form, why)
        return _board(requisition_facts(db.session, current_actor(), requisition=requisition), form, 409)
    notice("member-seated", requisition)
    return go("requisitions.board", requisition=requisition)


def _board(facts: RequisitionFacts, form: SeatForm, status: int) -> Answer:
    people, view = seatable(db.session, facts), requisition_page(db.session, facts.requisition_id)
    form.person.choices = options((one.reference, one.name) for one in people if not one.unmet)
    return page(status, form=form, view=view, people=people)


@blueprint.post("/admin/requisitions/<requisition>/board/leave")
@requires(Permission.SEAT_BOARD_MEMBER, about=requisition_facts)
def leave_board(requisition: str, facts: RequisitionFacts) -> Answer:
    """Record that a member left the board."""
    member = _member()
    with unit_of_work(current_actor()) as work:
        service.end_seat(work, facts, person_id=member.person_id)
    notice("seat-left", requisition)
    return go("requisitions.board", requisition=requisition)


def _member() -> PersonFacts:
    reference = PersonActForm().person.data or ""
    if not REFERENCE.fullmatch(reference):
        raise NotFound
    return person_facts(db.session, current_actor(), person=reference)


@blueprint.post("/admin/requisitions/<requisition>/board/chair")
@requires(Permission.SEAT_BOARD_MEMBER, about=requisition_facts)
def chair(requisition: str, facts: RequisitionFacts) -> Answer:
    """Let a member chair the board."""
    member = _member()
    with unit_of_work(current_actor()) as work:
        service.name_chair(work, facts, person_id=member.person_id)
    notice("chair-named", requisition)
    return go("requisitions.board", requisition=requisition)


@blueprint.get("/deviations")
@requires(Permission.RECORD_DEVIATION)
def deviations() -> Answer:
    """Show the deviations on record, and where a further one can be recorded."""
    return page(view=deviation_list(db.session), requisitions=requisition_list(db.session))


@blueprint.route("/deviations/<requisition>", methods=["GET", "POST"])
@requires(Permission.RECORD_DEVIATION, about=requisition_facts)
def new_deviation(requisition: str, facts: RequisitionFacts) -> Answer:
    """Record a deviation in one requisition."""
    form, whom = DeviationForm(), concerned(db.session, facts.requisition_id)
    form.offer(whom)
    if not form.is_submitted():
        return page(form=form, facts=facts)
    sound, typed = form.validate(), form.typed(whom)
    if not sound:
        put_all_beside(form, service.missing_to_record(db.session, current_actor(), facts, typed))
        return page(422, form=form, facts=facts)
    try:
        with unit_of_work(current_actor()) as work:
            service.record_deviation(work, facts, **typed)
    except NOT_DONE as refusal:
        explain(form, refusal)
        return page(422, form=form, facts=facts)
    notice("deviation-recorded", requisition)
    return go("requisitions.deviations")
