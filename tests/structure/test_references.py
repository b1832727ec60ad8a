"""No record gets a reference that another one bears already."""

from __future__ import annotations

import ast

from tests.structure.source import modules, name_of

DRAWN = {"plain", "dated"}
LOOKED = {"work.reference", "unborne"}
"""What draws for one record, and for many at once."""


def _draws(tree: ast.AST) -> list[ast.Call]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in DRAWN]


def _imports_references(tree: ast.AST) -> bool:
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return any(node.module == "tracker.references" for node in imported)


def test_whoever_draws_a_reference_looks_whether_it_is_taken() -> None:
    careless, careful = [], 0
    for path, tree in modules():
        if not _imports_references(tree):
            continue
        looked = {
            id(draw)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func) in LOOKED
            for draw in _draws(node)
        }
        careful += len(looked)
        careless += [f"{name_of(path)}:{draw.lineno}" for draw in _draws(tree) if id(draw) not in looked]
    assert not careless
    assert careful > 10


def _letters(way: str) -> list[str]:
    """Return the letter that each kind of record draws its references with, in one of the two ways."""
    return [
        ast.literal_eval(draw.args[0])
        for _, tree in modules()
        if _imports_references(tree)
        for draw in _draws(tree)
        if isinstance(draw.func, ast.Name) and draw.func.id == way
    ]


def test_no_letter_stands_for_two_kinds() -> None:
    # What people say on the telephone has to say what it is, before anybody looks it up.
    plain, dated = _letters("plain"), _letters("dated")
    assert sorted(set(plain)) == sorted(plain)
    assert sorted(set(dated)) == sorted(dated)
    told_apart = {
        "D",  # an affidavit has its year; a draft of a finding is nobody's but its writer's
        "R",  # a requisition has its year; a release stands in staff's list of releases alone
    }
    assert set(plain) & set(dated) == told_apart
    assert (len(plain), len(dated)) > (10, 3)
