"""What the acts of holds and disposal are called where one is chosen."""

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
}
"""Acts of records, by the name of the act."""
