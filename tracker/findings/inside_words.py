"""What was seen inside a capture's file, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.findings.formats.seen import MOST_NAMED, Found, Seen

RIGHT, DIFFERS, OPEN, SAID = (
    ("Fits", "done"),
    ("Differs", "error"),
    ("Not verified", "none"),
    ("Said by the file", "none"),
)
"""How what was seen is drawn: it fits, it does not, it could not be verified, or it is its own word."""

WORDS: Mapping[Found, tuple[tuple[str, str], str, str]] = {
    Found.POINTS: (SAID, "The picture is this wide and high, in points", ""),
    Found.METADATA: (
        SAID,
        "More is written into the file than is to be seen. It stays there, and not in what is shown here",
        "",
    ),
    Found.BEHIND: (
        SAID,
        "1 byte follows the picture's end. It stays in the file, and not in what is shown here",
        "{count} bytes follow the picture's end. They stay in the file, and not in what is shown here",
    ),
    Found.PARTS: (SAID, "The page has 1 part", "The page has {count} parts"),
    Found.PART_OF: (SAID, "1 part says from where it came", "{count} parts say from where they came"),
    Found.SAVED_FROM: (SAID, "Saved from this link", ""),
    Found.SAVED_ON: (SAID, "Saved on this day", ""),
    Found.RECORDS: (SAID, "The archive has 1 record", "The archive has {count} records"),
    Found.RECORDS_BROKEN: (
        DIFFERS,
        "1 archive in the package could not be read to its end",
        "{count} archives in the package could not be read to their end",
    ),
    Found.DIGEST_RIGHT: (RIGHT, "1 digest of a record is right", "{count} digests of records are right"),
    Found.DIGEST_WRONG: (
        DIFFERS,
        "1 record has another digest than it says",
        "{count} records have another digest than they say",
    ),
    Found.DIGEST_ABSENT: (OPEN, "1 record says no digest", "{count} records say no digest"),
    Found.DIGEST_UNREAD: (
        OPEN,
        "1 digest of a record is of a kind that is not computed here",
        "{count} digests of records are of a kind that is not computed here",
    ),
    Found.RESOURCE_RIGHT: (
        RIGHT,
        "1 part of the package is what its list says",
        "{count} parts of the package are what its list says",
    ),
    Found.RESOURCE_WRONG: (
        DIFFERS,
        "1 part of the package is not what its list says",
        "{count} parts of the package are not what its list says",
    ),
    Found.RESOURCE_UNREAD: (
        OPEN,
        "1 part of the package is listed with a digest that is not computed here",
        "{count} parts of the package are listed with digests that are not computed here",
    ),
    Found.RESOURCE_MISSING: (
        DIFFERS,
        "1 part is listed and not there",
        "{count} parts are listed and not there",
    ),
    Found.RESOURCE_UNLISTED: (
        DIFFERS,
        "1 part is there and not listed",
        "{count} parts are there and not listed",
    ),
    Found.LIST_UNREAD: (DIFFERS, "The package's list could not be read", ""),
    Found.LIST_RIGHT: (RIGHT, "The package's list has the digest that is kept beside it", ""),
    Found.LIST_WRONG: (DIFFERS, "The package's list has another digest than the one kept beside it", ""),
    Found.LIST_ABSENT: (OPEN, "No digest of the package's list is kept beside it", ""),
    Found.SIGNATURE_RIGHT: (RIGHT, "The signature fits the package's list and the key that it names", ""),
    Found.SIGNATURE_WRONG: (
        DIFFERS,
        "The signature does not fit the package's list or the key that it names",
        "",
    ),
    Found.SIGNATURE_ABSENT: (OPEN, "The package is not signed", ""),
    Found.SIGNATURE_UNREAD: (OPEN, "The signature is of a kind that is not verified here", ""),
    Found.SIGNER_KEY: (
        SAID,
        "Signed with a key of its own, which proves one browser and no person. SHA-256 of the key",
        "",
    ),
    Found.SIGNER_DOMAIN: (
        SAID,
        "Signed in the name of this domain, and its certificate says the same name",
        "",
    ),
    Found.SIGNER_OTHER: (DIFFERS, "The signature names this domain, and its certificate another", ""),
    Found.CHAIN_RIGHT: (
        OPEN,
        "Each certificate is signed by the next. Whether the last one is to be trusted is not verified here",
        "",
    ),
    Found.CHAIN_WRONG: (DIFFERS, "The certificates do not follow from one another", ""),
    Found.SIGNED_ON: (SAID, "The signature says this time", ""),
    Found.SIGNED_OUTSIDE: (DIFFERS, "The certificate did not hold at the time that the signature says", ""),
    Found.STAMP_RIGHT: (
        RIGHT,
        "The time stamp fits the signature and its own certificates. Who made those is not verified here",
        "",
    ),
    Found.STAMP_WRONG: (DIFFERS, "The time stamp is of another signature", ""),
    Found.STAMP_UNREAD: (OPEN, "The time stamp could not be verified here", ""),
    Found.STAMPED_ON: (SAID, "The time stamp says this time", ""),
    Found.STAMP_ABSENT: (OPEN, "The signature has no time stamp", ""),
}
"""Everything that can be seen inside, in words: how it is drawn, for one, for several."""


@dataclass(frozen=True, slots=True)
class InsideLine:
    """One thing that was seen inside, in words, with the names that go with it."""

    tag: tuple[str, str]
    words: str
    names: tuple[str, ...]


def inside_words(seen: tuple[Seen, ...]) -> tuple[InsideLine, ...]:
    """Say in words what was seen inside, what differs first."""
    lines = [_line(one) for one in seen]
    return tuple(sorted(lines, key=lambda line: line.tag != DIFFERS))


def _line(one: Seen) -> InsideLine:
    tag, single, several = WORDS[one.found]
    words = single if one.count == 1 or not several else several.format(count=f"{one.count:,}")
    more = one.count - len(one.names)
    rest = (
        (f"and {more:,} more",) if one.names and several and more > 0 and len(one.names) >= MOST_NAMED else ()
    )
    return InsideLine(tag, words, (*one.names, *rest))
