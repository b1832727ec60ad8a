"""docs/mail.md tells of every mail that there is, by the name that staff read."""

from __future__ import annotations

import re
from pathlib import Path

from tracker.policy.mailing import MAIL_KINDS


def test_each_kind_of_mail_has_its_row_and_no_other_has() -> None:
    page = Path("docs/mail.md").read_text("utf-8").partition("## How it travels")[0]
    rows = re.findall(r"^\| ([^|]+?) \|", page, re.MULTILINE)
    assert sorted(set(rows) - {"mail", "---"}) == sorted(MAIL_KINDS.values())
    assert len(rows) == len(set(rows))
