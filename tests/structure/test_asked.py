"""What nobody asks for protects nobody: each name of the product is used by the product itself."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from tests.structure.source import ROOT, TRACKER, modules, name_of

ASKED_OTHERWISE = {
    # Asked by frameworks, by their own names for it.
    "accounts/plumbing.py: get_id": "Flask-Login",
    "affidavits/forms.py: pre_validate": "WTForms",
    "affidavits/forms.py: validate_has": "WTForms, by the name of the field",
    "on_paper/forms.py: validate_stopped_year": "WTForms, by the name of the field",
    "affidavits/forms_accounts.py: validate_stopped_year": "WTForms, by the name of the field",
    "web/numbers.py: to_python": "Werkzeug",
    "db.py: process_bind_param": "SQLAlchemy",
    "db.py: process_result_value": "SQLAlchemy",
    "db.py: UtcDateTime.impl": "SQLAlchemy",
    "db.py: UtcDateTime.cache_ok": "SQLAlchemy",
    "db.py: Record.type_annotation_map": "SQLAlchemy",
    "editions/schemas.py: Shape.model_config": "pydantic",
    "cases/forms_absences.py: validate_back": "WTForms, by the name of the field",
    "cases/forms_timeline.py: KindsField.option_widget": "WTForms",
    "findings/forms.py: TicksField.option_widget": "WTForms",
    "ledger/cells.py: Stored.inherit_cache": "SQLAlchemy",
    "settings.py: Settings.model_config": "pydantic",
    "web/languages.py: get_translations": "Flask-Babel",
    "web/access_log.py: AccessLog": "gunicorn, by the command of the README",
    "web/access_log.py: setup": "gunicorn, once its settings are read",
    "web/forms.py: bind_field": "WTForms",
    "web/forms.py: get_translations": "WTForms",
    "web/forms.py: wrap_formdata": "Flask-WTF",
    "web/receiving.py: _get_file_stream": "Werkzeug",
    "web/receiving.py: _get_stream_for_parsing": "Werkzeug",
    "mail/sending.py: connection_class": "Flask-Mailman",
    # Asked in other ways.
    "clock.py: advance": "the clock that stands still is moved by tests and by nobody else",
    "editions/lists.py: ClauseShape.core": "tests hold every core clause to a rule and a test of its own",
    "printing/sworn.py: sworn_paper": "affidavits/sworn_paper.py calls it by another name",
    "vault/inventory.py: sealed_slots": "tests hold the inventory of sealed columns to it",
    "vault/models.py: KeyState.PENDING": "the schema's list keeps it reserved (docs/FORMAT.md)",
    "vault/models.py: KeyState.DESTROYED": "the schema's list keeps it reserved (docs/FORMAT.md)",
    **{
        f"validation/forms.py: ChecksForm.{field}_{check}": "read by a name made of its number"
        for field in ("answer", "ground")
        for check in (1, 2, 3, 4, 9)
    },
}


def used(tree: ast.AST) -> Counter[str]:
    """Count the names that a tree reads, also those that it spells as texts; importing is no use."""
    found: Counter[str] = Counter()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            found[node.id if isinstance(node, ast.Name) else node.attr] += 1
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            found[node.value] += 1
    return found


def defined(tree: ast.Module) -> Iterator[tuple[str, str, ast.AST]]:
    """Yield what a module defines: functions, methods, classes, constants, fields and members of lists.

    Each as it is told of, as it is asked for, and where it is defined. What a decorator hands to a framework,
    as a route does, is asked for there.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not (
            node.name.startswith("__")
            or any(isinstance(one, ast.Call | ast.Attribute) for one in _handed(node))
        ):
            yield node.name, node.name, node
        if isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{name}", name, ast.Pass()) for name in _assigned(node.body))
    yield from ((name, name, ast.Pass()) for name in _assigned(tree.body))


def _handed(node: ast.FunctionDef | ast.ClassDef) -> list[ast.expr]:
    return node.decorator_list if isinstance(node, ast.FunctionDef) else []


def _assigned(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and not target.id.startswith("__"):
            yield target.id


@cache
def everything() -> Counter[str]:
    """Count what the product reads, on its pages too; its migrations and measurements count as its own."""
    found: Counter[str] = Counter()
    for _, tree in modules():
        found += used(tree)
    pages = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "migrations").rglob("*.py"), ROOT / "wsgi.py"]
    for path in (*pages, *(ROOT / "bench").rglob("*.py")):
        found.update(re.findall(r"\w+", path.read_text("utf-8")))
    return found


def unasked(tree: ast.Module, asked: Counter[str]) -> Iterator[str]:
    """Yield what a module defines and nobody uses, a definition's use of itself aside."""
    for told, name, node in defined(tree):
        if asked[name] <= used(node)[name]:
            yield told


def test_every_name_of_the_product_is_asked_for() -> None:
    silent = {
        f"{name_of(path).removeprefix('tracker/')}: {name}"
        for path, tree in modules(TRACKER)
        for name in unasked(tree, everything())
    }
    assert silent - set(ASKED_OTHERWISE) == set(), "use it, or delete it until it is needed"
    assert set(ASKED_OTHERWISE) - silent == set(), "these are asked for now"


def test_what_nobody_asks_is_seen() -> None:
    tree = ast.parse(
        "class Rest:\n"
        "    LONG = 'long'\n"
        "    short: int = 0\n\n"
        "    def taken(self):\n        return self.short\n\n"
        "def may_rest(n):\n    return may_rest(n - 1) and Rest()\n\n"
        "def may_go():\n    return True\n\n"
        "@route.get('/rest')\ndef rest():\n    return may_go()\n\n"
        "_LEFT = 1\n"
    )
    assert set(unasked(tree, used(tree))) == {"may_rest", "taken", "Rest.LONG", "_LEFT"}
