"""The map of the rooms in docs/architecture.md names every file that a room has beside the usual ones."""

from __future__ import annotations

import re

from tests.structure.source import ROOMS, ROOT, TRACKER

USUAL = re.compile(r"__init__|models|forms(_\w+)?|service|queries|views(_\w+)?|blueprint|slots")
NAMED = re.compile(r"^- `(\w+/\w+\.py)`: \S", re.MULTILINE)


def test_every_further_file_of_a_room_is_on_the_map() -> None:
    named = set(NAMED.findall((ROOT / "docs" / "architecture.md").read_text("utf-8")))
    further = {
        f"{room}/{path.name}"
        for room in ROOMS
        for path in (TRACKER / room).glob("*.py")
        if not USUAL.fullmatch(path.stem)
    }
    assert named == further, "one line each in docs/architecture.md: what the file is for"
