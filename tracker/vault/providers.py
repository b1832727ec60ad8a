"""Where keys are kept outside the database: in files, or in the environment.

Every key and secret is 32 bytes under a name, written as 64 hexadecimal digits. A master key's name is
``k`` and eight hexadecimal digits; a secret's name is words joined by hyphens. In files a line holds a name,
a space and the digits; in the environment the variable ``TRACKER_KEY_`` and the name hold the digits.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from tracker.vault.primitives import KEY_BYTES
from tracker.vault.store import sync_directory
from tracker.vault.trouble import KeyTrouble

ENV_PREFIX = "TRACKER_KEY_"
FILE_SUFFIX = ".key"
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DIGITS = re.compile(rf"[0-9a-fA-F]{{{2 * KEY_BYTES}}}")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Provider(Protocol):
    """A place that offers keys by name and may be able to keep new ones."""

    @property
    def name(self) -> str:
        """Say which place it is, in the words of the settings."""
        ...

    def read(self) -> dict[str, bytes]:
        """Return every key offered, by name; nothing offered is no trouble here."""
        ...

    def keep(self, name: str, key: bytes) -> None:
        """Keep a new key, so that it is on the disk when this returns; never replaces one."""
        ...


class FileKeys:
    """Keys in a directory (every ``*.key`` file in it) or in one file."""

    def __init__(self, path: Path, data_dir: Path) -> None:
        """Take the place of the keys, which may not lie inside the directory of the data."""
        self._path = path
        if path.resolve().is_relative_to(data_dir.resolve()):
            raise KeyTrouble(f"keys at {path} lie inside the data directory {data_dir}; keep them apart")

    @property
    def name(self) -> str:
        """Say which file or directory it is."""
        return f"file:{self._path}"

    def read(self) -> dict[str, bytes]:
        """Read every key; refuses what others may read and what is not a key."""
        keys: dict[str, bytes] = {}
        for path in self._files():
            for name, key in _parse(path, _read_private(path)):
                if name in keys:
                    raise KeyTrouble(f"key {name} is offered twice by {self.name}")
                keys[name] = key
        return keys

    def _files(self) -> list[Path]:
        try:
            if not self._path.is_dir():
                return [self._path] if self._path.exists() or self._path.is_symlink() else []
            _refuse_loose(self._path, self._path.stat().st_mode, "700")
            return sorted(self._path.glob(f"*{FILE_SUFFIX}"))
        except OSError as error:
            raise KeyTrouble(f"keys at {self._path} cannot be read: {error.strerror}") from error

    def keep(self, name: str, key: bytes) -> None:
        """Write the key beside the others: a file of its own in a directory, a further line in a file."""
        in_one_file = self._path.is_file() or (self._path.suffix == FILE_SUFFIX and not self._path.is_dir())
        directory = self._path.parent if in_one_file else self._path
        target = self._path if in_one_file else self._path / f"{name}{FILE_SUFFIX}"
        flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if in_one_file else os.O_EXCL)
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(target, flags, 0o600), "w", encoding="ascii") as file:
                file.write(f"{name} {key.hex()}\n")
                file.flush()
                os.fsync(file.fileno())
            sync_directory(directory)
        except OSError as error:
            raise KeyTrouble(f"key {name} cannot be kept at {target}: {error.strerror}") from error


class EnvKeys:
    """Keys in the environment, one variable each."""

    name = "env"

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Take the environment to read from."""
        self._environ = environ

    def read(self) -> dict[str, bytes]:
        """Read every variable whose name begins with ``TRACKER_KEY_``."""
        keys: dict[str, bytes] = {}
        for variable, digits in self._environ.items():
            if variable.startswith(ENV_PREFIX):
                name = variable.removeprefix(ENV_PREFIX).lower().replace("_", "-")
                keys[name] = _key(variable, name, digits.strip())
        return keys

    def keep(self, name: str, key: bytes) -> None:  # noqa: ARG002 - the environment cannot be written to
        """Say which variable the operator has to set; a process cannot keep anything in its environment."""
        variable = ENV_PREFIX + name.upper().replace("-", "_")
        raise KeyTrouble(f"key {name} has to be set by hand: give {variable} 64 random hexadecimal digits")


def open_provider(place: str, data_dir: Path, environ: Mapping[str, str] = os.environ) -> Provider:
    """Return the provider that the settings name: ``file:<path>`` or ``env``."""
    kind, _, rest = place.partition(":")
    if kind == "file" and rest:
        return FileKeys(Path(rest), data_dir)
    if kind == "env" and not rest:
        return EnvKeys(environ)
    raise KeyTrouble(f'no key provider is called "{place}"; write file:<path> or env')


def _read_private(path: Path) -> str:
    try:
        with path.open("r", encoding="ascii") as file:
            _refuse_loose(path, os.fstat(file.fileno()).st_mode, "600")
            return file.read()
    except OSError as error:
        raise KeyTrouble(f"keys at {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise KeyTrouble(f"keys at {path} cannot be read: the file is not text") from error


def _refuse_loose(path: Path, mode: int, wanted: str) -> None:
    if mode & _OTHERS:
        raise KeyTrouble(f"keys at {path} are open to others (mode {mode & 0o777:o}); chmod {wanted} {path}")


def _parse(path: Path, text: str) -> list[tuple[str, bytes]]:
    keys = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, digits = line.strip().partition(" ")
        keys.append((name, _key(f"{path} line {number}", name, digits.strip())))
    return keys


def _key(place: str, name: str, digits: str) -> bytes:
    if not _NAME.fullmatch(name) or not _DIGITS.fullmatch(digits):
        raise KeyTrouble(f"{place} does not hold a key: a name and 64 hexadecimal digits are needed")
    return bytes.fromhex(digits)
