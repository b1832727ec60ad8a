"""What is pressed is bounded as it is pressed: signs that no font has are spelled, and count as spelled."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tracker.printing import press
from tracker.printing.press import MOST_DATA, NotPrinted, pdf


@pytest.mark.parametrize("sign", ["a", "\u4f60"])
def test_more_than_a_paper_holds_is_never_pressed(monkeypatch: pytest.MonkeyPatch, sign: str) -> None:
    def pressed(*_: Any) -> bytes:
        raise AssertionError("it was pressed")

    monkeypatch.setattr(press, "_press", pressed)
    spelled = 1 if sign.isascii() else len("[U+4F60]")
    with pytest.raises(NotPrinted, match="more than one paper holds"):
        pdf("receipt", {"title": sign * (MOST_DATA // spelled)}, language="en", made_at=datetime.now(UTC))
