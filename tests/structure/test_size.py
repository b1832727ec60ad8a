"""Modules and functions stay small enough to be read at one go."""

from __future__ import annotations

import ast

from tests.structure.source import functions, modules, name_of

MODULE_LINES = 250
LONGER = {"tracker/policy/permissions.py": 400, "tracker/exports/verify.py": 330}
"""A table of two lines for each entry, whose parts could name the same thing twice; and the program that
is handed out as one file."""
FUNCTION_LINES = 40


def test_modules_are_short() -> None:
    long = [
        f"{name_of(path)} has {lines} lines"
        for path, _ in modules()
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGER.get(name_of(path), MODULE_LINES)
    ]
    assert not long, f"split these by what they are about (at most {MODULE_LINES} lines): {long}"


def test_functions_are_short() -> None:
    long = [
        f"{name_of(path)}:{function.lineno} {function.name} has {lines} lines"
        for path, tree in modules()
        for function in functions(tree)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
    ]
    assert not long, f"give parts of these a name of their own (at most {FUNCTION_LINES} lines): {long}"


def test_no_room_is_a_dump() -> None:
    dumps = ("helpers", "utils", "util", "common", "misc", "manager", "managers")
    found = [name_of(path) for path, _ in modules() if path.stem in dumps or path.parent.name in dumps]
    assert not found, f"name these for what they are about: {found}"


def test_every_enum_member_says_what_it_means() -> None:
    bare = []
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and any(_is_enum(base) for base in node.bases):
                bare += [f"{name_of(path)}:{member}" for member in _undocumented(node)]
    assert not bare, f"add a line of words below each member: {bare}"


def _is_enum(base: ast.expr) -> bool:
    return getattr(base, "id", "") in ("Enum", "StrEnum", "IntEnum")


def _undocumented(enum: ast.ClassDef) -> list[str]:
    bare = []
    for place, node in enumerate(enum.body):
        if isinstance(node, ast.Assign):
            following = enum.body[place + 1] if place + 1 < len(enum.body) else None
            said = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
            if not said:
                bare.append(f"{enum.name}.{getattr(node.targets[0], 'id', '?')}")
    return bare
