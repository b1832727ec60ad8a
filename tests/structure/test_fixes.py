"""Every way out that a rule names is a page that exists, and that the person who meets the rule can open."""

from __future__ import annotations

import ast
import re
from functools import cache

from flask import Flask

from tests.structure.source import ROOT, TRACKER, modules, name_of
from tracker.policy.actors import Role
from tracker.policy.judgement import roles_for
from tracker.web.fixes import AFFIDAVIT, PLACES
from tracker.web.guard import door_of

KINDS = "|".join(sorted({place.split(":")[0] for place in PLACES} | {"affidavit"}))
PLACE = re.compile(rf"^({KINDS})(:|$)")
FIELDS = re.compile(
    r"^field:(day|ends|outcome|grounds|outside|explanation|search|observed|relevance|identifiers|posted_on|source_link"
    r"|clause|person|reason|compensating_control|answer|ground|excuse|query|searched_at|captured_at|shows|tool"
    r"|department_device|ends_on|dimension|mode|first|second|holder|script_read|medium|ended|accounts|started"
    r"|handle|kind|month|platform|sworn_today|commission_ends|place|shown|words|choice|files|own_sha256_note|meeting"
    r"|held_at|until|last|cases|no_own_search|finding_{}|{})$"
)
"""Fields of the very form that was sent; its page marks them."""
CASEWORK = frozenset({Role.INVESTIGATOR, Role.SUPERVISOR})
MEETS: dict[str, frozenset[Role]] = {
    # place -> who meets the rules that name it
    "case:conflict": CASEWORK,
    "case:steps": CASEWORK,
    "case:steps:*": CASEWORK,
    "case:namesakes": frozenset({Role.INVESTIGATOR}),
    "case:stops": CASEWORK,
    "case:affidavit": CASEWORK,
    "case:findings": CASEWORK,
    "case:sessions": frozenset({Role.INVESTIGATOR}),
    "case:submit": frozenset({Role.INVESTIGATOR}),
    "case:returned": frozenset({Role.INVESTIGATOR}),
    "case:preview": CASEWORK,
    "case:review": frozenset({Role.SUPERVISOR}),
    "case:decide": frozenset({Role.SUPERVISOR}),
    "case:answer": frozenset({Role.SUPERVISOR}),
    "case:correction": frozenset({Role.SUPERVISOR}),
    "step:": frozenset({Role.INVESTIGATOR}),
    "step:ask": frozenset({Role.INVESTIGATOR}),
    "grants:": frozenset({Role.INVESTIGATOR}),
    "search:": frozenset({Role.INVESTIGATOR}),
    "finding:": CASEWORK,
    "finding:validate": CASEWORK,
    "finding:screen": CASEWORK,
    "finding:read": frozenset({Role.SUPERVISOR}),
    "capture:": CASEWORK,
    "reviews:": frozenset({Role.SUPERVISOR}),
    "requests:": frozenset({Role.SUPERVISOR}),
    "people:": frozenset({Role.HR_ADMIN, Role.CHIEF}),
    "person:": frozenset({Role.HR_ADMIN}),
    "requisition:": frozenset({Role.HR_ADMIN}),
    "requisition:change": frozenset({Role.HR_ADMIN}),
    "requisition:board": frozenset({Role.HR_ADMIN}),
    "packet:": frozenset({Role.BOARD_MEMBER}),
    "packet:duties": frozenset({Role.BOARD_MEMBER}),
    "decision:": frozenset({Role.BOARD_MEMBER}),
}


def _written(node: ast.expr) -> str:
    """Return a string as it is written, with ``{}`` where a value comes in; empty for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_written(part) or "{}" for part in node.values)
    return ""


@cache
def _fixes() -> tuple[tuple[str, str], ...]:
    """Return each place that a rule names, with its module.

    A place is what is handed to ``fix``, and every string that is written as one; a value before the first
    colon stands for a place that is written elsewhere, to which a page is added.
    """
    found = []
    for path, tree in modules(TRACKER):
        if path.parts[-2] not in ("web", "demo", "ledger", "editions"):
            pieces = {
                id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
            }
            for node in ast.walk(tree):
                if id(node) in pieces:
                    continue
                given = _written(node.value) if isinstance(node, ast.keyword) and node.arg == "fix" else ""
                written = _written(node) if isinstance(node, ast.Constant | ast.JoinedStr) else ""
                if given or (PLACE.match(written) and ":" in written[:-1] and " " not in written):
                    found.append((name_of(path), given or written))
    return tuple(found)


def _key(fix: str) -> str:
    kind, _reference, page, *more = (*fix.split(":"), "", "")
    return f"{kind}:{page}:*" if any(more) else f"{kind}:{page}"


def test_every_way_out_is_a_page_that_exists() -> None:
    unknown = []
    for module, fix in _fixes():
        kind, reference, *_rest = (*fix.split(":"), "")
        whole = f"requisition:{{}}:{fix[3:]}" if fix.startswith("{}:") else fix
        known = reference in AFFIDAVIT if kind == "affidavit" else _key(whole) in PLACES
        known &= kind == "affidavit" or reference in ("{}", "") or fix.startswith("{}:")
        if not (known or whole.endswith(":{}:{}") or FIELDS.match(fix)):
            unknown.append(f"{module}: {fix}")
    assert not unknown, f"a way out that leads nowhere: {unknown}"


def test_every_place_is_named_by_a_rule_and_has_somebody_who_meets_it() -> None:
    named = {_key(f"requisition:{{}}:{fix[3:]}" if fix.startswith("{}:") else fix) for _, fix in _fixes()}
    read = (ROOT / "tracker" / "policy" / "gate.py").read_text("utf-8")
    named |= {f"case:{page}" for page in re.findall(r'"(preview|decide)"\)', read)}
    named |= {f"finding:{page}" for page in ("validate", "screen", "read")}  # one sentence names all three
    assert set(PLACES) == set(MEETS)
    assert not set(PLACES) - named, "no rule sends anybody there"


def test_whoever_meets_a_rule_can_open_the_page_that_mends_it(app: Flask) -> None:
    shut = []
    for place, (endpoint, *_names) in PLACES.items():
        door = door_of(app, endpoint)
        assert door is not None, f"{place} leads to {endpoint}, which does not exist"
        if not MEETS[place] <= (roles_for(door.permission) or frozenset()):
            shut.append(f"{place}: {endpoint}")
    for part, endpoint in AFFIDAVIT.items():
        door = door_of(app, endpoint)
        assert door is not None, f"affidavit:{part} leads to {endpoint}, which does not exist"
        if Role.CANDIDATE not in (roles_for(door.permission) or frozenset()):
            shut.append(f"affidavit:{part}: {endpoint}")
    assert not shut, f"who meets the rule cannot open its page: {shut}"
