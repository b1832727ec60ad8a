"""An open requisition with a case, its browsers, and the requests of this room."""

from __future__ import annotations

from tests.affidavits.conftest import case, hiring, phone, site

__all__ = ["case", "hiring", "phone", "site"]
