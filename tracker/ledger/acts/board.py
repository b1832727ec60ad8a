"""Acts of the board."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class BoardActs:
    """What members of a board accepted, read, and decided."""

    DUTIES_ACCEPTED = Act("{actor} accepted the duties of the board of requisition {about}")
    """A member agreed to use only what the packets hold."""
    MEMBER_STEPPED_OUT = Act("{actor} stepped out of the decision on packet {about}")
    """A member takes no part in one decision; why is not asked."""
    MEMBER_SAID_OF_TIES = Act("{actor} said of ties to the candidate of packet {about}: {answer:tie}")
    """A member answered No, or Not sure, before the packet opens."""
    PACKET_ACKNOWLEDGED = Act("{actor} acknowledged packet {about}, edition {edition}")
    """A member has read one edition."""
    NO_OWN_SEARCH_ATTESTED = Act(
        "{actor} attested to have done no search of their own on the candidate of packet {about}"
    )
    """Whoever confirms a reading or records a decision says that they did not search."""
    FINDINGS_RELIED_ON = Act(
        "{actor} linked {ground:dimension} to {count:counted finding/findings} of packet {about}", "findings"
    )
    """A ground of a decision; ``findings`` lists the numbers of the packet that it rests on."""
    PACKET_SCHEDULED = Act("{actor} put packet {about} before meeting {meeting} of the board")
    """A packet was released for a meeting."""
    DECISION_UPHELD = Act(
        "{actor} recorded why decision {number} on packet {about} stands though its page was corrected"
    )
    """The Chief gave the reason that takes the place of a new vote; it is kept sealed."""
    DECISION_RECORDED = Act(
        "{actor} recorded the decision on packet {about}: {decision:outcome}", "grounds", "number"
    )
    """The board's outcome; ``grounds`` lists the job-related ones as codes."""
