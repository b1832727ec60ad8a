"""The uniformity table as a file for other programs: one row for each step of each candidate."""

from __future__ import annotations

import csv
import io

from tracker.oversight.uniformity import UniformityTable

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
)


def table_as_csv(view: UniformityTable) -> tuple[bytes, int]:
    """Return the table as CSV in UTF-8 (RFC 4180), with the number of its rows without the head."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    columns = {column.code: column for column in view.table.columns}
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
                )
            )
            count += 1
    return text.getvalue().encode("utf-8"), count
