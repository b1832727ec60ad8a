"""The judgement as a gate: what is not allowed is raised, in the form that its page needs."""

from __future__ import annotations

from typing import NoReturn

from tracker.policy.actors import Actor
from tracker.policy.answers import Denied, NotFound, Refused
from tracker.policy.facts import Subject
from tracker.policy.judgement import Judgement, Verdict, judge
from tracker.policy.permissions import Permission


def permit(actor: Actor, permission: Permission, subject: Subject = None) -> None:
    """Let the actor pass, or raise what stands in the way."""
    judgement = judge(permission, actor, subject)
    if judgement.verdict is not Verdict.ALLOWED:
        turn_away(permission, judgement)


def turn_away(permission: Permission, judgement: Judgement) -> NoReturn:
    """Raise the refusal that a judgement stands for."""
    if judgement.verdict is Verdict.HIDDEN:
        raise NotFound
    if judgement.verdict is Verdict.REFUSED:
        raise Refused(*judgement.unmet)
    raise Denied(permission.value, " ".join(unmet.sentence for unmet in judgement.unmet))
