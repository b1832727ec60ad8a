"""The words left for the next page after something was done; only their codes travel."""

from __future__ import annotations

from flask_babel import gettext as _

STAFF_NOTICES: dict[str, str] = {
    "role-switched": "You now work in another role.",
}


def words_of(code: str, reference: str) -> str:
    """Return the sentence of a code, with the reference it is about; empty for a code nobody knows."""
    sentence = STAFF_NOTICES.get(code) or _candidate_notices().get(code, "")
    return sentence.replace("{reference}", reference)


def _candidate_notices() -> dict[str, str]:
    return {
        "answers-saved": _("Your answers are saved."),
    }
