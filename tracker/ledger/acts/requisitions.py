"""Acts of requisitions, their boards, protocols and deviations."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class RequisitionActs:
    """Requisitions, the seats of their boards, and what departs from a "should" clause."""

    REQUISITION_CREATED = Act(
        "{actor} set up requisition {about} under legal profile {profile:profile}, version {profile_version}"
    )
    """A requisition was drawn up, not yet open."""
    REQUISITION_CHANGED = Act("{actor} changed the {fields:field} of requisition {about}")
    """A requisition not yet open was changed; ``fields`` names the columns."""
    PROTOCOL_PINNED = Act(
        "{actor} bound requisition {about} to protocol {protocol:protocol}, version {version}", "digest"
    )
    """A published protocol was pinned by version and digest (Hamden D.1, D.5)."""
    PROTOCOL_DRAFT_MADE = Act("{actor} made a draft, {about}, from version {version} of the protocol")
    """HR drew up what may become the next version (Hamden D.5)."""
    PROTOCOL_DRAFT_SAVED = Act("{actor} saved wording {wording} of {about}")
    """A draft was worded otherwise; the wordings before it stay."""
    PROTOCOL_DRAFT_SENT = Act("{actor} sent wording {wording} of {about} to counsel")
    """A draft waits for somebody who drew nothing of it up."""
    PROTOCOL_DRAFT_APPROVED = Act("{actor} approved wording {wording} of {about}, as counsel")
    """The very wording may be published."""
    PROTOCOL_DRAFT_RETURNED = Act("{actor} returned wording {wording} of {about}, as counsel")
    """Counsel gave a draft back; the words stand with the draft."""
    PROTOCOL_DRAFT_SET_ASIDE = Act("{actor} set {about} aside, at wording {wording}")
    """A draft was given up; it stays on record."""
    PROTOCOL_PUBLISHED = Act(
        "{actor} published version {version} of protocol {protocol:protocol}, from {about}", "digest"
    )
    """A version that the agency wrote is an edition from now on, and never edited (Hamden D.1, D.5)."""
    TWO_RELEASERS_SET = Act("{actor} set requisition {about} to {releasers:counted releaser}")
    """How many supervisors release each page, chosen before the opening (Hamden D.6)."""
    BLIND_DOCKET_SET = Act(
        "{actor} chose that the board of requisition {about} reads of candidates by number"
    )
    """Before the opening, so that no name is put before the board."""
    NAMED_DOCKET_SET = Act("{actor} chose that the board of requisition {about} reads of candidates by name")
    """Before the opening, what was chosen otherwise is taken back."""
    REQUISITION_OPENED = Act("{actor} opened requisition {about}")
    """Cases may be opened in it from now on."""
    REQUISITION_CLOSED = Act("{actor} closed requisition {about}")
    """No case is opened in it any more."""
    BOARD_SEAT_GIVEN = Act("{actor} seated {person:person} on the board of requisition {about}", "chair")
    """A decision maker took a seat."""
    BOARD_SEAT_LEFT = Act("{actor} recorded that {person:person} left the board of requisition {about}")
    """A seat was given up; it stays on record."""
    BOARD_CHAIR_NAMED = Act("{actor} named {person:person} chair of the board of requisition {about}")
    """A seated member took the chair; there is one at a time."""
    MEETING_SET = Act("{actor} set meeting {meeting} of the board of requisition {about}, {held_at:moment}")
    """A board meets; ``held_at`` is the moment in UTC."""
    MEETING_CALLED_OFF = Act("{actor} called off meeting {meeting} of the board of requisition {about}")
    """A meeting does not take place; it stays on record."""
    DEVIATION_RECORDED = Act(
        "{actor} recorded a deviation from {clause:clause} in requisition {about}", "person"
    )
    """The Chief departed from a "should" clause; ``person`` is the one it is about, or none."""
