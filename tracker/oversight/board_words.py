"""What the acts of hiring boards are called where one is chosen."""

from __future__ import annotations

from collections.abc import Mapping

BOARD: Mapping[str, str] = {
    "DUTIES_ACCEPTED": "Duties were accepted",
    "MEMBER_STEPPED_OUT": "A member stepped out",
    "MEMBER_SAID_OF_TIES": "A member of a board said of ties: none, or not sure",
    "PACKET_ACKNOWLEDGED": "A packet was acknowledged",
    "DECISION_RECORDED": "A decision was recorded",
    "NO_OWN_SEARCH_ATTESTED": "Somebody attested to have done no search of their own",
    "FINDINGS_RELIED_ON": "A ground was linked to findings of a packet",
    "PACKET_SCHEDULED": "A packet was put before a meeting",
    "DECISION_UPHELD": "The Chief recorded why a decision stands",
}
