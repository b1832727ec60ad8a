"""Certificates of uniformity: issued, read, taken away, and what checks them elsewhere."""

from __future__ import annotations

import logging
from hashlib import sha256

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from tracker.checkpointing import make_checkpoint, signer_of
from tracker.db import db, unit_of_work
from tracker.exports.verifier_file import verifier_file
from tracker.ledger.checkpoints import ExportRefused
from tracker.oversight import service
from tracker.oversight.blueprint import blueprint
from tracker.oversight.certificates import Certificate, certificate_of
from tracker.policy.facts import RequisitionFacts
from tracker.policy.permissions import Permission
from tracker.policy.uniformity import CellState
from tracker.requisitions.queries import requisition_facts
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

STATES = {state.word: state.words for state in CellState}
"""What each state of a step is called."""

log = logging.getLogger(__name__)


@blueprint.post("/audit/uniformity/<requisition>/certificates")
@requires(Permission.CERTIFY_UNIFORMITY, about=requisition_facts)
def certify(requisition: str, facts: RequisitionFacts) -> ResponseReturnValue:
    """Issue a certificate over the ledger as it stands, which is signed first."""
    try:
        make_checkpoint()
    except (ExportRefused, OSError) as trouble:
        log.error("the ledger's checkpoint was not exported: %s", trouble)
    with unit_of_work(current_actor()) as work:
        row = service.issue_certificate(work, facts, signer_of(work.session))
    notice("certificate-issued", str(row.number))
    return go(".certificate", requisition=requisition, certificate=row.number)


@blueprint.get("/audit/uniformity/<requisition>/certificates/<int:certificate>")
@requires(Permission.READ_UNIFORMITY, about=requisition_facts)
def certificate(requisition: str, facts: RequisitionFacts, certificate: int) -> ResponseReturnValue:
    """Show a certificate as it was signed; the reading is recorded first."""
    view = certificate_of(db.session, facts.requisition_id, certificate)
    with unit_of_work(current_actor()) as work:
        service.open_table(work, facts)
    key = signer_of(db.session).verifier.text()
    return page(view=view, requisition=requisition, key=key, states=STATES)


@blueprint.get("/audit/uniformity/<requisition>/certificates/<int:certificate>/note.txt")
@requires(Permission.READ_UNIFORMITY, about=requisition_facts)
def certificate_note(requisition: str, facts: RequisitionFacts, certificate: int) -> Response:
    """Hand a certificate out as it was signed, to be checked elsewhere; that it leaves is recorded first."""
    view = certificate_of(db.session, facts.requisition_id, certificate)
    return _handed_out(facts, view, view.note, f"uniformity-{requisition}-{certificate}.txt", "text/plain")


@blueprint.get("/audit/uniformity/<requisition>/certificates/<int:certificate>/certificate.json")
@requires(Permission.READ_UNIFORMITY, about=requisition_facts)
def certificate_json(requisition: str, facts: RequisitionFacts, certificate: int) -> Response:
    """Hand out what a certificate says for other programs; that it leaves is recorded first."""
    view = certificate_of(db.session, facts.requisition_id, certificate)
    name = f"uniformity-{requisition}-{certificate}.json"
    return _handed_out(facts, view, f"{view.text}\n", name, "application/json")


@blueprint.get("/audit/uniformity/<requisition>/certificates/<int:certificate>/verify.py")
@requires(Permission.READ_UNIFORMITY, about=requisition_facts)
def verify_file(requisition: str, facts: RequisitionFacts, certificate: int) -> Response:
    """Hand out the program that checks a certificate without this product; it holds nothing of anybody."""
    certificate_of(db.session, facts.requisition_id, certificate)
    page_of = url_for(".certificate", requisition=requisition, certificate=certificate)
    headers = {"Content-Disposition": 'attachment; filename="verify.py"', "Link": f"<{page_of}>; rel=up"}
    return Response(verifier_file(), mimetype="text/x-python", headers=headers)


def _handed_out(facts: RequisitionFacts, view: Certificate, text: str, name: str, mimetype: str) -> Response:
    content = text.encode("utf-8")
    with unit_of_work(current_actor()) as work:
        service.export_certificate(work, facts, view.line, sha256=sha256(content).hexdigest())
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=mimetype, headers=headers)
