"""What each role can and cannot do, in words, read off the one permission table."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.policy.ability_words import ABILITIES
from tracker.policy.actors import Role
from tracker.policy.judgement import only_about_oneself, roles_for
from tracker.policy.permission_map import PERMISSIONS
from tracker.policy.permissions import Permission

EVERYBODY = frozenset({Permission.ENTER, Permission.USE_OWN_SESSION})
"""What goes without saying: it is everybody's."""

TELLING: tuple[Permission, ...] = (
    Permission.LOG_SEARCH,
    Permission.READ_AFFIDAVIT,
    Permission.READ_FINDINGS,
    Permission.READ_NOTE,
    Permission.READ_CAPTURE,
    Permission.RELEASE_PACKET,
    Permission.READ_PACKET,
    Permission.RECORD_DECISION,
    Permission.DESIGNATE_SEARCHER,
    Permission.CHANGE_ROLES,
    Permission.READ_LEDGER,
)
"""What it matters most that somebody cannot do."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What somebody can do in a role, and which of the weighty things not."""

    role: Role
    can: tuple[str, ...]
    cannot: tuple[str, ...]


def abilities_in(role: Role) -> Abilities:
    """Return what the permission table gives to a role."""
    given = {permission for permission in PERMISSIONS if role in (roles_for(permission) or ())}
    return Abilities(
        role=role,
        can=tuple(
            f"{words}, for oneself alone" if only_about_oneself(permission, role) else words
            for permission, words in ABILITIES.items()
            if permission in given - EVERYBODY
        ),
        cannot=tuple(ABILITIES[permission] for permission in TELLING if permission not in given),
    )
