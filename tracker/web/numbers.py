"""Numbers in addresses: no larger than the database counts, so that a larger one leads to no page."""

from __future__ import annotations

from werkzeug.routing import IntegerConverter, ValidationError

LARGEST = 2**31 - 1
"""The largest number that a column of whole numbers holds, in either database."""


class WholeNumber(IntegerConverter):
    """A number in an address, as of a page, an edition or an account."""

    def to_python(self, value: str) -> int:
        """Read a number; raises ValidationError for one that no column holds."""
        if len(value) > len(str(LARGEST)) or int(value) > LARGEST:
            raise ValidationError
        return int(super().to_python(value))
