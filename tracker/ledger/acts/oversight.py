"""Acts of oversight, of the ledger itself, and of keeping the machine."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class OversightActs:
    """What proves the rest, and what keeps it running."""

    LEDGER_CHECKED = Act("{actor} checked the ledger up to line {size}: {verdict:words}", "problems", "root")
    """The whole chain was recomputed; ``root`` is in hex."""
    EXPORT_MADE = Act("{actor} exported {what:words}: {rows} rows", "sha256")
    """A table or a package left the product; ``sha256`` is of the bytes that left."""
    HOLD_PLACED = Act("{actor} placed a hold on {about} under matter {matter}")
    """Nothing it covers is disposed of."""
    HOLD_LIFTED = Act("{actor} lifted the hold on {about} under matter {matter}")
    """Retention counts again."""
    KEYS_ROTATED = Act("{actor} made key {key} the primary one: {rewrapped} data keys rewrapped", "before")
    """The key ring got a new primary key; ``before`` is the earlier key's id."""
    KEYS_REWRAPPED = Act("{actor} wrapped data keys under the new primary key")
    """A batch of a rotation; the rotation itself is told at its end."""
    KEY_DESTROYED = Act("{actor} destroyed key {key}")
    """A key is gone for ever, and with it what only it could open."""
    CHECKPOINT_KEY_CHANGED = Act("{actor} changed the key that signs checkpoints to {key}")
    """Checkpoints are signed by another key from here on."""
    BACKUP_MADE = Act("{actor} made a backup at line {size}", "sha256")
    """A copy of the records was made."""
    BACKUP_RESTORED = Act("{actor} restored a backup of line {size}")
    """The records were put back to an earlier copy, knowingly."""
    SETTINGS_CHANGED = Act("{actor} changed the settings {names:words}")
    """What the product runs by was changed; their values are not in the ledger."""
    SET_UP = Act("the installation was set up: {keys} key made")
    """Tables were made and the first key; nothing was there before."""
    DEMO_LOADED = Act("sample data were loaded: {candidates} candidates")
    """The records hold invented people."""
