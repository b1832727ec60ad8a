"""A signature needs a fresh proof (Hampton F.2)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tracker.policy.signing import CODE_PAUSE, SigningProof, missing_proof, missing_to_send_code

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize("proof", [SigningProof.MAILED_CODE, SigningProof.GIVEN_CODE])
def test_a_code_is_a_proof(proof: SigningProof) -> None:
    assert missing_proof(proof) == ()


def test_nothing_is_no_proof_but_in_a_demonstration() -> None:
    assert missing_proof(None)
    assert missing_proof(SigningProof.SAMPLE)
    assert missing_proof(None, demo=True)
    assert missing_proof(SigningProof.SAMPLE, demo=True) == ()


def test_a_further_code_takes_a_minute() -> None:
    assert missing_to_send_code(None, NOON) == ()
    assert missing_to_send_code(NOON, NOON + CODE_PAUSE - timedelta(seconds=1))
    assert missing_to_send_code(NOON, NOON + CODE_PAUSE) == ()
