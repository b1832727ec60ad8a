"""Every room is built alike, and who may touch what is kept."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache

import pytest

from tests.structure.source import ROOMS, ROOT, TRACKER, calls, functions, modules, name_of, tree_of
from tracker.ledger.events import EVENTS

PERMITS = {"permit", "permit_any"}
RECORDS = {"record"}
WRITES = {"add", "change"}
OPENS = "unit_of_work"
PAGES = ("views", "blueprint")
"""How the modules begin that open a unit of work and hand it to those who write."""
PERMITTED_OTHERWISE = {
    # Acts that nobody can be permitted, because they come before anybody is known, or because the act that
    # leads to them has been permitted: each with what stands in the permission's place.
    "accounts/granting.py:give": "the act that it is part of, adding a person or a role, is permitted",
    "accounts/kept_forms.py:keep_form": "it is kept for whoever typed it, whose session has just ended",
    "accounts/keeping.py:keep_sent": "it is kept for whoever typed it, as keep_form",
    "accounts/plumbing.py:install": "it keeps and settles forms: one's own, as keep_form",
    "accounts/service.py:add_first_administrator": "only the system may, and only while there is none",
    "accounts/sign_in.py:open_session": "policy.proofs says what somebody has to show",
    "accounts/sign_in.py:close_session": "the session is found by its secret, which is one's own",
    "accounts/sign_in.py:sign_in_staff": "nobody is known yet; tries are counted, and policy.proofs is asked",
    "accounts/sign_in.py:switch_role": "the role is one of one's own",
    "affidavits/sign_codes.py:proved_by": "signing, which leads to it, is permitted",
    "affidavits/ending.py:end_waiting": "saving, filing or choosing a way, which leads to it, is permitted",
    "affidavits/scans.py:add_scan": "handing in a paper, which leads to it, is permitted",
    "affidavits/access.py:give_access": "filing, which leads to it, is permitted",
    "affidavits/filing.py:file_edition": "signing, in whatever way, leads to it and is permitted",
    "on_paper/service.py:end_copy": "leaving and comparing, which lead to it, are permitted",
    "on_paper/service.py:send_back": "comparing, which leads to it, is permitted",
    "affidavits/clarifying.py:close_answered": "filing, which leads to it, is permitted",
    "affidavits/papers.py:mail_receipt": "filing, which leads to it, is permitted",
    "findings/rounds.py:go_round": "the machine's schedule starts it, and only the system may",
    "findings/alarm.py:tell_unlike": "verifying, which leads to it, is permitted",
    "findings/commands.py:verify_captures": "it starts the round of go_round",
    "cases/reminding.py:post_reminders": "the worker posts them, by the rules of what is due, for nobody",
    "cases/assigning.py:let_go": "taking a case back and binding elsewhere, which lead to it, are permitted",
    "cases/assigning.py:step_away": "declaring a conflict, which leads to it, is permitted",
    "accounts/writing_to.py:mail_people": "the act that it tells of, which leads to it, is permitted",
    "cases/decided.py:mark_decided": "the board's decision, which leads to it, is permitted",
    "cases/service.py:take_for_correction": "beginning a correction, which leads to it, is permitted",
    "cases/inviting.py:stop_invitations": "inviting, withdrawing, closing, which lead to it, are permitted",
    "cases/inviting.py:add_link": "inviting and asking for a link, which lead to it, are permitted",
    "cases/inviting.py:locked_code": "coming in and asking for a link, which lead to it, are permitted",
    "cases/inviting.py:count_wrong_try": "coming in and signing, which lead to it, are permitted",
    "cases/inviting.py:give_tries_back": "coming in and signing, which lead to it, are permitted",
    "cases/inviting.py:live_code": "asking for a link, which leads to it, is permitted",
    "cases/sending.py:mail_link": "inviting and asking for a link, which lead to it, are permitted",
    "cases/sending.py:mail_word": "the acts that it tells of, which lead to it, are permitted",
    "cases/service.py:set_language": "coming in, which leads to it, is permitted",
    "on_paper/copying_page.py:opened": "it puts on record that the guard let somebody in",
    "cases/openings.py:record_opening": "it puts on record that the guard let somebody in",
    "cases/openings.py:record_searching": "logging a search, which leads to it, is permitted",
    "cases/service.py:move_case": "the room whose act moves the case has asked for that act",
    "cases/service.py:give_time": "ruling on more time, which leads to it, is permitted",
    "accounts/forgetting.py:forget_forms": "approving a batch, which leads to it, is permitted",
    "affidavits/forgetting.py:forget_accounts": "approving a batch, which leads to it, is permitted",
    "cases/forgetting.py:mark_disposed": "approving a batch, which leads to it, is permitted",
    "cases/forgetting.py:forget_candidate": "approving a batch, which leads to it, is permitted",
    "protocol/settling.py:add_outcome": "settling and ruling, which lead to it, are permitted",
    "records/disposing.py:dispose_again": "two people let the batch go, as the signed list says",
    "records/disposing_anew.py:dispose_anew": "the signed list says what two people let go, as dispose_again",
    "records/commands.py:dispose_anew_command": "whoever keeps the machine, as dispose_anew",
}
RECORDED_OTHERWISE = {
    "on_paper/service.py:end_copy": "leaving and comparing, which lead to it, are recorded",
    "on_paper/service.py:send_back": "comparing, which leads to it, is recorded",
    "board/service.py:publish_packet": "releasing and correcting, which lead to it, are recorded",
    "cases/inviting.py:add_link": "inviting and asking for a link, which lead to it, are recorded",
    "cases/inviting.py:give_tries_back": "coming in and signing, which lead to it, are recorded",
    "findings/drafting.py:use_up_draft": "writing the finding or its version, which leads to it, is recorded",
    "cases/openings.py:record_searching": "logging a search, which leads to it, is recorded",
    "cases/service.py:give_time": "ruling on more time, which leads to it, is recorded",
    "cases/forgetting.py:mark_disposed": "approving a batch, which leads to it, is recorded",
}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_its_five_files(room: str) -> None:
    for name in ("models.py", "forms.py", "service.py", "queries.py", "views.py"):
        assert (TRACKER / room / name).is_file(), f"tracker/{room} lacks {name}"


def test_import_contracts_hold() -> None:
    command = [str(ROOT / ".venv/bin/lint-imports"), "--config", str(ROOT / "pyproject.toml")]
    if not (ROOT / ".venv/bin/lint-imports").exists():
        command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[done.stdout.find("Contracts") :]


@cache
def _writers() -> list[tuple[str, ast.FunctionDef, ast.Module]]:
    """Return every public function of a room that writes, itself or through others.

    It is handed the work, or opens a unit of work of its own.
    """
    found = []
    for path, tree in (pair for room in ROOMS for pair in modules(TRACKER / room)):
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                first = node.args.args[0].annotation if node.args.args else None
                reached = _reached(node, tree)
                opens = OPENS in reached and not path.name.startswith(PAGES)
                if (getattr(first, "id", "") == "UnitOfWork" or opens) and reached & WRITES:
                    found.append((f"{path.parent.name}/{path.name}:{node.name}", node, tree))
    return found


@cache
def _reached(function: ast.FunctionDef, tree: ast.Module) -> set[str]:
    """Return everything called by a function, through the functions that the product wrote itself."""
    reached: set[str] = set()
    seen: set[tuple[int, str]] = set()
    waiting = [(function, tree)]
    while waiting:
        node, home = waiting.pop()
        named = calls(node)
        reached |= named
        for name in named:
            found = _defined(name, home)
            if found is not None and (id(found[1]), name) not in seen:
                seen.add((id(found[1]), name))
                waiting.append(found)
    return reached


@cache
def _defined(name: str, tree: ast.Module) -> tuple[ast.FunctionDef, ast.Module] | None:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return node, tree
        if isinstance(node, ast.ImportFrom) and any(alias.name == name for alias in node.names):
            module = node.module or ""
            other = _parsed(module.replace(".", "/")) if module.startswith("tracker.") else None
            return _defined(name, other) if other is not None else None
    return None


def _parsed(module: str) -> ast.Module | None:
    path = ROOT / f"{module}.py"
    return tree_of(path) if path.is_file() else None


def test_pages_write_nothing_themselves() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path, tree in modules()
        if path.name.startswith(PAGES)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in WRITES and getattr(node.value, "id", "") == "work"
    ]
    assert not found, f"a page hands the unit of work to a service: {found}"


def _of_other_rooms(tree: ast.Module, room: str) -> set[str]:
    """Return the records of other rooms that a module imports, as it calls them."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").endswith(".models")
        and (node.module or "").split(".")[1] != room
        for alias in node.names
    }


