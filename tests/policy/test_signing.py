"""A signature needs a fresh proof (Hampton F.2)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tracker.policy.signing import (
    CODE_PAUSE,
    CODES_A_DAY,
    CODES_WITHIN,
    SigningProof,
    missing_proof,
    missing_to_send_code,
)

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
    assert missing_to_send_code((), NOON) == ()
    assert missing_to_send_code((NOON,), NOON + CODE_PAUSE - timedelta(seconds=1))
    assert missing_to_send_code((NOON,), NOON + CODE_PAUSE) == ()


def test_codes_come_to_an_end_within_a_day_and_the_words_say_what_works_instead() -> None:
    sent = tuple(NOON + CODE_PAUSE * one for one in range(CODES_A_DAY))
    later = sent[-1] + CODE_PAUSE
    assert missing_to_send_code(sent[1:], later) == ()
    (unmet,) = missing_to_send_code(sent, later)
    assert f"{CODES_A_DAY} codes within a day" in str(unmet.sentence)
    assert missing_to_send_code(sent, NOON + CODES_WITHIN) == ()
