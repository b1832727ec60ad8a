"""Pages of uniformity: the choice of a requisition, its table, the searches behind a cell, and the file."""

from __future__ import annotations

from hashlib import sha256

from flask import Response, request
from flask.typing import ResponseReturnValue

from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.db import db, unit_of_work
from tracker.oversight import (
    service,
    views_cases,
    views_certificates,
    views_ledger,
    views_reports,
    views_system,
)
from tracker.oversight.blueprint import blueprint
from tracker.oversight.cell import cell_of
from tracker.oversight.certificates import certificates_of
from tracker.oversight.exports import table_as_csv
from tracker.oversight.uniformity import opened_requisitions, uniformity_of
from tracker.oversight.uniformity_picture import MANY, draw, words_of
from tracker.policy.facts import CaseFacts, RequisitionFacts
from tracker.policy.judgement import reads_all
from tracker.policy.permissions import Permission
from tracker.requisitions.queries import requisition_facts
from tracker.web.guard import current_actor, may, requires
from tracker.web.pages import page

__all__ = ["blueprint", "views_cases", "views_certificates", "views_ledger", "views_reports", "views_system"]


@blueprint.get("/audit/uniformity")
@requires(Permission.READ_UNIFORMITY, lists=True)
def uniformity() -> ResponseReturnValue:
    """Let a requisition be chosen."""
    return page(requisitions=opened_requisitions(db.session))


@blueprint.get("/audit/uniformity/<requisition>")
@requires(Permission.READ_UNIFORMITY, about=requisition_facts)
def table(requisition: str, facts: RequisitionFacts) -> ResponseReturnValue:
    """Show candidates by steps, by reference and never by name; the reading is recorded first."""
    actor = current_actor()
    with unit_of_work(actor) as work:
        service.open_table(work, facts)
    view = uniformity_of(db.session, facts)
    many = len(view.table.rows) > MANY
    asked = request.args.get("show", "")
    differences_only = asked == "differences" or (asked != "all" and many)
    case_page = "protocol.case" if reads_all(actor.role) else "oversight.case_file"
    picture = draw(view, differences_only=differences_only, case_page=case_page)
    return page(
        view=view,
        picture=picture,
        requisition=requisition,
        differences_only=differences_only,
        certificates=certificates_of(db.session, facts.requisition_id),
        certifies=may(Permission.CERTIFY_UNIFORMITY, facts),
    )


@blueprint.get("/audit/uniformity/<requisition>/table.csv")
@requires(Permission.READ_UNIFORMITY, about=requisition_facts)
def table_csv(requisition: str, facts: RequisitionFacts) -> Response:
    """Hand the whole table out as a file; that it leaves is recorded first."""
    content, rows = table_as_csv(uniformity_of(db.session, facts))
    with unit_of_work(current_actor()) as work:
        service.export_table(work, facts, rows=rows, sha256=sha256(content).hexdigest())
    name = f"uniformity-{requisition}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype="text/csv", headers=headers)


@blueprint.get("/audit/cases/<case>/steps/<step>")
@requires(Permission.READ_SEARCHES, about=case_facts)
def cell(case: str, step: str, facts: CaseFacts) -> ResponseReturnValue:
    """Show the searches behind one cell, sealed words closed; the reading is recorded first."""
    open_on_record(facts, Thing.SEARCH_LOG, case)
    view = cell_of(db.session, facts, step)
    said = words_of(view.cell) if view.cell else ""
    compares = may(Permission.READ_UNIFORMITY)
    return page(view=view, said=said, compares=compares)
