"""The permission table: closed by default, by role, then by standing, with words where words are due."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.standing import (
    BOARD,
    CASE,
    DANA,
    HELEN,
    LUIS,
    OKAFOR,
    OTHER_CASE,
    REYES,
    actor,
    case,
    packet,
)
from tracker.policy.actors import STAFF_ROLES, SYSTEM, Role
from tracker.policy.facts import PersonFacts
from tracker.policy.judgement import (
    RAW,
    ROLE_OF,
    WITH_CANDIDATES,
    Verdict,
    judge,
    judge_role,
    reads_all,
    roles_for,
)
from tracker.policy.permission_map import PERMISSIONS
from tracker.policy.permissions import Permission
from tracker.policy.refusals import EXPLANATIONS
from tracker.policy.vocabulary import ConflictAnswer

CANDIDATE_ONLY = {
    Permission.FILL_AFFIDAVIT,
    Permission.SIGN_AFFIDAVIT,
    Permission.READ_OWN_CASE,
    Permission.ANSWER_CONCERN,
    Permission.STOP_ACCESS,
    Permission.WITHDRAW_APPLICATION,
    Permission.ANSWER_SESSION,
    Permission.ANSWER_VOLUNTARILY,
    Permission.ASK_QUESTION,
    Permission.COPY_OWN_FILE,
}
READ_BY_BOTH = {
    Permission.READ_CASE_STATES,
    Permission.READ_EXPOSURE,
    Permission.READ_CONFLICTS,
    Permission.READ_CASE,
    Permission.READ_COPY_REQUESTS,
    Permission.READ_COPY_REQUEST,
    Permission.READ_SEARCHES,
    Permission.READ_SESSIONS,
    Permission.READ_FINDINGS,
    Permission.VERIFY_CAPTURE,
    Permission.READ_UNIFORMITY,
}
"""Pages about candidates that whoever reads references reads too, so that each asks what it shows to whom."""
OF_THE_HOUSE = {
    Permission.USE_OWN_SESSION,
    Permission.READ_PEOPLE,
    Permission.READ_REQUISITIONS,
    Permission.READ_REQUISITION,
    Permission.READ_PROTOCOL,
    Permission.READ_PROFILE,
    Permission.READ_RECORDS,
    Permission.PLACE_HOLD,
    Permission.LIFT_HOLD,
    Permission.APPROVE_BATCH,
    Permission.APPROVE_ROLE,
    Permission.RECORD_INCIDENT,
}
"""Pages that name no candidate to anybody."""
DECIDING = {Role.BOARD_MEMBER, Role.CHIEF}


def test_every_permission_is_in_the_table() -> None:
    assert set(PERMISSIONS) == set(Permission)


def test_every_way_names_exactly_one_kind_of_actor() -> None:
    for permission, ways in PERMISSIONS.items():
        for way in ways:
            roles = [test for test in way if test in ROLE_OF]
            assert len(roles) == (1 if way else 0), permission


@given(st.sampled_from(Permission), st.sampled_from(Role))
def test_without_a_subject_nothing_about_a_subject_is_allowed(permission: Permission, role: Role) -> None:
    about_a_thing = all(len(way) > 1 for way in PERMISSIONS[permission])
    if about_a_thing:
        assert judge(permission, actor(role, DANA, CASE), None).verdict is not Verdict.ALLOWED


@given(st.sampled_from(Permission))
def test_nobody_signed_in_enters_only_what_is_for_everyone(permission: Permission) -> None:
    verdict = judge(permission, None).verdict
    assert verdict is (Verdict.ALLOWED if permission is Permission.ENTER else Verdict.SIGN_IN)


@given(st.sampled_from(Permission))
def test_the_system_itself_is_given_no_page(permission: Permission) -> None:
    if permission is not Permission.ENTER:
        assert judge(permission, SYSTEM).verdict is Verdict.DENIED


def test_what_is_not_in_the_table_is_given_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(PERMISSIONS, Permission.READ_CASE)
    for role in Role:
        assert judge(Permission.READ_CASE, actor(role, DANA), case()).verdict is Verdict.DENIED


@pytest.mark.clause("Hampton D.1")
def test_candidates_do_only_what_is_their_own() -> None:
    for permission in Permission:
        roles = roles_for(permission)
        if roles is None or permission is Permission.USE_OWN_SESSION:
            continue
        assert (Role.CANDIDATE in roles) == (permission in CANDIDATE_ONLY), permission
    own = actor(Role.CANDIDATE, HELEN, CASE)
    assert judge(Permission.FILL_AFFIDAVIT, own, case()).verdict is Verdict.ALLOWED
    assert judge(Permission.FILL_AFFIDAVIT, own, case(case_id=OTHER_CASE)).verdict is Verdict.HIDDEN
    unbound = actor(Role.CANDIDATE, HELEN)
    assert judge(Permission.FILL_AFFIDAVIT, unbound, case()).verdict is Verdict.HIDDEN


@pytest.mark.clause("Hamden D.2")
def test_nobody_who_decides_is_ever_given_raw_material() -> None:
    for permission in RAW:
        roles = roles_for(permission)
        assert roles is not None
        assert not roles & DECIDING, permission
        for role in DECIDING:
            answer = judge(permission, actor(role, REYES), case())
            assert answer.verdict is Verdict.DENIED
            assert answer.unmet[0].ref == "R-24"


@pytest.mark.clause("Hampton D.1")
def test_it_and_hr_read_no_content() -> None:
    for permission in RAW | {Permission.READ_PACKET, Permission.PREVIEW_PACKET}:
        roles = roles_for(permission) or frozenset()
        assert not roles & {Role.IT, Role.HR_ADMIN}, permission
    assert [name for name in Permission if Role.IT in (roles_for(name) or ())] == [
        Permission.USE_OWN_SESSION,
        Permission.READ_EXPOSURE,  # of what they themselves opened, which is nothing
        Permission.RECORD_INCIDENT,
        Permission.READ_INCIDENTS,  # without the cases they touch
        Permission.KEEP_INCIDENT,
        Permission.VERIFY_LEDGER,
        Permission.READ_SYSTEM,
    ]


@pytest.mark.clause("Hampton D.1")
def test_who_reads_candidates_in_full_is_told_by_the_role_alone() -> None:
    roles = {permission: roles_for(permission) or frozenset() for permission in Permission}
    both = {
        permission
        for permission, given in roles.items()
        if len({reads_all(role) for role in given - {Role.CANDIDATE}}) > 1
    }
    assert both == READ_BY_BOTH | OF_THE_HOUSE
    for permission in RAW | READ_BY_BOTH - {Permission.READ_EXPOSURE}:
        assert {role for role in roles[permission] if not reads_all(role)} <= {Role.AUDITOR}, permission
    assert {role for role in STAFF_ROLES if reads_all(role)} == WITH_CANDIDATES
    assert not any(map(reads_all, (Role.CANDIDATE, Role.SYSTEM)))


def test_only_the_assigned_investigator_opens_a_case() -> None:
    assert judge(Permission.READ_CASE, actor(Role.INVESTIGATOR, DANA), case()).verdict is Verdict.ALLOWED
    luis = judge(Permission.READ_CASE, actor(Role.INVESTIGATOR, LUIS), case())
    assert luis.verdict is Verdict.HIDDEN
    assert luis.unmet == ()


def test_the_conflict_question_comes_before_any_content() -> None:
    answer = judge(Permission.READ_CASE, actor(Role.INVESTIGATOR, DANA), case(conflicts={}))
    assert answer.verdict is Verdict.REFUSED
    assert answer.unmet[0].fix == "case:C-26-7KQ4M:conflict"
    fresh = case(conflicts={})
    assert (
        judge(Permission.DECLARE_CONFLICT, actor(Role.INVESTIGATOR, DANA), fresh).verdict is Verdict.ALLOWED
    )


@pytest.mark.parametrize("said", [ConflictAnswer.YES, ConflictAnswer.UNSURE])
def test_a_declared_tie_closes_the_case_without_blame(said: ConflictAnswer) -> None:
    answer = judge(Permission.READ_CASE, actor(Role.INVESTIGATOR, DANA), case(conflicts={DANA: said}))
    assert answer.verdict is Verdict.REFUSED
    assert answer.unmet[0].ref == "R-09"
    assert "does not count against you" in answer.unmet[0].sentence
    reviewer = judge(
        Permission.RELEASE_PACKET, actor(Role.SUPERVISOR, OKAFOR), case(conflicts={OKAFOR: said})
    )
    assert reviewer.unmet[0].ref == "R-19"


@pytest.mark.clause("Hamden D.2")
def test_an_investigator_on_the_board_is_told_why_and_who_helps() -> None:
    seated = case(seated=BOARD | {DANA})
    answer = judge(Permission.READ_CASE, actor(Role.INVESTIGATOR, DANA), seated)
    assert answer.verdict is Verdict.REFUSED
    assert answer.unmet[0].ref == "R-08"
    assert "General Order 004-011 D.2" in answer.unmet[0].sentence
    assert "Lt. Okafor" in answer.unmet[0].sentence
    excepted = dataclasses.replace(seated, excepted=frozenset({DANA}))
    assert judge(Permission.READ_CASE, actor(Role.INVESTIGATOR, DANA), excepted).verdict is Verdict.ALLOWED


@pytest.mark.clause("Hamden D.2")
@pytest.mark.parametrize("permission", sorted(RAW))
def test_no_deviation_opens_raw_material_to_who_read_the_packet(permission: Permission) -> None:
    facts = case(seated=BOARD | {DANA}, excepted=frozenset({DANA}), readers=frozenset({DANA}))
    for role in roles_for(permission) or ():
        answer = judge(permission, actor(role, DANA), facts)
        assert answer.verdict is not Verdict.ALLOWED, role
    said = judge(Permission.READ_CASE, actor(Role.INVESTIGATOR, DANA), facts).unmet[0]
    assert said.ref == "R-08"
    assert "deviation does not reach that" in said.sentence


@pytest.mark.clause("Hamden D.6")
def test_a_supervisor_who_searched_neither_returns_nor_releases() -> None:
    searched = case(searchers=frozenset({OKAFOR}))
    for permission in (
        Permission.RELEASE_PACKET,
        Permission.RETURN_CASE,
        Permission.CORRECT_RELEASE,
        Permission.ASK_CANDIDATE,
        Permission.ANSWER_SECOND_READING,
    ):
        answer = judge(permission, actor(Role.SUPERVISOR, OKAFOR), searched)
        assert answer.verdict is Verdict.REFUSED
        assert answer.unmet[0].ref == "R-18"
        untied = case(conflicts={OKAFOR: ConflictAnswer.NONE})
        assert judge(permission, actor(Role.SUPERVISOR, OKAFOR), untied).verdict is Verdict.ALLOWED
        first = judge(permission, actor(Role.SUPERVISOR, OKAFOR), case(conflicts={}))
        assert first.verdict is Verdict.REFUSED
        assert [one.fix for one in first.unmet] == ["case:C-26-7KQ4M:conflict"]


def test_a_member_reads_a_packet_only_after_the_duties_and_without_a_tie() -> None:
    reyes = actor(Role.BOARD_MEMBER, REYES)
    assert judge(Permission.READ_PACKET, reyes, packet()).verdict is Verdict.ALLOWED
    first = judge(Permission.READ_PACKET, reyes, packet(duties_accepted=frozenset()))
    assert first.unmet[0].fix == "packet:K-26-7KQ4M:duties"
    unsaid = judge(Permission.READ_PACKET, reyes, packet(untied=frozenset()))
    assert [one.fix for one in unsaid.unmet] == ["packet:K-26-7KQ4M:duties"]
    assert "Say first whether you have a tie" in unsaid.unmet[0].sentence
    out = judge(Permission.READ_PACKET, reyes, packet(stepped_out=frozenset({REYES})))
    assert out.unmet[0].ref == "R-23"
    assert judge(Permission.READ_PACKET, reyes, packet(seated=frozenset())).verdict is Verdict.HIDDEN


@pytest.mark.clause("Hamden D.2")
def test_exposure_closes_the_packet() -> None:
    reyes = actor(Role.BOARD_MEMBER, REYES)
    answer = judge(Permission.READ_PACKET, reyes, packet(exposed=frozenset({REYES})))
    assert answer.verdict is Verdict.REFUSED
    assert answer.unmet[0].ref == "R-08"


def test_the_chair_records_the_decision() -> None:
    assert (
        judge(Permission.RECORD_DECISION, actor(Role.BOARD_MEMBER, REYES), packet()).verdict
        is Verdict.ALLOWED
    )
    other = judge(Permission.RECORD_DECISION, actor(Role.BOARD_MEMBER, REYES), packet(chair=DANA))
    assert other.verdict is Verdict.REFUSED


def test_nobody_changes_their_own_standing() -> None:
    for permission, role in (
        (Permission.CHANGE_ROLES, Role.HR_ADMIN),
        (Permission.APPROVE_ROLE, Role.HR_ADMIN),
        (Permission.APPROVE_ROLE, Role.CHIEF),
        (Permission.DISABLE_PERSON, Role.HR_ADMIN),
        (Permission.DESIGNATE_SEARCHER, Role.CHIEF),
    ):
        assert judge(permission, actor(role, HELEN), PersonFacts(HELEN)).verdict is Verdict.REFUSED
        assert judge(permission, actor(role, HELEN), PersonFacts(DANA)).verdict is Verdict.ALLOWED


@given(st.sampled_from(Permission), st.sampled_from(STAFF_ROLES))
def test_the_role_is_judged_alike_with_and_without_a_subject(permission: Permission, role: Role) -> None:
    by_role = judge_role(permission, actor(role, DANA)).verdict
    for subject in (None, case(), packet(), PersonFacts(DANA)):
        verdict = judge(permission, actor(role, DANA), subject).verdict
        assert (verdict is Verdict.DENIED) == (by_role is Verdict.DENIED)


def test_silent_predicates_are_the_ones_that_would_leak() -> None:
    silent = {
        test.__name__
        for ways in PERMISSIONS.values()
        for way in ways
        for test in way
        if test not in EXPLANATIONS and test not in ROLE_OF
    }
    assert silent == {
        "is_own_case",
        "is_assigned_investigator",
        "sits_on_deciding_board",
        "is_oneself",
    }
