"""A rule that nobody asks protects nobody: each public name of the rules is used by the product itself."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from tests.structure.source import ROOT, TRACKER, modules, name_of

POLICY = TRACKER / "policy"


def used(tree: ast.AST) -> Counter[str]:
    """Count the names that a tree uses; those that it only defines or imports are not among them."""
    found: Counter[str] = Counter()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found[node.id] += 1
        elif isinstance(node, ast.Attribute):
            found[node.attr] += 1
    return found


def defined(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Yield the public functions, classes and constants of a module, and the methods of its classes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, node
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and not target.id.startswith("_"):
            yield target.id, ast.Pass()


def unasked(trees: list[ast.Module], everything: Counter[str]) -> Iterator[str]:
    """Yield what modules define and nobody uses, a definition's use of itself aside."""
    for tree in trees:
        for name, node in defined(tree):
            if everything[name] <= used(node)[name]:
                yield name


def test_every_public_name_of_the_rules_is_asked_for() -> None:
    everything: Counter[str] = Counter()
    for _, tree in modules():
        everything += used(tree)
    pages = "\n".join(path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html"))
    silent = {
        f"{name_of(path)}: {name}"
        for path, tree in modules(POLICY)
        for name in unasked([tree], everything)
        if name not in pages
    }
    assert not silent, "ask for it where the design says, or delete it until it is needed"


def test_a_rule_that_nobody_asks_is_seen() -> None:
    tree = ast.parse(
        "def may_rest(n):\n    return may_rest(n - 1)\n\ndef may_go():\n    return True\n\nmay_go()"
    )
    assert list(unasked([tree], used(tree))) == ["may_rest"]
