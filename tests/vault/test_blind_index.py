"""Equal texts of one column are found, and nothing else is given away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault import decoder
from tracker.vault.blind_index import BlindIndex
from tracker.vault.vault import Vault

ROOT = bytes(range(32))
INDEX = BlindIndex({1: ROOT})


@given(text=st.text(max_size=50))
def test_the_digest_is_as_the_format_says(text: str) -> None:
    made = INDEX.index("people", "email", text)
    assert made == decoder.blind_index(ROOT, "people", "email", text)
    assert len(made) == 16


def test_columns_and_roots_share_nothing() -> None:
    made = {
        index.index(table, column, "heron")
        for index in (INDEX, BlindIndex({1: bytes(32)}))
        for table in ("people", "accounts")
        for column in ("email", "handle")
    }
    assert len(made) == 8


def test_a_new_version_writes_and_rows_of_any_age_are_found() -> None:
    both = BlindIndex({1: ROOT, 2: bytes(32)})
    assert both.version == 2
    old, new = (both.index("people", "email", "heron", version) for version in (1, 2))
    assert old == INDEX.index("people", "email", "heron")
    assert new == both.index("people", "email", "heron")
    assert old != new


def test_the_vault_uses_its_own_root(vault: Vault) -> None:
    root = vault.secret("blind-index")
    assert vault.blind_index("people", "email", "a@b") == decoder.blind_index(root, "people", "email", "a@b")


def test_an_unknown_version_is_an_error() -> None:
    with pytest.raises(KeyError):
        INDEX.index("people", "email", "heron", version=9)
