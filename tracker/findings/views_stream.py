"""Takes one large file in as the body of a request: what is said of it first, then its bytes as they are.

The form's fields come first, as a form sends them, and a header says how long they are; so nothing of them
stands in an address or a log, and the token and all rules are those of the form.
With no byte behind them, the answer only tells whether enough is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl

from flask import jsonify, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from tracker.cases.queries import case_facts
from tracker.db import clock_of, db
from tracker.findings.blueprint import blueprint
from tracker.findings.capture_service import open_intake, settings_of
from tracker.findings.forms_captures import CaptureForm
from tracker.findings.intake import Intake
from tracker.findings.taking_in import take_in
from tracker.findings.told_of_files import Groups, group_said
from tracker.findings.views_captures import onward
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.web.forms import single
from tracker.web.guard import current_actor, requires
from tracker.web.pages import notice
from tracker.web.receiving import body_behind, require_token, streams
from tracker.web.typed import number_in

FORM_BYTES = "Tracker-Form-Bytes"
"""The header that says how many bytes of the body are the form's fields."""


@blueprint.put("/cases/<case>/captures/stream")
@streams
@requires(Permission.ADD_CAPTURE, about=case_facts)
def stream_capture(case: str, facts: CaseFacts) -> tuple[Response, int]:
    """Take one file in as a capture; it is sealed as it arrives."""
    del case
    said = number_in(request.headers.get(FORM_BYTES))
    if said is None:
        raise BadRequest
    settings = settings_of(db.session)
    head, pieces = body_behind(said, settings.archive_bytes + settings.form_bytes)
    form = CaptureForm(formdata=MultiDict(parse_qsl(head.decode("utf-8", "replace"), keep_blank_values=True)))
    form.validate()
    require_token(form.errors)
    with open_intake(db.session, facts) as intake:
        if int(said) == request.content_length:
            return _answer(form, Groups(form, {}, clock_of(db.session).now(), group_said(form)))
        return _taken(facts, form, intake, pieces)


def _taken(
    facts: CaseFacts, form: CaptureForm, intake: Intake, pieces: Iterator[bytes]
) -> tuple[Response, int]:
    arriving = intake.begin(form.file_name.data or "")
    for piece in pieces:
        arriving.write(piece)
    arriving.seek(0)
    belongs = dict.fromkeys(intake.ids, group_said(form))
    groups = Groups(form, belongs, clock_of(db.session).now(), group_said(form))
    taken = take_in(current_actor(), facts, intake, groups)
    if not taken.kept:
        return _answer(form, groups)
    draft = form.draft.data or ""
    notice("capture-added", taken.kept[0])
    return jsonify(kept=taken.kept[0], at=onward(facts, draft, taken.kept).location, draft=bool(draft)), 201


def _answer(form: CaptureForm, groups: Groups) -> tuple[Response, int]:
    groups.gather()
    words = [str(error) for error in form.form_errors]
    words += [str(error) for field in single(form) for error in field.errors]
    return (jsonify(refused=words), 422) if words else (jsonify(refused=[]), 200)
