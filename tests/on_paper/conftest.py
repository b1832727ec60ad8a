"""An open requisition with a case, and its browsers."""

from __future__ import annotations

from tests.affidavits.conftest import case, hiring, phone, site

__all__ = ["case", "hiring", "phone", "site"]
