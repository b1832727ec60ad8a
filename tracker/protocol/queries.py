"""What other rooms read of the protocol's run: definition, steps, searches, and cells for comparing cases."""

from __future__ import annotations

from tracker.protocol.pinned import definition_of
from tracker.protocol.progress import CaseCells, requisition_cells, steps_of
from tracker.protocol.searched import extra_searches_of, search_facts, searches_of, ungranted_searches

__all__ = [
    "CaseCells",
    "definition_of",
    "extra_searches_of",
    "requisition_cells",
    "search_facts",
    "searches_of",
    "steps_of",
    "ungranted_searches",
]
