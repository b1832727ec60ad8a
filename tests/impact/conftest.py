"""An open requisition with a case and its browsers."""

from __future__ import annotations

from tests.affidavits.conftest import case, hiring, phone, site
from tests.board.conftest import board

__all__ = ["board", "case", "hiring", "phone", "site"]
