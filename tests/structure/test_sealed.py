"""Every sealed column is in the inventory on file, and only those are."""

from __future__ import annotations

from flask import Flask

from tests.structure.source import ROOT
from tracker.db import Record
from tracker.vault.inventory import sealed_slots

INVENTORY = ROOT / "tests" / "structure" / "sealed_columns.txt"


def test_the_inventory_of_sealed_columns_is_the_one_on_file(app: Flask) -> None:
    found = "".join(f"{slot}\n" for slot in sorted(map(str, sealed_slots(Record.metadata))))
    assert found == INVENTORY.read_text("utf-8"), "a sealed column came or went: say so in the file"
