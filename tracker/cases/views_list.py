"""HR's page that takes a list of candidates: looked at first, then added whole."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import IO, cast

from flask import current_app, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from tracker.cases.adding_many import add_all
from tracker.cases.blueprint import blueprint
from tracker.cases.csv_rows import MOST_BYTES
from tracker.cases.forms_list import ListForm, lines_of
from tracker.cases.listed import Looked, Unsound, looked_at, missing_to_take, sound
from tracker.db import db, unit_of_work
from tracker.policy.answers import require
from tracker.policy.facts import RequisitionFacts
from tracker.policy.permissions import Permission
from tracker.requisitions.queries import requisition_facts
from tracker.settings import Settings
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page
from tracker.web.receiving import require_token, streams, take_files

Answer = tuple[str, int] | Response
ANOTHER = "This is not the file that you looked at, so nothing was added. Look at this one first"


@blueprint.route("/admin/requisitions/<requisition>/candidates/from-file", methods=["GET", "POST"])
@streams
@requires(Permission.OPEN_CASE, about=requisition_facts)
def from_file(requisition: str, facts: RequisitionFacts) -> Answer:
    """Look at a list of candidates, which stays in memory; add all of them once it was looked at."""
    if request.method == "GET":
        return page(form=ListForm(), facts=facts, looked=None)
    limit = MOST_BYTES + cast(Settings, current_app.extensions["settings"]).form_bytes
    take_files(lambda _name: BytesIO(), limit)
    try:
        form = ListForm()
    except RequestEntityTooLarge:
        form = ListForm(formdata=None)
        form.form_errors.append(f"The file must be smaller than {MOST_BYTES // 2**20} MB. Nothing was added.")
        return page(413, form=form, facts=facts, looked=None)
    accepted = form.validate()
    require_token(form.errors)
    if not accepted:
        return page(422, form=form, facts=facts, looked=None)
    file = cast(IO[bytes], form.file.data.stream)
    digest = hashlib.sha256(file.read()).hexdigest()
    added = _added(facts, form, file) if form.seen.data == digest else 0
    if added:
        notice("candidates-added", f"{added:,}")
        return go("cases.candidates", requisition=requisition)
    return _looked(facts, form, file, digest)


def _added(facts: RequisitionFacts, form: ListForm, file: IO[bytes]) -> int:
    """Add the whole list and return how many; 0 where something stood in the way."""
    file.seek(0)
    try:
        with unit_of_work(current_actor()) as work:
            return add_all(work, facts, sound(work.session, facts.requisition_id, lines_of(file)))
    except Unsound:
        form.form_errors.append("Meanwhile a row has to be mended, so nothing was added.")
    except NOT_DONE as why:
        explain(form, why)
    return 0


def _looked(facts: RequisitionFacts, form: ListForm, file: IO[bytes], digest: str) -> Answer:
    """Show what the list comes to; the same file is chosen again to add it."""
    file.seek(0)
    looked: Looked = looked_at(db.session, facts.requisition_id, lines_of(file))
    if form.seen.data and form.seen.data != digest:
        form.file.errors = [ANOTHER]
    if not form.errors:
        try:
            require(missing_to_take(db.session, facts.requisition_id))
        except NOT_DONE as why:
            explain(form, why)
    form.seen.data = "" if looked.wrong else digest
    return page(422 if form.errors or looked.wrong else 200, form=form, facts=facts, looked=looked)
