"""A template imports what it uses, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.structure.source import ROOT

IMPORT = re.compile(r'\{%-? from "[^"]+" import ([^%]+?)(?: with context)? -?%\}')


def _unused(text: str) -> Iterator[str]:
    for found in IMPORT.finditer(text):
        rest = text[: found.start()] + text[found.end() :]
        for name in (one.split(" as ")[-1].strip() for one in found[1].split(",")):
            if not re.search(rf"\b{name}\b", rest):
                yield name


def test_no_template_imports_what_it_does_not_use() -> None:
    templates = sorted((ROOT / "templates").rglob("*.html"))
    unused = [f"{path.name}: {name}" for path in templates for name in _unused(path.read_text("utf-8"))]
    assert not unused
    assert list(_unused('{% from "a" import one, two as three %}{{ one() }}')) == ["three"]
