"""Files for other programs: the uniformity table step by step, and how long cases took part by part."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any

from tracker.oversight.uniformity import UniformityTable
from tracker.policy.cycle_time import Span, Taken
from tracker.policy.effort import Effort
from tracker.policy.uniformity import Row
from tracker.requisitions.deviations import DeviationLine

HEAD = (
    "requisition",
    "case",
    "step",
    "title",
    "state",
    "searches",
    "beyond_others",
    "median_of_others",
    "beyond_protocol_in_case",
    "days_in_case",
    "work_finished",
    "deviations_of_the_chief",
    "times_made_due_later",
    "times_given_to_answer",
    "lent_by_a_partner_agency",
)


def table_as_csv(view: UniformityTable) -> tuple[bytes, int]:
    """Return the table as CSV in UTF-8 (RFC 4180), with the number of its rows without the head."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    columns = {column.code: column for column in view.table.columns}
    deviations = " ".join(map(_in_words, view.deviations))
    count = 0
    for row in view.table.rows:
        for cell in row.cells:
            writer.writerow(
                (
                    view.requisition,
                    row.reference,
                    cell.code,
                    columns[cell.code].title,
                    cell.state.word,
                    cell.searches,
                    cell.extra,
                    f"{columns[cell.code].median_searches:g}",
                    row.off_protocol,
                    "" if row.days is None else row.days,
                    "yes" if row.finished else "no",
                    deviations,
                    len(view.times.get(row.reference, ())),
                    len(view.answers.get(row.reference, ())),
                    " ".join(view.lent.get(row.reference, ())),
                )
            )
            count += 1
    return text.getvalue().encode("utf-8"), count


def table_as_json(
    view: UniformityTable,
    effort: Iterable[Effort],
    *,
    differences_only: bool,
    searched: Collection[str] | None,
) -> tuple[bytes, int]:
    """Return the table as JSON in UTF-8, of the rows that the page shows, with the number of their steps."""
    rows = view.shown(differences_only=differences_only, searched=searched)
    said = {
        "requisition": view.requisition,
        "title": view.title,
        "protocol": view.protocol,
        "sentence": view.table.sentence,
        "shown": "differences" if differences_only else "all",
        "steps": [asdict(column) for column in view.table.columns],
        "cases": [_case(row, view) for row in rows],
        "withdrawn": view.withdrawn,
        "deviations_of_the_chief": [_in_words(one) for one in view.deviations],
        "searchers": [asdict(one) for one in effort],
    }
    text = json.dumps(said, ensure_ascii=False, indent=1)
    return f"{text}\n".encode(), sum(len(row.cells) for row in rows)


def _case(row: Row, view: UniformityTable) -> dict[str, Any]:
    return {
        "case": row.reference,
        "finished": row.finished,
        "days": row.days,
        "beyond_protocol": row.off_protocol,
        "told": [said for told in view.told for said in told.get(row.reference, ())],
        "steps": [
            {"step": cell.code, "state": cell.state.word, "searches": cell.searches, "extra": cell.extra}
            for cell in row.cells
        ],
    }


def _in_words(one: DeviationLine) -> str:
    until = f" until {one.ended_at:%Y-%m-%d}" if one.ended_at else ""
    since = f" (from {one.recorded_at:%Y-%m-%d}{until})" if one.agency_wide else ""
    return f"{one.called}{since}: {one.reason} Control: {one.compensating_control}"


def cycle_as_csv(cases: Iterable[Taken]) -> bytes:
    """Return what closed cases took, in working days, as CSV in UTF-8 (RFC 4180)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("case", "decided", "working_days", "without_waiting_for_the_candidate", *Span))
    for one in cases:
        writer.writerow((one.reference, one.closed, one.whole, one.ours, *one.spans.values()))
    return text.getvalue().encode("utf-8")