def test_a_room_makes_no_row_of_another() -> None:
    # What is changed cannot be told from the source: tests.rooms looks whenever a test does it.
    found = [
        f"{name_of(path)}:{node.lineno} {node.func.id}"
        for path, tree in modules()
        for foreign in (_of_other_rooms(tree, path.relative_to(TRACKER).parts[0]),)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in foreign
    ]
    assert not found, f"let the room whose row it is write it: {found}"


def test_writers_that_open_a_unit_of_work_are_looked_at() -> None:
    names = {name for name, _, _ in _writers()}
    own = {
        "affidavits/way_in.py:come_in",
        "findings/handing_out.py:send_capture",
        "release/verifying.py:verify_all",
    }
    assert own | {"accounts/sign_in.py:sign_in_staff", "accounts/sign_in.py:change_password"} <= names


def test_whoever_writes_asks_for_permission() -> None:
    bare = {name for name, function, tree in _writers() if not _reached(function, tree) & PERMITS}
    assert bare == set(PERMITTED_OTHERWISE), "these write without asking policy.permit, or no longer do"


def test_whoever_writes_records_it() -> None:
    bare = {name for name, function, tree in _writers() if not _reached(function, tree) & RECORDS}
    assert bare == set(RECORDED_OTHERWISE), "these write without telling the ledger, or no longer do"
    assert len(_writers()) > 60


