"""No record gets a reference that another one bears already."""

from __future__ import annotations

import ast

from tests.structure.source import modules, name_of

DRAWN = {"plain", "dated"}


def _draws(tree: ast.AST) -> list[ast.Call]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in DRAWN]


def test_whoever_draws_a_reference_looks_whether_it_is_taken() -> None:
    careless, careful = [], 0
    for path, tree in modules():
        imported = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        if not any(node.module == "tracker.references" for node in imported):
            continue
        looked = {
            id(draw)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "work.reference"
            for draw in _draws(node)
        }
        careful += len(looked)
        careless += [f"{name_of(path)}:{draw.lineno}" for draw in _draws(tree) if id(draw) not in looked]
    assert not careless
    assert careful > 10
