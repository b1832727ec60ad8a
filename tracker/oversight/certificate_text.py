"""What a certificate of uniformity says, in the form that is signed (docs/EXPORTS.md, section 1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.ledger.canonical import canonical
from tracker.ledger.entries import written
from tracker.ledger.notes import Signer
from tracker.oversight.certificates import Approved
from tracker.oversight.uniformity import UniformityTable
from tracker.policy.definitions import ProtocolDefinition
from tracker.policy.uniformity import Cell, Column, Row
from tracker.requisitions.deviations import DeviationLine

KIND = "tracker uniformity certificate"
"""Says what the signed text is, so that nothing else that the key signs can be taken for it."""
FORMAT = 1
DONE = frozenset({"nothing-found", "found"})
"""States in which a step was simply done: a certificate tells of work, and not of what came of it."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One issuing: which number, when, for whom and over which checkpoint of the ledger."""

    number: int
    issued_at: datetime
    asked_by: str
    role: str
    checkpoint: str


def certificate_note(
    view: UniformityTable,
    definition: ProtocolDefinition,
    approved: Iterable[Approved],
    issue: Issue,
    signer: Signer,
) -> str:
    """Return a certificate as a signed note: a line of canonical JSON, signed with the ledger's key."""
    return signer.sign(canonical(_said(view, definition, approved, issue)).decode("utf-8") + "\n")


def _said(
    view: UniformityTable, definition: ProtocolDefinition, approved: Iterable[Approved], issue: Issue
) -> dict[str, Any]:
    return {
        "kind": KIND,
        "v": FORMAT,
        "requisition": {"reference": view.requisition, "title": view.title},
        "number": issue.number,
        "supersedes": issue.number - 1 or None,
        "issued_at": written(issue.issued_at),
        "asked_by": {"name": issue.asked_by, "role": issue.role},
        "checkpoint": issue.checkpoint,
        "protocol": {
            "title": definition.title,
            "version": definition.version,
            "digest": definition.digest,
        },
        "sentence": view.table.sentence,
        "steps": [_step(column) for column in view.table.columns],
        "cases": [_case(row) for row in view.table.rows],
        "withdrawn": list(view.withdrawn),
        "deviations_of_the_chief": [_deviation(one) for one in view.deviations],
        "approved": [_approved(one, definition) for one in approved],
        "told": [{"case": case, "sentence": sentence} for case, sentence in _told(view)],
    }


def _step(column: Column) -> dict[str, Any]:
    """Return the spread of one step; a median is text, since it can end in a half."""
    return {
        "step": column.code,
        "title": column.title,
        "done_percent": column.done_percent,
        "median_searches": f"{column.median_searches:g}",
        "least": column.least,
        "most": column.most,
    }


def _case(row: Row) -> dict[str, Any]:
    return {
        "case": row.reference,
        "finished": row.finished,
        "days": row.days,
        "beyond_protocol": row.off_protocol,
        "steps": [_cell(cell) for cell in row.cells],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    """Return one step of a case; a step that was found something in says no more than that it was done."""
    state = "done" if cell.state.word in DONE else cell.state.word
    return {"step": cell.code, "state": state, "searches": cell.searches, "extra": cell.extra}


def _deviation(one: DeviationLine) -> dict[str, Any]:
    return {
        "clause": one.clause,
        "for": one.person or ("the whole agency" if one.agency_wide else "the whole requisition"),
        "reason": one.reason,
        "control": one.compensating_control,
        "recorded_by": one.recorded_by,
        "recorded_at": written(one.recorded_at),
        "ended_at": written(one.ended_at) if one.ended_at else None,
    }


def _approved(one: Approved, definition: ProtocolDefinition) -> dict[str, Any]:
    excuse = definition.excuse(one.excuse) if one.excuse else None
    return {
        "request": one.request,
        "case": one.case,
        "step": one.step,
        "what": one.kind,
        "why": excuse.words if excuse else one.excuse or None,
        "asked_by": one.asked_by,
        "approved_by": one.approved_by,
        "approved_at": written(one.approved_at),
    }


def _told(view: UniformityTable) -> Iterator[tuple[str, str]]:
    for told in view.told:
        for case, sentences in told.items():
            yield from ((case, sentence) for sentence in sentences)
