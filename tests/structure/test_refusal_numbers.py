"""docs/REFUSALS.md lists every number that a refusal bears, and where it is said."""

from __future__ import annotations

import re

from tests.structure.source import ROOT, TRACKER


def test_the_list_names_every_number_and_every_file_that_says_it() -> None:
    said: dict[str, set[str]] = {}
    for path in TRACKER.rglob("*.py"):
        for number in re.findall(r'ref="(R-\d\d)"', path.read_text("utf-8")):
            said.setdefault(number, set()).add(str(path.relative_to(TRACKER).with_suffix("")))
    page = (ROOT / "docs" / "REFUSALS.md").read_text("utf-8")
    rows = re.findall(r"^\| (R-\d\d) \| \S.+ \| (.+) \|$", page, re.MULTILINE)
    assert {number: set(re.findall(r"`([^`]+)`", files)) for number, files in rows} == said
    assert len(rows) == len(said) > 20
