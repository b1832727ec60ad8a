"""Evidence that leaves: the list of packages, and the page on which one is asked for and sent."""

from __future__ import annotations

import logging
from contextlib import ExitStack

from flask import Response, current_app, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.checkpointing import make_checkpoint, signer_of
from tracker.db import clock_of, db, unit_of_work
from tracker.engines import alone
from tracker.exports import service
from tracker.exports.blueprint import blueprint
from tracker.exports.forms import ExportForm
from tracker.exports.index import Index, index_of, on_paper
from tracker.exports.package import asker_in
from tracker.exports.packing import Packed, letting_go, packed
from tracker.exports.queries import last_package, package_lines
from tracker.ledger.checkpoints import ExportRefused
from tracker.policy.answers import require
from tracker.policy.exporting import ExportWords, missing_to_send
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.printing.press import NotPrinted
from tracker.rights.archive import streamed
from tracker.settings import Settings
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import page

__all__ = ["blueprint"]
log = logging.getLogger(__name__)


@blueprint.get("/audit/exports")
@requires(Permission.READ_EXPORTS)
def exports() -> ResponseReturnValue:
    """Show which packages of evidence left, newest first: when, for whom and why."""
    lines, older = package_lines(db.session, request.args.get("after", ""))
    return page(lines=lines, older=older)


@blueprint.route("/audit/cases/<case>/export", methods=["GET", "POST"])
@requires(Permission.EXPORT_EVIDENCE, about=case_facts)
def export_case(case: str, facts: CaseFacts) -> ResponseReturnValue:
    """Ask for which matter, for whom and why, record it, and send the package."""
    form, status = ExportForm(), 200
    if form.validate_on_submit():
        try:
            return _sent(facts, form)
        except NOT_DONE as refusal:
            explain(form, refusal)
            status = 409
    elif form.is_submitted():
        status = 422
    open_on_record(facts, Thing.CASE)
    form.seen.data = str(last_package(db.session, facts.case_id))
    return page(status, form=form, case=case)


def _sent(facts: CaseFacts, form: ExportForm) -> Response:
    words = form.words()
    with ExitStack() as held:
        free = held.enter_context(alone(db.engine, f"evidence-{facts.reference}"))
        made = form.made_since(last_package(db.session, facts.case_id))
        require(missing_to_send(facts.reference, under_way=not free, kept=True, made=made))
        ready = _packed(facts, words)
        with unit_of_work(current_actor()) as work:
            service.send_package(work, facts, words, ready.package, ready.sent)
        body = stream_with_context(letting_go(db.session, streamed(ready.files, ready.made_at)))
        response = Response(body, content_type="application/zip")
        response.headers["Content-Disposition"] = f'attachment; filename="{ready.name}.zip"'
        response.call_on_close(held.pop_all().close)
        return response


def _packed(facts: CaseFacts, words: ExportWords) -> Packed:
    """Sign the ledger as it stands, and make the package against that."""
    try:
        make_checkpoint()
    except (ExportRefused, OSError) as trouble:
        log.error("the ledger's checkpoint was not exported: %s", trouble)
    settings: Settings = current_app.extensions["settings"]
    session, signer = db.session, signer_of(db.session)
    asker = asker_in(session, current_actor(), words.redaction)

    def index(ready: Packed) -> dict[str, bytes]:
        said = index_of(
            ready,
            words,
            case=facts.reference,
            agency=settings.agency_name,
            asked_by=asker,
            key=signer.verifier.text(),
        )
        return _both(said)

    return packed(
        session,
        facts,
        words,
        asked_by=asker,
        agency=settings.agency_name,
        made_at=clock_of(session).now(),
        signer=signer,
        index=index,
    )


def _both(said: Index) -> dict[str, bytes]:
    """Return the page, and the same on paper where that can be made, by the names of their files."""
    paper = {}
    try:
        paper["index.pdf"] = on_paper(said)
    except NotPrinted as fault:
        log.error("the index of %s was not printed: %s", said.name, fault)
    shown = render_template("exports/_package_index.html", index=said, paper=bool(paper))
    return paper | {"index.html": shown.encode()}
