"""Pages about captures: taking them in, proving them, and letting a copy out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from tracker.cases.openings import Thing, record_opening
from tracker.cases.queries import case_facts
from tracker.clock import agency_zone
from tracker.db import clock_of, db, unit_of_work
from tracker.findings.blueprint import blueprint
from tracker.findings.capture_pages import capture_page, captures_page
from tracker.findings.capture_service import (
    CaptureText,
    SameFile,
    add_captures,
    open_intake,
    record_refused,
)
from tracker.findings.drafting import draft_of, tick_in_draft
from tracker.findings.formats.recognise import ACCEPT
from tracker.findings.forms import CaptureForm, LinkForm
from tracker.findings.intake import Intake, Limits
from tracker.findings.queries import capture_case
from tracker.policy.answers import Refused
from tracker.policy.captures import CaptureOffer, missing_to_capture
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.vocabulary import SignedIn
from tracker.protocol.case_top import case_top
from tracker.protocol.surroundings import require_adding
from tracker.settings import Settings
from tracker.web.forms import explain, options, put_beside
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page
from tracker.web.receiving import require_token, streams, take_files

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.get("/cases/<case>/captures")
@requires(Permission.READ_FINDINGS, about=case_facts)
def captures(case: str, facts: CaseFacts) -> Answer:
    """Show the captures of a case."""
    with unit_of_work(current_actor()) as work:
        record_opening(work, case_id=facts.case_id, thing=Thing.CASE, reference=case)
    return page(view=captures_page(db.session, current_actor(), facts))


@blueprint.route("/cases/<case>/captures/new", methods=["GET", "POST"])
@streams
@requires(Permission.ADD_CAPTURE, about=case_facts)
def new_capture(case: str, facts: CaseFacts) -> Answer:
    """Take files in as captures; they are sealed as they arrive."""
    del case
    if request.method == "GET":
        require_adding(db.session, facts, current_actor(), clock_of(db.session).now())
        draft = request.args.get("draft", "")
        return _form(facts, CaptureForm(data={"draft": draft, "captured_zone": agency_zone().key}))
    with open_intake(db.session, facts) as intake:
        take_files(intake.begin, _settings().archive_bytes + _settings().form_bytes)
        try:
            form = CaptureForm()
        except RequestEntityTooLarge:
            form = CaptureForm(formdata=None)
            limit = Limits.in_words(_settings().archive_bytes)
            form.form_errors.append(f"The files together must be smaller than {limit}. None was kept.")
            return _form(facts, form, 413)
        return _take(facts, form, intake)


def _take(facts: CaseFacts, form: CaptureForm, intake: Intake) -> Answer:
    sound = form.validate()
    require_token(form.errors)
    if not _files_fit(facts, form, intake) or not sound:
        for one in missing_to_capture(_offer(form)):
            put_beside(form, one)
        return _form(facts, form, 422)
    try:
        with unit_of_work(current_actor()) as work:
            made = add_captures(work, facts, text=_text(form), files=intake.finish())
            references = [capture.reference for capture in made]
            if form.draft.data:
                tick_in_draft(work, facts, reference=form.draft.data, captures=references)
    except SameFile as refusal:
        explain(form, refusal)
        return _form(facts, form, 409, refusal.reference)
    except Refused as refusal:
        explain(form, refusal)
        return _form(facts, form, 422)
    notice("captures-added" if len(references) > 1 else "capture-added", ", ".join(references))
    return _onward(facts, form.draft.data or "", references)


def _files_fit(facts: CaseFacts, form: CaptureForm, intake: Intake) -> bool:
    """Say at the field what is the matter with the files, and record what was offered and not kept."""
    troubles = intake.troubles()
    said = [f"'{name}' {trouble.words}" for name, trouble in troubles]
    if intake.empty:
        said = ["Choose at least one file."]
    form.files.errors = [*form.files.errors, *said]
    if troubles:
        with unit_of_work(current_actor()) as work:
            record_refused(work, facts, codes=[trouble.code for _, trouble in troubles])
    return not said


def _offer(form: CaptureForm) -> CaptureOffer:
    """Return what a form says that was not accepted; a moment that it does not say stands as a past one."""
    now, zone = clock_of(db.session).now(), form.captured_zone
    said = form.captured_at.data if not form.captured_at.errors and not zone.errors else None
    return CaptureOffer(
        source_link=form.source_link.data or "",
        no_source_reason=form.no_source_reason.data or "",
        shows=form.shows.data or "",
        tool=form.tool.data or "",
        captured_at=said.replace(tzinfo=ZoneInfo(zone.data)) if said else now,
        now=now,
        department_device=bool(form.department_device.data),
    )


def _text(form: CaptureForm) -> CaptureText:
    zone = form.captured_zone.data
    return CaptureText(
        source_link=form.source_link.data or "",
        no_source_reason=form.no_source_reason.data or "",
        shows=form.shows.data or "",
        tool=form.tool.data or "",
        signed_in=SignedIn(form.signed_in.data),
        captured_at=cast(datetime, form.captured_at.data).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC),
        captured_zone=zone,
        department_device=bool(form.department_device.data),
    )


def _settings() -> Settings:
    return cast(Settings, current_app.extensions["settings"])


def _form(facts: CaseFacts, form: CaptureForm, status: int = 200, same: str = "") -> Answer:
    settings = _settings()
    with unit_of_work(current_actor()) as work:
        record_opening(work, case_id=facts.case_id, thing=Thing.CASE, reference=facts.reference)
    return page(
        status,
        form=form,
        same=same,
        top=case_top(db.session, current_actor(), facts),
        accept=ACCEPT,
        limits=Limits(settings.image_bytes, settings.archive_bytes),
    )


def _onward(facts: CaseFacts, draft: str, references: list[str]) -> Answer:
    case = facts.reference
    if not draft:
        alone = len(references) == 1
        return (
            go("findings.capture", case=case, capture=references[0])
            if alone
            else go("findings.captures", case=case)
        )
    kept = draft_of(db.session, facts.case_id, current_actor().person_id, draft)
    if kept.finding:
        return go("findings.edit_finding", case=case, finding=kept.finding, draft=draft)
    return go("findings.new_finding", case=case, draft=draft)


@blueprint.get("/cases/<case>/captures/<capture>")
@requires(Permission.READ_CAPTURE, about=capture_case)
def capture(case: str, capture: str, facts: CaseFacts) -> Answer:
    """Show what is known of a capture, and who had it in hand; never the file itself (R-33)."""
    del case
    with unit_of_work(current_actor()) as work:
        record_opening(work, case_id=facts.case_id, thing=Thing.CAPTURE, reference=capture, reason=None)
    view = capture_page(db.session, current_actor(), facts, capture)
    form = LinkForm()
    form.finding.choices = options([("", "Choose a finding"), *view.unlinked])
    return page(view=view, form=form)
