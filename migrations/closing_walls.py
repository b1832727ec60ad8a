"""The wall that asks the ledger how long a case has been closed, whatever the batch says of it (A.7)."""

from __future__ import annotations

from migrations.disposal_walls import FEDERAL_YEARS
from migrations.separation_walls import Rule

_BARE = "REPLACE(CAST(NEW.case_id AS VARCHAR), '-', '')"
_CASE = " || '-' || ".join(
    f"SUBSTR({_BARE}, {start}, {length})" for start, length in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
)
_TWO_YEARS_ON = (
    f"CAST(CAST(SUBSTR(ledger_entries.at, 1, 4) AS INTEGER) + {FEDERAL_YEARS} AS VARCHAR) "
    "|| SUBSTR(ledger_entries.at, 5, 6)"
)
_CLOSED_LATELY = (
    f"EXISTS (SELECT 1 FROM ledger_entries WHERE ledger_entries.case_id = {_CASE} "
    "AND ledger_entries.event = 'CASE_STAGE_CHANGED' "
    f"AND {_TWO_YEARS_ON} > CAST(NEW.disposed_on AS VARCHAR))"
)
RULES = (
    Rule(
        "disposals",
        "by_the_ledger",
        ("INSERT",),
        "a case is disposed of two years after the ledger says that it was closed",
        f"NEW.done AND {_CLOSED_LATELY}",
    ),
)
