"""What the acts of records, and of keeping the installation, are called where one is chosen."""

from __future__ import annotations

from collections.abc import Mapping

RECORDS: Mapping[str, str] = {
    "HOLD_PLACED": "A hold was placed",
    "HOLD_LIFT_PROPOSED": "It was proposed to lift a hold",
    "HOLD_LIFTED": "A hold was lifted",
    "BATCH_PROPOSED": "A batch was proposed for disposal",
    "BATCH_REFUSED": "A batch was refused",
    "BATCH_APPROVED": "A batch was approved for disposal",
    "CASE_DISPOSED": "A case was disposed of",
    "CASE_NOT_DISPOSED": "A case was left out of a disposal",
    "CANDIDATE_FORGOTTEN": "A candidate's name and addresses were disposed of",
    "ACCOUNTS_FORGOTTEN": "Accounts can be found by nobody any more",
    "MAILS_FORGOTTEN": "Answers of mail servers were disposed of",
    "FORMS_FORGOTTEN": "What was typed and never saved was disposed of",
    "BATCH_DISPOSED_ANEW": "A batch was disposed of anew after a backup was put back",
    "INCIDENT_RECORDED": "An incident was recorded",
    "INCIDENT_CASES_NAMED": "Cases that an incident touches were named",
    "INCIDENT_STEP_WRITTEN": "It was written down what was done about an incident",
    "INCIDENT_TOLD": "It was written down who was told of an incident",
    "INCIDENT_CLOSED": "An incident was closed",
}
"""Acts of records, by the name of the act."""

UPKEEP: Mapping[str, str] = {
    "LEDGER_CHECKED": "The ledger was checked",
    "EXPORT_MADE": "A table was exported",
    "EVIDENCE_EXPORTED": "A package of evidence was exported",
    "UNIFORMITY_CERTIFIED": "A certificate of uniformity was issued",
    "WEEK_REVIEWED": "The openings of a week were reviewed",
    "KEYS_ROTATED": "A new key was made the primary one",
    "KEYS_REWRAPPED": "Data keys were wrapped anew",
    "SET_UP": "The installation was set up",
    "DEMO_LOADED": "Sample data were loaded",
}
"""What proves the rest, and what keeps it running."""
