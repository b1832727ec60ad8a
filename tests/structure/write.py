"""Writes the access table and the inventory of sealed columns anew: ``make access-table``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.structure.test_pages import TABLE, access_table
from tests.structure.test_sealed import INVENTORY
from tracker.app import build
from tracker.db import Record
from tracker.settings import load_settings
from tracker.vault.inventory import sealed_slots


def main() -> None:
    """Write both files."""
    with tempfile.TemporaryDirectory() as folder:
        app = build(load_settings(environment="test", instance=Path(folder)))
        TABLE.write_text(access_table(app), "utf-8")
        INVENTORY.write_text(
            "".join(f"{slot}\n" for slot in sorted(map(str, sealed_slots(Record.metadata)))), "utf-8"
        )


if __name__ == "__main__":
    main()
