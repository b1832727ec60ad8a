"""What was seen inside a file while it passed by: counted, and named where a name tells where to look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_NAMED = 20
"""How many names of one kind are kept; all are counted."""
LONGEST_NAMED = 300
"""How many signs of a name are kept."""


class Found(StrEnum):
    """Something that can be found inside a file."""

    POINTS = "points"
    """A picture says how wide and high it is."""
    METADATA = "metadata"
    """A picture carries more than is to be seen on it."""
    BEHIND = "behind"
    """Bytes follow a picture's end."""
    PARTS = "parts"
    """A page is kept with its parts."""
    PART_OF = "part-of"
    """A part says from where it came."""
    SAVED_FROM = "saved-from"
    """A saved page says from where it was saved."""
    SAVED_ON = "saved-on"
    """A saved page says when it was saved."""
    RECORDS = "records"
    """A web archive has records."""
    RECORDS_BROKEN = "records-broken"
    """A web archive inside a package cannot be read to its end."""
    DIGEST_RIGHT = "digest-right"
    """A record has the digest that it says."""
    DIGEST_WRONG = "digest-wrong"
    """A record has another digest than it says."""
    DIGEST_ABSENT = "digest-absent"
    """A record says no digest of its own content."""
    DIGEST_UNREAD = "digest-unread"
    """A record says a digest that cannot be computed here."""
    RESOURCE_RIGHT = "resource-right"
    """A part of a package has the digest that its list says."""
    RESOURCE_WRONG = "resource-wrong"
    """A part of a package is not what its list says."""
    RESOURCE_UNREAD = "resource-unread"
    """The list of a package says a digest that cannot be computed here."""
    RESOURCE_MISSING = "resource-missing"
    """The list of a package names a part that is not there."""
    RESOURCE_UNLISTED = "resource-unlisted"
    """A package has a part that its list does not name."""
    LIST_UNREAD = "list-unread"
    """The list of a package cannot be read."""
    LIST_RIGHT = "list-right"
    """The list of a package has the digest that is kept beside it."""
    LIST_WRONG = "list-wrong"
    """The list of a package has another digest than is kept beside it."""
    LIST_ABSENT = "list-absent"
    """No digest of a package's list is kept."""
    SIGNATURE_RIGHT = "signature-right"
    """A package is signed, and the signature fits its list and the key that it names."""
    SIGNATURE_WRONG = "signature-wrong"
    """The signature of a package does not fit."""
    SIGNATURE_ABSENT = "signature-absent"
    """A package is not signed."""
    SIGNATURE_UNREAD = "signature-unread"
    """A signature is of a kind that cannot be verified here."""
    SIGNER_KEY = "signer-key"
    """The signature was made by a key that only itself vouches for."""
    SIGNER_DOMAIN = "signer-domain"
    """The signature names a domain, and its certificate does too."""
    SIGNER_OTHER = "signer-other"
    """The certificate of a signature is not of the domain that is named."""
    CHAIN_RIGHT = "chain-right"
    """Each certificate of a signature was signed by the next; the last is not compared with any list."""
    CHAIN_WRONG = "chain-wrong"
    """The certificates of a signature do not follow from one another."""
    SIGNED_ON = "signed-on"
    """A signature says when it was made."""
    SIGNED_OUTSIDE = "signed-outside"
    """A signature says a time at which its certificate did not hold."""
    STAMP_RIGHT = "stamp-right"
    """A time stamp fits the signature and the certificate that it brings."""
    STAMP_WRONG = "stamp-wrong"
    """A time stamp is of another signature."""
    STAMP_UNREAD = "stamp-unread"
    """A time stamp cannot be verified here."""
    STAMPED_ON = "stamped-on"
    """A time stamp says when it was made."""
    STAMP_ABSENT = "stamp-absent"
    """A signature of a domain has no time stamp."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One kind of thing that was found: how often, and some of the names that go with it."""

    found: Found
    count: int
    names: tuple[str, ...] = ()


class Notes:
    """Collects what is found while a file passes by."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._counts: dict[Found, int] = {}
        self._names: dict[Found, list[str]] = {}

    def add(self, found: Found, *names: str, count: int = 1) -> None:
        """Note one more, under no name or under some."""
        self._counts[found] = self._counts.get(found, 0) + count
        kept = self._names.setdefault(found, [])
        for name in names:
            if len(kept) < MOST_NAMED and (clean := readable(name)) not in kept:
                kept.append(clean)

    def take(self, seen: Sequence[Seen]) -> None:
        """Note what was found by somebody else as well."""
        for one in seen:
            self.add(one.found, *one.names, count=one.count)

    def seen(self) -> tuple[Seen, ...]:
        """Return all that was found, in the order in which kinds are listed."""
        return tuple(
            Seen(found, self._counts[found], tuple(self._names[found]))
            for found in Found
            if self._counts.get(found)
        )


def readable(words: str) -> str:
    """Return words of a file as they can stand on a page: short, and without signs that move others."""
    return "".join(map(_shown, words[:LONGEST_NAMED]))


def _shown(sign: str) -> str:
    if sign.isspace():
        return " "
    return sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}"


def as_plain(seen: Sequence[Seen]) -> list[list[object]]:
    """Return what was seen as plain values, to be sealed."""
    return [[one.found.value, one.count, list(one.names)] for one in seen]


def from_plain(values: Sequence[Sequence[object]]) -> tuple[Seen, ...]:
    """Return what was seen from the plain values that were sealed."""
    return tuple(
        Seen(Found(str(found)), int(str(count)), tuple(map(str, names)) if isinstance(names, list) else ())
        for found, count, names in values
    )