def test_only_db_opens_connections_and_changes_past_the_session() -> None:
    allowed = {"tracker/db.py", "tracker/engines.py"}
    allowed.add("tracker/ledger/states.py")  # a scratch file of a verification's own, never the records
    found = []
    for path, tree in modules():
        if name_of(path) in allowed:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in ("connection", "connect", "raw_connection"):
                found.append(f"{name_of(path)}:{node.lineno} .{node.attr}")
    assert not found, f"only tracker/db.py and migrations open connections: {found}"


def test_nobody_asks_the_machine_for_the_time() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path, tree in modules()
        if path.name != "clock.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("now", "utcnow", "today")
        and getattr(node.value, "id", "") in ("datetime", "date")
    ]
    assert not found, f"ask the clock of the unit of work: {found}"


def test_no_function_reaches_for_a_protection_to_switch_it_off() -> None:
    found = [
        f"{name_of(path)}:{function.lineno} {function.name}"
        for path, tree in modules()
        for function in functions(tree)
        for argument in (*function.args.args, *function.args.kwonlyargs)
        if argument.arg in ("force", "skip_checks", "unsafe", "bypass", "no_check", "validate")
    ]
    assert not found, f"no flag turns a protection off: {found}"


def test_every_act_of_the_ledger_is_recorded_somewhere() -> None:
    named = {
        node.attr
        for path, tree in modules()
        if path.parent.name != "acts"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "Event"
    }
    assert set(EVENTS) - named == set(), "nobody records these, so no auditor should be offered them"
