"""The sentences of the candidate's side, collected for translation by ``make translations``."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po, write_po

from tracker.policy.clauses import Clause

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "config" / "translations" / "messages.pot"
KEYWORDS: Mapping[str, Any] = {**DEFAULT_KEYWORDS, "_l": None}
RULES: Mapping[str, Any] = {"Unmet": (2,), "_left": (1,), "_refused": (1,), "worded": (1,)}
"""How the rules that candidates meet name their sentences."""
RULES_FOR_CANDIDATES = ("access_modes.py", "affidavit.py", "affidavit_window.py", "handles.py")
PLATFORMS = ROOT / "config" / "platforms.toml"
"""The list of platforms, whose hints candidates read."""


def sources() -> Iterator[tuple[Path, str, Mapping[str, Any]]]:
    """Yield each source with how it is read and which calls hold a sentence."""
    for path in sorted((ROOT / "tracker").rglob("*.py")):
        if path.parent.name == "web":
            yield path, "python", {**KEYWORDS, "Unmet": (2,)}
        elif path.parent.name != "policy":
            yield path, "python", KEYWORDS
        elif path.name in RULES_FOR_CANDIDATES:
            yield path, "python", RULES
    for path in sorted((ROOT / "templates").rglob("*.html")):
        yield path, "jinja2", KEYWORDS


@cache
def collected() -> Catalog:
    """Return all sentences that are said through gettext, in the order of the alphabet."""
    catalogue = Catalog(project="Tracker", charset="utf-8")
    found = set()
    for path, method, keywords in sources():
        options = {"silent": "false"} if method == "jinja2" else None
        for _, message, _, context in extract_from_file(method, path, keywords, options=options):
            if message and message != ("",):
                found.add((message, context))
    for platform in tomllib.loads(PLATFORMS.read_text("utf-8"))["platforms"]:
        found.add((platform["handle_hint"], None))
    found |= {(clause.title, None) for clause in Clause}
    for message, context in sorted(found, key=str):
        catalogue.add(message, context=context)
    return catalogue


def written() -> Catalog:
    """Return the sentences of the template on file."""
    with TEMPLATE.open("rb") as file:
        return read_po(file)


def write() -> None:
    """Write the template anew."""
    text = io.BytesIO()
    write_po(text, collected(), omit_header=True, sort_output=True, width=110)
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(text.getvalue())


if __name__ == "__main__":
    write()
