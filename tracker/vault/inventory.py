"""The list of every sealed column, and the check that nothing is sealed for another place."""

from __future__ import annotations

from collections.abc import Container

from sqlalchemy import MetaData

from tracker.vault.format import Slot


def sealed_slots(metadata: MetaData) -> tuple[Slot, ...]:
    """Return the slot of every column that only the vault can read, by table and column."""
    return tuple(
        sorted(
            Slot(table.name, column.name)
            for table in metadata.tables.values()
            for column in table.columns
            if column.info.get("sealed")
        )
    )


class SealedColumns(Container[Slot]):
    """The sealed columns of the metadata as it is when asked, so that it may be made before the models."""

    def __init__(self, metadata: MetaData) -> None:
        """Take the metadata of the records."""
        self._metadata = metadata

    def __contains__(self, slot: object) -> bool:
        """Tell whether a slot is a sealed column."""
        if not isinstance(slot, Slot) or slot.table not in self._metadata.tables:
            return False
        column = self._metadata.tables[slot.table].columns.get(slot.column)
        return column is not None and bool(column.info.get("sealed"))
