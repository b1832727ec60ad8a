"""Each condition of the permission table, once not met: what stops whom, written down beside the table.

For every permission and role, the circumstances that keep the way shut are exactly those listed here, so
that a condition that is taken out of the table, or put into it, is seen.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.policy.standing import BOARD, CANDIDATE, CASE, DANA, LUIS, OTHER_CASE, YU, actor, case, packet
from tracker.policy.actors import Role
from tracker.policy.facts import PersonFacts, Subject
from tracker.policy.judgement import Verdict, judge, roles_for
from tracker.policy.permission_map import PERMISSIONS
from tracker.policy.permissions import Permission
from tracker.policy.vocabulary import ConflictAnswer

IN_A_CASE: Mapping[str, dict[str, object]] = {
    "": {},
    "another's": {"investigator_id": YU, "case_id": OTHER_CASE},
    "board": {"seated": BOARD | {DANA}},
    "excepted": {"seated": BOARD | {DANA}, "excepted": frozenset({DANA})},
    "had it": {"assigned": frozenset({DANA})},
    "has it": {"investigator_id": DANA},
    "not asked": {"conflicts": {}},
    "read the packet": {"readers": frozenset({DANA})},
    "searched": {"searchers": frozenset({DANA})},
    "tie": {"conflicts": {DANA: ConflictAnswer.YES}},
    "unsure": {"conflicts": {DANA: ConflictAnswer.UNSURE}},
}
"""What is so of a case in which somebody may do all; then one thing that may stand in the way."""
READS = {
    "seated": BOARD | {DANA},
    "chair": DANA,
    "duties_accepted": frozenset({DANA}),
    "untied": frozenset({DANA}),
}
OF_A_PACKET: Mapping[str, Subject] = {
    "": packet(**READS),
    "no seat": packet(**READS | {"seated": BOARD}),
    "duties": packet(**READS | {"duties_accepted": BOARD}),
    "not said": packet(**READS | {"untied": BOARD}),
    "chair": packet(**READS | {"chair": min(BOARD)}),
    "out": packet(**READS, stepped_out=frozenset({DANA})),
    "exposed": packet(**READS, exposed=frozenset({DANA})),
}
"""One packet, and one thing in the way of a member."""
OF_A_PERSON: Mapping[str, Subject] = {"": PersonFacts(LUIS), "oneself": PersonFacts(DANA)}
"""Somebody else, and oneself."""
OF_ONESELF: Mapping[str, Subject] = {"": PersonFacts(DANA), "somebody else": PersonFacts(LUIS)}
"""Acts that are about whoever does them, and about nobody else."""


def _named(words: str) -> frozenset[Permission]:
    return frozenset(map(Permission, words.split()))


BOARD_MEMBERS = "board, read the packet"
SEARCHING = "another's, board, not asked, read the packet, tie, unsure"
TIED = "tie, unsure"
REVIEWING = f"{BOARD_MEMBERS}, {TIED}"
ACTING = "board, not asked, read the packet, tie, unsure"
SECOND = "board, excepted, had it, has it, not asked, read the packet, searched, tie, unsure"
APART = "board, had it, has it, read the packet, searched, tie, unsure"
MEMBERS = "duties, exposed, no seat, not said, out"

STOPPED: Mapping[Role, Mapping[str, frozenset[Permission]]] = {
    Role.CANDIDATE: {
        "another's": _named(
            "fill-affidavit sign-affidavit read-own-case stop-access withdraw-application answer-session"
            " answer-concern answer-voluntarily ask-question copy-own-file"
        )
    },
    Role.INVESTIGATOR: {
        "somebody else": _named("set-away read-exposure"),
        SEARCHING: _named(
            "read-case read-affidavit clarify-answer record-call read-searches log-search settle-step "
            "reopen-account read-handover leave-handover-words "
            "read-sessions hold-session "
            "ask-request read-findings write-finding read-note add-capture read-capture "
            "verify-capture answer-checks screen-statement preview-packet submit-case read-answer"
        ),
        f"another's, {BOARD_MEMBERS}": _named("declare-conflict"),
    },
    Role.SUPERVISOR: {
        REVIEWING: _named(
            "read-case read-affidavit clarify-answer record-call read-searches assign-case "
            "reopen-account read-handover "
            "read-sessions compare-paper "
            "read-findings read-note read-capture verify-capture preview-packet answer-question read-answer"
        ),
        APART: _named("decide-request lift-stop"),
        SECOND: _named("answer-second-reading return-case ask-candidate release-packet correct-release"),
        ACTING: _named("close-case rule-conflict"),
        BOARD_MEMBERS: _named("declare-conflict read-uniformity"),
    },
    Role.AUDITOR: {
        REVIEWING: _named(
            "read-case read-searches read-sessions read-findings verify-capture unseal-evidence "
            "audit-case read-copy-request export-evidence"
        ),
        BOARD_MEMBERS: _named("certify-uniformity read-uniformity"),
    },
    Role.BOARD_MEMBER: {
        "somebody else": _named("read-exposure"),
        "no seat": _named("accept-duties step-out read-decision"),
        MEMBERS: _named("read-packet acknowledge-packet"),
        f"chair, {MEMBERS}": _named("record-decision"),
    },
    Role.HR_ADMIN: {
        "somebody else": _named("read-exposure"),
        "oneself": _named("disable-person change-roles approve-role"),
        TIED: _named("seat-board-member invite-candidate set-age-window withdraw-case close-case"),
        REVIEWING: _named(
            "answer-question read-copy-request answer-copy-request enter-paper take-oath check-scan "
            "compare-paper"
        ),
    },
    Role.CHIEF: {
        "oneself": _named("designate-searcher approve-role"),
        "exposed, out": _named("uphold-decision"),
    },
    Role.IT: {"somebody else": _named("read-exposure")},
}
"""What stops each role from what; whatever is not named here, the role alone decides."""


def _stopped_by(permission: Permission, role: Role, subjects: Mapping[str, Subject]) -> str:
    who = CANDIDATE if role is Role.CANDIDATE else DANA
    asks = actor(role, who, CASE if role is Role.CANDIDATE else None)
    answers = {name: judge(permission, asks, subject).verdict for name, subject in subjects.items()}
    if answers[""] is not Verdict.ALLOWED:
        return "not about this"
    return ", ".join(sorted(name for name, verdict in answers.items() if verdict is not Verdict.ALLOWED))


@pytest.mark.clause("Hamden D.2")
@pytest.mark.parametrize("role", list(STOPPED))
def test_each_condition_stops_what_it_is_for_and_nothing_else(role: Role) -> None:
    wrong, has_it = [], DANA if role is Role.INVESTIGATOR else LUIS
    cases = {name: case(**({"investigator_id": has_it} | changes)) for name, changes in IN_A_CASE.items()}
    for permission in PERMISSIONS:
        roles = roles_for(permission)
        if roles is None or role not in roles:
            continue
        expected = next((by for by, stopped in STOPPED[role].items() if permission in stopped), "")
        found = {
            _stopped_by(permission, role, about) for about in (cases, OF_A_PACKET, OF_A_PERSON, OF_ONESELF)
        }
        if found - {"not about this"} != {expected}:
            wrong.append(f"{permission}: stopped by {sorted(found)}, not by {expected!r}")
    assert not wrong


def test_every_permission_that_is_listed_here_is_the_roles() -> None:
    for role, stopped in STOPPED.items():
        for permissions in stopped.values():
            assert all(role in (roles_for(permission) or ()) for permission in permissions)
