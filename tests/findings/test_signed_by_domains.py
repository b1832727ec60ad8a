"""Packages signed in the name of a domain: what fits together is told, and who is to be trusted is not."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

import pytest

from tests.dice import seeded
from tests.factories import packages, stamps
from tests.findings.test_inside import inside
from tracker.findings.formats.seen import Found, Notes, Seen
from tracker.findings.formats.stamps import verify_stamp

pytestmark = pytest.mark.sqlite
DOMAIN = "archive.example"


@dataclass(frozen=True)
class Signed:
    """A package's list, who signs it and who stamps that."""

    listed: bytes
    maker: stamps.Holder
    signer: stamps.Holder
    clock: tuple[stamps.Holder, stamps.Holder]

    def said(self, **changes: Any) -> dict[str, Any]:
        """Return what is said of the signature, with changes."""
        return stamps.signed_for(DOMAIN, self.listed, self.signer, self.maker, self.clock) | changes

    def seen(self, **changes: Any) -> dict[Found, Seen]:
        """Return what is seen in a package that says this of its signature."""
        kept = packages.digest(self.listed, self.said(**changes))
        return inside(packages.whole(spoil={"datapackage-digest.json": kept}), "a.wacz")


@pytest.fixture(scope="module")
def signed() -> Signed:
    """Everybody with a key and a certificate."""
    maker, root = stamps.holder("A maker of certificates"), stamps.holder("A maker of clocks")
    clock = (stamps.holder("A clock", root, stamps=True), root)
    return Signed(packages.listing(packages.archive()), maker, stamps.holder(DOMAIN, maker), clock)


def test_signature_certificates_and_time_stamp_fit_together(signed: Signed) -> None:
    seen = signed.seen()
    right = {Found.SIGNATURE_RIGHT, Found.SIGNER_DOMAIN, Found.CHAIN_RIGHT, Found.STAMP_RIGHT}
    assert right <= seen.keys()
    assert not {Found.SIGNED_OUTSIDE, Found.STAMP_ABSENT, Found.SIGNER_KEY} & seen.keys()
    assert seen[Found.SIGNER_DOMAIN].names == (DOMAIN,)
    assert seen[Found.STAMPED_ON].names == ("2026-03-09 13:00:00 UTC",)


def test_each_thing_that_does_not_fit_is_told_apart(signed: Signed) -> None:
    other = stamps.holder("other.example", signed.maker)
    strange = (signed.clock[0], stamps.holder("Another maker of clocks"))
    no_clock = (stamps.holder("No clock", signed.clock[1]), signed.clock[1])
    for changes, found, absent in (
        ({"domainCert": other.pem + signed.maker.pem}, Found.SIGNATURE_WRONG, Found.SIGNATURE_RIGHT),
        ({"domain": "bank.example"}, Found.SIGNER_OTHER, Found.SIGNER_DOMAIN),
        ({"domainCert": signed.signer.pem + other.pem}, Found.CHAIN_WRONG, Found.CHAIN_RIGHT),
        ({"domainCert": signed.signer.pem}, Found.CHAIN_WRONG, Found.CHAIN_RIGHT),
        ({"domainCert": "no certificate"}, Found.SIGNATURE_UNREAD, Found.SIGNATURE_RIGHT),
        ({"created": "2027-01-01T00:00:00Z"}, Found.SIGNED_OUTSIDE, Found.STAMP_ABSENT),
        ({"created": "some day"}, Found.SIGNED_OUTSIDE, Found.STAMP_ABSENT),
        ({"timeSignature": ""}, Found.STAMP_ABSENT, Found.STAMP_RIGHT),
        ({"timeSignature": "AA=="}, Found.STAMP_UNREAD, Found.STAMP_RIGHT),
        ({"timestampCert": "none"}, Found.STAMP_UNREAD, Found.STAMP_RIGHT),
        ({"timestampCert": "".join(one.pem for one in strange)}, Found.STAMP_UNREAD, Found.STAMP_RIGHT),
        (_stamped(b"another signature", signed.clock), Found.STAMP_WRONG, Found.STAMP_RIGHT),
    ):
        seen = signed.seen(**changes)
        assert found in seen, changes
        assert absent not in seen, changes
    stamped_by_none = stamps.signed_for(DOMAIN, signed.listed, signed.signer, signed.maker, no_clock)
    assert Found.STAMP_UNREAD in signed.seen(**stamped_by_none)


def _stamped(message: bytes, clock: tuple[stamps.Holder, stamps.Holder]) -> dict[str, str]:
    return {"timeSignature": b64encode(stamps.stamp(message, clock[0])).decode()}


def test_a_spoiled_time_stamp_raises_nothing(signed: Signed) -> None:
    said, chance = signed.said(), seeded(4)
    whole, signature = b64decode(said["timeSignature"]), said["signature"].encode()
    certificates = [one.certificate for one in signed.clock]
    told: set[Found] = set()
    for _ in range(600):
        spoiled = bytearray(whole)
        for _ in range(chance.choice((1, 1, 3))):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        verify_stamp(
            bytes(spoiled[: chance.choice((None, None, -1, 40))]), certificates, signature, notes := Notes()
        )
        told |= {one.found for one in notes.seen()}
    assert told >= {Found.STAMP_UNREAD, Found.STAMP_WRONG}
