"""How people join: the first administrator, one address each, a password that is long enough, a role once."""

from __future__ import annotations

from tracker.policy.actors import Role
from tracker.policy.answers import Unmet

SHORTEST_PASSWORD = 15
"""A staff password has at least this many characters; nothing else is asked of it."""
LONGEST_PASSWORD = 128
"""And at most this many, so that computing its hash stays cheap."""


def missing_to_be_first(*, administrators: bool) -> tuple[Unmet, ...]:
    """Say why nobody is made the first administrator: there is one, and further people come through them."""
    if not administrators:
        return ()
    return (Unmet(None, "There is an administrator already, who can add further people."),)


def missing_to_join(*, address_known: bool) -> tuple[Unmet, ...]:
    """Say why somebody is not added: an e-mail address belongs to one person."""
    if not address_known:
        return ()
    return (Unmet(None, "Somebody is here with that e-mail address already."),)


def missing_in_password(password: str) -> tuple[Unmet, ...]:
    """Say what keeps a staff password from being taken."""
    if len(password) < SHORTEST_PASSWORD:
        return (Unmet(None, f"Choose a longer password: at least {SHORTEST_PASSWORD} characters."),)
    if len(password) > LONGEST_PASSWORD:
        return (Unmet(None, f"Choose a shorter password: at most {LONGEST_PASSWORD} characters."),)
    return ()


def missing_to_gain(held: frozenset[Role], role: Role) -> tuple[Unmet, ...]:
    """Say why a role is not given: the person has it; what goes together is judged in ``separation``."""
    return (Unmet(None, "This person has that role already."),) if role in held else ()
