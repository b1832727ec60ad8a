"""The walls of what is counted down and of keys: tries at a code, wrapped data keys, master keys.

A try that was used up is never given back, but by typing a code right while it still works, and then no more
than it was made with. A data key changes only when it is wrapped anew under the primary master key.
"""

from __future__ import annotations

from collections.abc import Iterator

from migrations.separation_walls import Rule

NEVER_MORE = ("invitations", "sign_codes")
"""Tables whose tries are only ever used up."""
USED_UP = "a try that was used up is not given back"
GIVEN_BACK = "a code that works gets back no more tries than it was made with"
REWRAPPED = "a data key changes only by being wrapped anew under the primary master key"
KEY_STATES = "a master key goes only the way of every master key"

KEY = ("id", "holder_id", "domain", "dek_version", "created_at")
"""What a data key keeps."""
MASTER_KEY = ("id", "kek_id", "alg", "created_at", "kcv")
"""What a master key keeps."""
KEY_WAYS = (
    ("decrypt-only", "retired"),
    ("pending", "primary"),
    ("primary", "decrypt-only"),
    ("retired", "destroyed"),
)
"""From which state to which a master key goes."""

_RISES = "NEW.tries_left > OLD.tries_left"
_WORKS = "OLD.stopped_at IS NULL AND OLD.tries_left > 0 AND NEW.tries_left <= OLD.tries_given"
_PRIMARY = (
    "EXISTS (SELECT 1 FROM keyring WHERE keyring.kek_id = NEW.kek_id "
    "AND keyring.alg = 'AES-256-GCM' AND keyring.state = 'primary')"
)
_WAY = " OR ".join(f"(OLD.state = '{before}' AND NEW.state = '{after}')" for before, after in KEY_WAYS)


def _rules() -> Iterator[Rule]:
    for table in NEVER_MORE:
        yield Rule(table, "tries", ("UPDATE",), USED_UP, _RISES)
    yield Rule("invitation_codes", "tries", ("UPDATE",), GIVEN_BACK, f"{_RISES} AND ({_WORKS}) IS NOT TRUE")
    differs = "NEW.wrapped <> OLD.wrapped OR NEW.kek_id <> OLD.kek_id"
    anew = (
        f"NEW.wrapped <> OLD.wrapped AND NEW.kek_id <> OLD.kek_id AND length(NEW.wrapped) = 60 AND {_PRIMARY}"
    )
    yield Rule("data_keys", "rewrapped", ("UPDATE",), REWRAPPED, f"({differs}) AND NOT ({anew})")
    yield Rule("keyring", "way", ("UPDATE",), KEY_STATES, f"OLD.state <> NEW.state AND NOT ({_WAY})")


RULES = tuple(_rules())
"""The walls, each in the words with which it refuses."""
