"""What the stories set aside: an account of somebody of the same name, and a password seen by chance."""

from __future__ import annotations

from tracker.db import unit_of_work
from tracker.demo.company import Company, Scenes
from tracker.demo.days import Diary
from tracker.demo.running import investigator_of
from tracker.policy.stopping import StopKind
from tracker.protocol.setting_aside import call_stop, rule_out


def set_aside(
    company: Company, diary: Diary, slug: str, *, platform: str, handle: str, why: str
) -> Scenes[None]:
    """Rule the account of a namesake out, with what does not fit."""
    yield diary.on(2)
    with unit_of_work(investigator_of(company, slug)) as work:
        rule_out(work, company.case(slug), platform=platform, handle=handle, reason=why)


def saw_a_password(company: Company, diary: Diary, slug: str, platform: str) -> Scenes[None]:
    """Record that a password was seen by chance: where, and not a word of it."""
    yield diary.on(1)
    with unit_of_work(investigator_of(company, slug)) as work:
        call_stop(work, company.case(slug), kind=StopKind.SEEN_BY_CHANCE, platform=platform)
