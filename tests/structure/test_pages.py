"""Routes, templates and addresses fit together."""

from __future__ import annotations

import re

from flask import Flask

from tests.structure.source import ROOMS, ROOT
from tracker.policy.judgement import roles_for
from tracker.policy.permissions import Permission
from tracker.web.guard import door_of

TEMPLATES = ROOT / "templates"
SEGMENT = re.compile(r"^(v?<((int|string|uuid|path):)?[a-z_]+>|[a-z0-9-]+)(\.[a-z]+)?$")
TABLE = ROOT / "tests" / "structure" / "access_table.txt"


def access_table(app: Flask) -> str:
    """Return every address with its methods, endpoint, permission and the roles that can ever be let in."""
    lines = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        if rule.endpoint.startswith(("styleguide.", "demo.")):
            continue
        door = door_of(app, rule.endpoint)
        assert door is not None, f"{rule.endpoint} declares no permission"
        roles = roles_for(door.permission)
        who = "everybody" if roles is None else ", ".join(sorted(roles)) or "nobody"
        methods = " ".join(sorted(rule.methods or ()) if rule.methods else ())
        methods = " ".join(method for method in methods.split() if method not in ("HEAD", "OPTIONS"))
        about = "about one" if door.about else ""
        lines.append(f"{rule.rule} | {methods} | {rule.endpoint} | {door.permission.value} | {about} | {who}")
    return "\n".join(lines) + "\n"


def test_the_access_table_is_the_one_on_file(app: Flask) -> None:
    assert access_table(app) == TABLE.read_text("utf-8"), (
        "who can reach what has changed: look at each line of the difference, then run make access-table"
    )


def test_every_permission_opens_a_page(app: Flask) -> None:
    asked = {door.permission for endpoint in app.view_functions if (door := door_of(app, endpoint))}
    assert not set(Permission) - asked, "a permission that no page asks for is a promise that nobody can use"


def test_addresses_are_typed_and_in_small_letters(app: Flask) -> None:
    odd = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] in ROOMS
        for segment in rule.rule.strip("/").split("/")
        if segment and not SEGMENT.match(segment)
    ]
    assert not odd, f"addresses are kebab-case, parts are named: {odd}"


def test_every_template_of_a_room_belongs_to_an_endpoint(app: Flask) -> None:
    endpoints = {endpoint.replace(".", "/") for endpoint in app.view_functions}
    stray = [
        str(path.relative_to(TEMPLATES))
        for room in ROOMS
        for path in (TEMPLATES / room).glob("*.html")
        if f"{room}/{path.stem}" not in endpoints and not path.stem.startswith("_")
    ]
    assert not stray, f"a template bears the name of its endpoint, or begins with _ if it is a part: {stray}"


def test_no_template_marks_text_as_safe_or_carries_code() -> None:
    found = []
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text("utf-8")
        for pattern in (
            r"\|\s*safe\b",
            r"\sstyle=",
            r"\son[a-z]+=",
            r"<script(?! src=)",
            r"autoescape false",
        ):
            if re.search(pattern, text):
                found.append(f"{path.relative_to(TEMPLATES)}: {pattern}")
    assert not found, found


def test_names_are_never_in_addresses(app: Flask) -> None:
    parts = {
        part
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] in ROOMS
        for part in rule.arguments
    }
    assert not parts & {"name", "email", "id", "handle"}, "addresses carry references only"


def test_only_pages_without_a_subject_are_lists(app: Flask) -> None:
    lists = set()
    for rule in app.url_map.iter_rules():
        door = door_of(app, rule.endpoint)
        if door is not None and door.lists:
            assert not rule.arguments, f"{rule.rule} is about something"
            lists.add(rule.endpoint)
    assert lists == {"oversight.cases", "oversight.uniformity", "accounts.designations"}


def test_every_form_carries_a_number_so_that_it_is_done_once() -> None:
    seen = 0
    for path in TEMPLATES.rglob("*.html"):
        if path.name == "frame.html":  # signing out twice is signing out; and what is missing looks alike
            continue
        forms = re.findall(r'<form method="post".*?</form>', path.read_text("utf-8"), re.DOTALL)
        seen += len(forms)
        assert all("{{ form_number() }}" in form for form in forms), path.name
    assert seen, "forms are written in another way now"
