"""Pages of drafts of protocols: a draft, its steps one by one, counsel's word, and publishing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from werkzeug.wrappers import Response

from tracker.db import db, unit_of_work
from tracker.editions.shelf import SEARCH_TERMS, editions
from tracker.policy.answers import NotFound
from tracker.policy.definitions import ProtocolDefinition
from tracker.policy.permissions import Permission
from tracker.policy.protocol_difference import protocol_difference
from tracker.policy.protocol_editing import moved_down, moved_up, with_added, with_step, without_step
from tracker.policy.protocol_lint import told_of, told_of_step
from tracker.requisitions import drafting
from tracker.requisitions.blueprint import blueprint
from tracker.requisitions.comparing import compared
from tracker.requisitions.drafts import DraftView, draft_of
from tracker.requisitions.forms_drafts import MoveForm, ReturnForm, StepForm, as_typed
from tracker.requisitions.using import use_of
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, may, requires
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response
HERE = "/admin/protocols/<protocol>/drafts/<int:number>"


@blueprint.post("/admin/protocols/<protocol>/drafts")
@requires(Permission.DRAFT_PROTOCOL)
def make_draft(protocol: str) -> Answer:
    """Make a draft from the newest published version."""
    with unit_of_work(current_actor()) as work:
        made = drafting.make_draft(work, protocol)
    notice("draft-made", str(made.number))
    return go("requisitions.draft", protocol=protocol, number=made.number)


@blueprint.get(HERE)
@requires(Permission.READ_PROTOCOL)
def draft(protocol: str, number: int) -> Answer:
    """Show a draft: its steps, what is told of its wording, what differs, and what was done with it."""
    view, actor = draft_of(db.session, protocol, number), current_actor()
    base = view.base
    return page(
        view=view,
        told=told_of(view.wording, editions().wordlist(SEARCH_TERMS)),
        compared=compared(protocol_difference(base, view.wording)),
        use=use_of(db.session, base.id, base.version, base.digest),
        drafts=may(Permission.DRAFT_PROTOCOL),
        reviews=may(Permission.REVIEW_PROTOCOL) and actor.person_id not in view.facts.writers,
    )


@blueprint.get(f"{HERE}/diff")
@requires(Permission.READ_PROTOCOL)
def draft_diff(protocol: str, number: int) -> Answer:
    """Show what a draft says otherwise than the version that it was made from."""
    view = draft_of(db.session, protocol, number)
    return page(view=view, compared=compared(protocol_difference(view.base, view.wording)))


@blueprint.route(f"{HERE}/steps/<step>", methods=["GET", "POST"])
@requires(Permission.DRAFT_PROTOCOL)
def draft_step(protocol: str, number: int, step: str) -> Answer:
    """Show one step of a draft as a form, and save it in other words."""
    view = draft_of(db.session, protocol, number)
    before = next((one for one in view.wording.steps if one.code == step), None)
    if before is None:
        raise NotFound
    form = StepForm(data=as_typed(before, view.facts.wording))
    form.offer(view.wording.sections)
    return _typed(view, form, lambda: partial(with_step, code=step, step=form.step(step)), step=before)


@blueprint.route(f"{HERE}/steps/new", methods=["GET", "POST"])
@requires(Permission.DRAFT_PROTOCOL)
def new_step(protocol: str, number: int) -> Answer:
    """Add a step to a draft, the last one of its section."""
    view = draft_of(db.session, protocol, number)
    form = StepForm(data={"seen": view.facts.wording, "expected_searches": 1, "required": True})
    form.offer(view.wording.sections)
    return _typed(view, form, lambda: partial(with_added, step=form.step("")))


Change = Callable[[ProtocolDefinition], ProtocolDefinition]


def _typed(view: DraftView, form: StepForm, change: Callable[[], Change], **shown: Any) -> Answer:
    """Save what was typed of a step, or show it again with what is missing."""
    facts = view.facts
    shown |= {"view": view, "form": form}
    if not form.validate_on_submit():
        words = editions().wordlist(SEARCH_TERMS)
        told = tuple(told_of_step(shown["step"], words)) if "step" in shown else ()
        return page(422 if form.is_submitted() else 200, told=told, **shown)
    try:
        with unit_of_work(current_actor()) as work:
            drafting.reword(work, facts.protocol, facts.number, seen=form.seen.data or 0, change=change())
    except NOT_DONE as why:
        explain(form, why)
        return page(409, told=(), **shown)
    notice("draft-saved")
    return go("requisitions.draft", protocol=facts.protocol, number=facts.number)


MOVES: dict[str, Callable[[ProtocolDefinition, str], ProtocolDefinition]] = {
    "up": moved_up,
    "down": moved_down,
    "out": without_step,
}
"""What becomes of a step without words of its own."""


@blueprint.post(f"{HERE}/steps/<step>/move")
@requires(Permission.DRAFT_PROTOCOL)
def move_step(protocol: str, number: int, step: str) -> Answer:
    """Put a step before or after its neighbor, or take it out."""
    form = MoveForm()
    change = MOVES.get(form.way.data or "")
    if change is None:
        raise NotFound

    def moved(wording: ProtocolDefinition) -> ProtocolDefinition:
        wording.step(step)
        return change(wording, step)

    with unit_of_work(current_actor()) as work:
        drafting.reword(work, protocol, number, seen=form.seen.data or 0, change=moved)
    notice("draft-saved")
    return go("requisitions.draft", protocol=protocol, number=number)


@blueprint.post(f"{HERE}/send")
@requires(Permission.DRAFT_PROTOCOL)
def send_draft(protocol: str, number: int) -> Answer:
    """Give a draft to counsel."""
    with unit_of_work(current_actor()) as work:
        drafting.send_to_counsel(work, protocol, number)
    notice("draft-sent")
    return go("requisitions.draft", protocol=protocol, number=number)


@blueprint.post(f"{HERE}/approve")
@requires(Permission.REVIEW_PROTOCOL)
def approve_draft(protocol: str, number: int) -> Answer:
    """Approve the wording of a draft, as counsel."""
    with unit_of_work(current_actor()) as work:
        drafting.rule_on_draft(work, protocol, number, seen=MoveForm().seen.data or 0)
    notice("draft-approved")
    return go("requisitions.draft", protocol=protocol, number=number)


@blueprint.route(f"{HERE}/return", methods=["GET", "POST"])
@requires(Permission.REVIEW_PROTOCOL)
def return_draft(protocol: str, number: int) -> Answer:
    """Return a draft with words, as counsel."""
    form, view = ReturnForm(), draft_of(db.session, protocol, number)
    if not form.validate_on_submit():
        return page(422 if form.is_submitted() else 200, view=view, form=form)
    try:
        with unit_of_work(current_actor()) as work:
            drafting.rule_on_draft(work, protocol, number, returns=True, words=form.words.data or "")
    except NOT_DONE as why:
        explain(form, why)
        return page(409, view=view, form=form)
    notice("draft-returned")
    return go("requisitions.draft", protocol=protocol, number=number)


@blueprint.post(f"{HERE}/set-aside")
@requires(Permission.DRAFT_PROTOCOL)
def set_draft_aside(protocol: str, number: int) -> Answer:
    """Give a draft up."""
    with unit_of_work(current_actor()) as work:
        drafting.set_aside(work, protocol, number)
    notice("draft-set-aside")
    return go("requisitions.draft", protocol=protocol, number=number)


@blueprint.post(f"{HERE}/publish")
@requires(Permission.DRAFT_PROTOCOL)
def publish_draft(protocol: str, number: int) -> Answer:
    """Publish the wording that counsel approved."""
    with unit_of_work(current_actor()) as work:
        made = drafting.publish(work, protocol, number)
    notice("protocol-published", str(made.number))
    return go("requisitions.protocol", protocol=protocol, version=made.number)
