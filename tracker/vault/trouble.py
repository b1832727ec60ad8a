"""What can go wrong with keys and sealed things, each said in one line of words."""

from __future__ import annotations

import uuid

from tracker.policy.answers import Unreadable


class KeyTrouble(Unreadable):
    """The keys are not as they must be; the message is the one line that the operator sees."""


class NoKey(Unreadable):
    """This holder has no data key in this domain: it was never opened, or its key was destroyed."""

    def __init__(self, domain: str, holder_id: uuid.UUID) -> None:
        """Name the domain and the holder."""
        super().__init__(f"no {domain} key for {holder_id}")
        self.domain = domain
        self.holder_id = holder_id


class KeyExists(Exception):
    """This holder's key was created before; a holder is opened once."""


class Unopenable(Unreadable):
    """A sealed cell, key or file is not what was sealed there: changed, moved, or cut short."""


class UnknownSlot(Exception):
    """Something was to be sealed for a place that the inventory of sealed columns does not know."""


class FileExists(Exception):
    """A sealed file is written once; this one was written before."""


class FileMissing(Unreadable):
    """The store holds no such sealed file."""
