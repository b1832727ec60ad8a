"""The source of the product, as the tests of the code base read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TRACKER = ROOT / "tracker"
ROOMS = (
    "accounts",
    "requisitions",
    "cases",
    "affidavits",
    "on_paper",
    "together",
    "protocol",
    "findings",
    "validation",
    "answering",
    "release",
    "rights",
    "impact",
    "board",
    "records",
    "exports",
    "oversight",
)


def modules(folder: Path = TRACKER) -> Iterator[tuple[Path, ast.Module]]:
    """Yield every module below a folder with its syntax tree."""
    for path in sorted(folder.rglob("*.py")):
        yield path, tree_of(path)


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a module, read once."""
    return ast.parse(path.read_text("utf-8"), str(path))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Yield every function of a tree, methods and nested ones included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node


@cache
def calls(tree: ast.AST) -> frozenset[str]:
    """Return the last names of everything that is called in a tree."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            found.add(called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", ""))
    return frozenset(found)


def name_of(path: Path) -> str:
    """Return a path as it is said from the top of the tree."""
    return str(path.relative_to(ROOT))
