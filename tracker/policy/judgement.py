"""How somebody who asks is judged: by the role first, then by the one table; and who reads by name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tracker.policy import predicates as p
from tracker.policy.actors import STAFF_ROLES, Actor, Role
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.facts import Subject
from tracker.policy.permission_map import PERMISSIONS
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Predicate
from tracker.policy.refusals import EXPLANATIONS, R_24

RAW: frozenset[Permission] = frozenset(
    {
        Permission.READ_CASE,
        Permission.READ_AFFIDAVIT,
        Permission.READ_SEARCHES,
        Permission.READ_SESSIONS,
        Permission.READ_FINDINGS,
        Permission.READ_NOTE,
        Permission.READ_HANDOVER,
        Permission.READ_CAPTURE,
        Permission.UNSEAL_EVIDENCE,
        Permission.PREVIEW_PACKET,
        Permission.READ_ANSWER,
        Permission.AUDIT_CASE,
        Permission.EXPORT_EVIDENCE,
    }
)
"""What shows raw material; a decision maker who asks is told R-24."""

WITH_CANDIDATES: frozenset[Role] = frozenset({Role.INVESTIGATOR, Role.SUPERVISOR, Role.HR_ADMIN})
"""The roles whose work is with candidates themselves."""

ROLE_OF: dict[Predicate, frozenset[Role]] = {
    p.is_staff: frozenset(STAFF_ROLES),
    p.is_candidate: frozenset({Role.CANDIDATE}),
    p.is_investigator: frozenset({Role.INVESTIGATOR}),
    p.is_supervisor: frozenset({Role.SUPERVISOR}),
    p.is_board_member: frozenset({Role.BOARD_MEMBER}),
    p.is_hr_admin: frozenset({Role.HR_ADMIN}),
    p.is_auditor: frozenset({Role.AUDITOR}),
    p.is_chief: frozenset({Role.CHIEF}),
    p.is_it: frozenset({Role.IT}),
}
"""The roles that satisfy each predicate about the role alone."""


class Verdict(Enum):
    """What came of asking."""

    ALLOWED = "allowed"
    """Go on."""
    SIGN_IN = "sign-in"
    """Nobody is signed in, and this is not for everyone."""
    DENIED = "denied"
    """The role is never given this: the 403 page, before anything is looked up."""
    HIDDEN = "hidden"
    """The role could, but this thing is not the actor's: the same 404 as for what does not exist."""
    REFUSED = "refused"
    """A rule stands in the way and says so: the refusal page with ``unmet``."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its sentences."""

    verdict: Verdict
    unmet: tuple[Unmet, ...] = ()


def roles_for(permission: Permission) -> frozenset[Role] | None:
    """Return the roles that can ever be given this, or None when it is for everyone."""
    found: set[Role] = set()
    for way in PERMISSIONS.get(permission, ()):
        if not way:
            return None
        found |= frozenset.intersection(*(ROLE_OF[test] for test in way if test in ROLE_OF))
    return frozenset(found)


def only_about_oneself(permission: Permission, role: Role) -> bool:
    """Say whether somebody working in this role is given this for themselves alone."""
    ways = [
        way
        for way in PERMISSIONS.get(permission, ())
        if way and role in frozenset.intersection(*(ROLE_OF[test] for test in way if test in ROLE_OF))
    ]
    return bool(ways) and all(p.is_oneself in way for way in ways)


@cites(Clause.HAMPTON_D_1)
def reads_all(role: Role) -> bool:
    """Whether a role's work is with candidates, so that they are read by name and with what they said.

    To everybody else candidates are references, and what is sealed opens for a recorded reason alone. The
    board is not asked: it reads the copy that was written for it.
    """
    return role in WITH_CANDIDATES


@cites(Clause.HAMPTON_D_1)
def judge(permission: Permission, actor: Actor | None, subject: Subject = None) -> Judgement:
    """Judge whether the actor may; unknown means no.

    The guard asks ``judge_role`` before it looks the subject up, so that a role that is never given this
    learns nothing of what exists.
    """
    by_role = judge_role(permission, actor)
    if actor is None or by_role.verdict is not Verdict.ALLOWED:
        return by_role
    explained: tuple[Unmet, ...] = ()
    for way in PERMISSIONS[permission]:
        failing = [test for test in way if not test(actor, subject)]
        if not failing:
            return Judgement(Verdict.ALLOWED)
        if all(test in EXPLANATIONS for test in failing):
            explained = explained or tuple(EXPLANATIONS[test](actor, subject) for test in failing)
    return Judgement(Verdict.REFUSED, explained) if explained else Judgement(Verdict.HIDDEN)


def judge_role(permission: Permission, actor: Actor | None) -> Judgement:
    """Judge by the role alone, before any subject is looked up."""
    roles = roles_for(permission)
    if roles is None:
        return Judgement(Verdict.ALLOWED)
    if actor is None:
        return Judgement(Verdict.SIGN_IN)
    if actor.role in roles:
        return Judgement(Verdict.ALLOWED)
    decides = actor.role in (Role.BOARD_MEMBER, Role.CHIEF)
    return Judgement(Verdict.DENIED, (R_24,) if decides and permission in RAW else ())
