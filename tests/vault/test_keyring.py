"""Where keys come from, and the one line that is said when something is wrong with them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.vault import decoder
from tracker.vault.keyring import SECRETS, SESSION, Keyring
from tracker.vault.providers import EnvKeys, FileKeys, open_provider
from tracker.vault.trouble import KeyTrouble

KEK = "k0a1b2c3d"
DIGITS = "5a" * 32


def _write(path: Path, text: str, mode: int = 0o600) -> Path:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)
    return path


def test_a_directory_and_a_file_offer_the_same_keys(tmp_path: Path, data: Path) -> None:
    _write(tmp_path / "keys" / "master.key", f"# made on 2 March\n\n{KEK} {DIGITS}\n")
    _write(tmp_path / "keys" / "session.key", f"session {'01' * 32}\n")
    _write(tmp_path / "keys" / "README", "not a key")
    _write(tmp_path / "all.key", f"{KEK} {DIGITS}\nsession {'01' * 32}\n")
    wanted = {KEK: bytes.fromhex(DIGITS), SESSION: bytes([1]) * 32}
    assert FileKeys(tmp_path / "keys", data).read() == wanted
    assert FileKeys(tmp_path / "all.key", data).read() == wanted


def test_the_environment_offers_keys(data: Path) -> None:
    environ = {f"TRACKER_KEY_{KEK.upper()}": DIGITS, "TRACKER_KEY_BLIND_INDEX": "02" * 32, "HOME": "/"}
    ring = Keyring(open_provider("env", data, environ))
    assert ring.master_keys() == (KEK,)
    assert ring.secret("blind-index") == bytes([2]) * 32
    assert ring.source == "env"


@pytest.mark.parametrize("place", ["keys", "keys.key"])
def test_new_keys_are_kept_for_their_owner_alone(tmp_path: Path, data: Path, place: str) -> None:
    ring = Keyring(FileKeys(tmp_path / "new" / place, data))
    kek_id = ring.generate_master_key()
    ring.generate_secrets()
    again = Keyring(open_provider(f"file:{tmp_path / 'new' / place}", data))
    assert again.master_keys() == ring.master_keys() == (kek_id,)
    assert all(len(again.secret(name)) == 32 for name in SECRETS)
    assert len({again.secret(name) for name in SECRETS}) == len(SECRETS)
    for path in (tmp_path / "new").rglob("*.key"):
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0


def test_a_kept_key_is_never_replaced(tmp_path: Path, data: Path) -> None:
    provider = FileKeys(tmp_path / "keys", data)
    provider.keep(SESSION, bytes(32))
    with pytest.raises(KeyTrouble, match="key session cannot be kept at"):
        provider.keep(SESSION, bytes([1]) * 32)
    assert provider.read() == {SESSION: bytes(32)}


def test_nothing_offered_is_no_trouble_until_something_is_needed(provider: FileKeys) -> None:
    ring = Keyring(provider)
    assert ring.master_keys() == ()
    with pytest.raises(KeyTrouble) as trouble:
        ring.secret("ledger-signing")
    assert str(trouble.value) == f"key ledger-signing is not offered by {ring.source}; offered: none"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610])
def test_a_file_that_others_may_read_is_refused(tmp_path: Path, data: Path, mode: int) -> None:
    path = _write(tmp_path / "keys" / "a.key", f"{KEK} {DIGITS}\n", mode)
    with pytest.raises(KeyTrouble) as trouble:
        FileKeys(tmp_path / "keys", data).read()
    assert str(trouble.value) == f"keys at {path} are open to others (mode {mode:o}); chmod 600 {path}"


def test_a_directory_that_others_may_enter_is_refused(tmp_path: Path, data: Path) -> None:
    _write(tmp_path / "keys" / "a.key", f"{KEK} {DIGITS}\n")
    (tmp_path / "keys").chmod(0o755)
    with pytest.raises(KeyTrouble, match=r"open to others \(mode 755\); chmod 700"):
        FileKeys(tmp_path / "keys", data).read()


def test_keys_may_not_lie_with_the_data_even_by_a_link(tmp_path: Path, data: Path) -> None:
    (data / "keys").mkdir()
    (tmp_path / "link").symlink_to(data / "keys")
    for place in (data, data / "keys", data / "deep" / "keys.key", tmp_path / "link"):
        with pytest.raises(KeyTrouble, match="lie inside the data directory"):
            open_provider(f"file:{place}", data)


@pytest.mark.parametrize(
    "text", ["nonsense\n", f"{KEK} 5a5a\n", f"{KEK}\n", f"UPPER {DIGITS}\n", f"{KEK} {DIGITS} more\n"]
)
def test_what_is_not_a_key_names_its_line_and_not_its_content(tmp_path: Path, data: Path, text: str) -> None:
    path = _write(tmp_path / "keys" / "a.key", f"# first line\n{text}")
    with pytest.raises(KeyTrouble) as trouble:
        FileKeys(tmp_path / "keys", data).read()
    line = "does not hold a key: a name and 64 hexadecimal digits are needed"
    assert str(trouble.value) == f"{path} line 2 {line}"


def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path, data: Path) -> None:
    (tmp_path / "gone.key").symlink_to(tmp_path / "nowhere")
    with pytest.raises(KeyTrouble, match="cannot be read: No such file"):
        FileKeys(tmp_path / "gone.key", data).read()
    path = _write(tmp_path / "keys" / "a.key", "")
    path.write_bytes(os.urandom(64) + b"\xff")
    with pytest.raises(KeyTrouble, match="the file is not text"):
        FileKeys(tmp_path / "keys", data).read()


def test_a_key_offered_twice_is_refused(tmp_path: Path, data: Path) -> None:
    _write(tmp_path / "keys" / "a.key", f"{KEK} {DIGITS}\n")
    _write(tmp_path / "keys" / "b.key", f"{KEK} {'01' * 32}\n")
    with pytest.raises(KeyTrouble, match=f"key {KEK} is offered twice"):
        FileKeys(tmp_path / "keys", data).read()


def test_the_environment_cannot_keep_and_names_the_variable() -> None:
    with pytest.raises(KeyTrouble, match="give TRACKER_KEY_BLIND_INDEX 64 random"):
        EnvKeys({}).keep("blind-index", bytes(32))
    with pytest.raises(KeyTrouble, match="TRACKER_KEY_SESSION does not hold a key"):
        EnvKeys({"TRACKER_KEY_SESSION": "short"}).read()


@pytest.mark.parametrize("place", ["", "file:", "vault", "env:x", "kms:arn"])
def test_an_unknown_place_is_named(data: Path, place: str) -> None:
    with pytest.raises(KeyTrouble, match="no key provider is called"):
        open_provider(place, data, {})


def test_a_key_that_was_added_later_is_found(tmp_path: Path, data: Path) -> None:
    _write(tmp_path / "keys" / "a.key", f"{KEK} {DIGITS}\n")
    ring = Keyring(FileKeys(tmp_path / "keys", data))
    _write(tmp_path / "keys" / "b.key", f"kffffffff {'01' * 32}\n")
    assert ring.offers("kffffffff")
    assert ring.wrapping("kffffffff") is ring.wrapping("kffffffff")


def test_the_check_value_is_as_the_format_says() -> None:
    ring = Keyring(EnvKeys({f"TRACKER_KEY_{KEK.upper()}": DIGITS}))
    assert ring.check_value(KEK) == decoder.check_value(bytes.fromhex(DIGITS), KEK)
    assert len(ring.check_value(KEK)) == 8
