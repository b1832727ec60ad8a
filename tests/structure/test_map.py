"""The map of the rooms in docs/architecture.md: every file of a room is of one kind, and stays within it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.structure.source import ROOMS, ROOT, TRACKER

USUAL = {
    "models": "rows",
    "slots": "rows",
    "forms": "form",
    "service": "writer",
    "queries": "reader",
    "views": "view",
    "blueprint": "view",
}
"""The files that every room may have, also by page, as in ``views_steps``."""
NAMED = re.compile(r"^- `(\w+/\w+)\.py` \((\w+)\): \S", re.MULTILINE)
WEB = ("flask", "flask_babel", "flask_login", "flask_wtf", "markupsafe", "tracker.web", "werkzeug", "wtforms")
REQUEST = (
    "flask.current_app",
    "flask.g",
    "flask.request",
    "flask.session",
    "tracker.web.guard",
    "tracker.web.pages",
)
ROWS = ("sqlalchemy", *(f"tracker.{room}.models" for room in ROOMS))
PASSED_ON = (
    "sqlalchemy.orm.Session",
    "tracker.vault.trouble.FileMissing",
    "tracker.vault.trouble.Unopenable",
)
"""Neither rows nor keys, but what readers are handed and what they raise; everybody may name these."""
WRITING = ("tracker.db.unit_of_work", "tracker.db.UnitOfWork", "tracker.ledger.journal.record")
WALLS: dict[str, tuple[str, ...]] = {
    "rows": (*WEB, *WRITING),
    "form": (*ROWS, *REQUEST, *WRITING, "tracker.vault"),
    "writer": WEB,
    "reader": (*WEB, *WRITING),
    "shown": (*ROWS, *REQUEST, *WRITING, "tracker.vault"),
    "view": (*ROWS, "tracker.vault"),
    "plain": (*WEB, *ROWS, *WRITING, "tracker.vault"),
}
"""What a file of each kind never imports."""
BEYOND: dict[str, tuple[str, ...]] = {
    "rows": ("form", "writer", "reader", "shown", "view"),
    "form": ("shown", "view"),
    "writer": ("form", "shown", "view"),
    "reader": ("form", "shown", "view"),
    "shown": ("view",),
    "view": (),
    "plain": ("rows", "form", "writer", "reader", "shown", "view"),
}
"""Of which kinds it never imports a file of a room."""


def kinds() -> dict[str, str]:
    """Return the kind of every file of every room, as in ``cases/team``; the usual ones by their names."""
    found = dict(NAMED.findall((ROOT / "docs" / "architecture.md").read_text("utf-8")))
    for room in ROOMS:
        for path in (TRACKER / room).glob("*.py"):
            usual = USUAL.get(
                path.stem.split("_")[0] if path.stem.startswith(("views_", "forms_")) else path.stem
            )
            if usual is not None:
                found[f"{room}/{path.stem}"] = usual
    return found


def further() -> set[str]:
    """Return the files of the rooms that are not among the usual ones."""
    return {
        f"{room}/{path.stem}"
        for room in ROOMS
        for path in (TRACKER / room).glob("*.py")
        if path.stem != "__init__" and not re.fullmatch(rf"{'|'.join(USUAL)}|(views|forms)_\w+", path.stem)
    }


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield what a module imports, as in ``flask.request``; what only names types is not among it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        yield from imported(node)


def crossed(name: str, tree: ast.AST, known: dict[str, str]) -> Iterator[str]:
    """Yield what a file imports that a file of its kind may not."""
    kind = known[name]
    for what in imported(tree):
        if what in PASSED_ON:
            continue
        room_file = "/".join(what.split(".")[1:3])
        if any(what == wall or what.startswith(f"{wall}.") for wall in WALLS[kind]) or (
            what.startswith("tracker.") and known.get(room_file) in BEYOND[kind]
        ):
            yield f"tracker/{name}.py ({kind}) imports {what}"


def test_every_further_file_of_a_room_is_on_the_map() -> None:
    named = NAMED.findall((ROOT / "docs" / "architecture.md").read_text("utf-8"))
    assert {name for name, _ in named} == further(), (
        "one line each in docs/architecture.md: what the file is for"
    )
    assert {kind for _, kind in named} <= set(WALLS), "one of the kinds in docs/architecture.md"


def test_no_file_of_a_room_leaves_its_kind() -> None:
    known = kinds()
    found = [
        line
        for name in sorted(known)
        for line in crossed(name, ast.parse((TRACKER / f"{name}.py").read_text("utf-8")), known)
    ]
    assert not found, "\n".join(found)


def test_every_kind_is_one_of_the_table() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert set(re.findall(r"^\| (\w+) \| (?:`|named)", text, re.MULTILINE)) == set(WALLS) == set(BEYOND)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("cases/models", "from flask import request"),
        ("cases/forms", "from tracker.cases.models import Case"),
        ("cases/forms", "from sqlalchemy import select"),
        ("cases/inviting", "from tracker.web.guard import current_actor"),
        ("cases/inviting", "from tracker.cases.forms import InviteForm"),
        ("cases/team", "from flask import url_for"),
        ("cases/team", "from tracker.db import unit_of_work"),
        ("cases/team", "def later():\n    from tracker.cases.views_team import team"),
        ("findings/finding_pages", "from tracker.findings.models import Finding"),
        ("findings/finding_pages", "from flask import request"),
        ("cases/views_team", "from tracker.cases.models import Case"),
        ("cases/views_team", "import sqlalchemy"),
        ("findings/handing_out", "from tracker.vault.vault import vault"),
        ("affidavits/words", "from tracker.vault.files import WHOLE"),
        ("affidavits/words", "from tracker.findings.queries import FindingRow"),
    ],
)
def test_a_file_that_left_its_kind_would_be_seen(name: str, line: str) -> None:
    assert list(crossed(name, ast.parse(line), kinds()))
    assert Path(TRACKER / f"{name}.py").is_file()


def test_the_map_of_the_rules_names_each_module_in_the_words_of_its_first_line() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    told = dict(re.findall(r"^- `policy/(\w+)\.py`: (.+)$", page, re.MULTILINE))
    modules = (path for path in (TRACKER / "policy").glob("*.py") if path.stem != "__init__")
    said = {path.stem: ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "" for path in modules}
    assert {name: words.casefold() for name, words in told.items()} == {
        name: words.splitlines()[0].rstrip(".").casefold() for name, words in said.items()
    }
