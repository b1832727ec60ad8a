"""Acts of oversight, of the ledger itself, and of keeping the machine."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class OversightActs:
    """What proves the rest, and what keeps it running."""

    LEDGER_CHECKED = Act(
        "{actor} checked the ledger up to line {size}: {verdict:verdict}", "problems", "root"
    )
    """The whole chain was recomputed; ``root`` is in hex."""
    EXPORT_MADE = Act("{actor} exported the {what:words}: {rows:counted row}", "sha256")
    """A table or a package left the product; ``sha256`` is of the bytes that left."""
    UNIFORMITY_CERTIFIED = Act(
        "{actor} certified the uniformity of requisition {about}, certificate {number}", "size", "sha256"
    )
    """A certificate was signed over the ledger of ``size`` lines; ``sha256`` is of the signed note."""
    EVIDENCE_EXPORTED = Act(
        "{actor} exported evidence package {number} of case {about}, {scope:words}, for {purpose:words}: "
        "{files:counted file}",
        "matter",
        "redaction",
        "size",
        "sha256",
    )
    """A case's evidence left; ``sha256`` is of the bag's last manifest, ``size`` the ledger's lines in it."""
    WEEK_REVIEWED = Act(
        "{actor} signed the review of the week from {week:day}: {openings:counted opening}, "
        "{stood_out:counted unusual line}",
        "number",
        "own",
    )
    """The openings of a week were looked at; ``own`` where openings of whoever signed stood out."""
    KEYS_ROTATED = Act(
        "{actor} made key {key} the primary one: {rewrapped:counted data key} wrapped anew", "before"
    )
    """The key ring got a new primary key; ``before`` is the earlier key's id."""
    KEYS_REWRAPPED = Act("{actor} wrapped data keys anew under the primary key")
    """A batch of a rotation; the rotation itself is told at its end."""
    SET_UP = Act("the installation was set up: {keys:counted key} made")
    """Tables were made and the first key; nothing was there before."""
    DEMO_LOADED = Act("sample data were loaded: {candidates:counted candidate}")
    """The records hold invented people."""
