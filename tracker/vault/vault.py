"""The vault: one for the whole process, asked by every room that keeps something sealed."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Container, Iterable, Mapping
from pathlib import Path
from typing import Self, cast

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from tracker.db import Record, clock_of
from tracker.vault import register
from tracker.vault.blind_index import BlindIndex
from tracker.vault.board_sealer import BoardSealer
from tracker.vault.chest import KeyChest, WrappedKey
from tracker.vault.format import SYSTEM_HOLDER, VOLUNTARY_HOLDER, Domain, Slot
from tracker.vault.inventory import SealedColumns
from tracker.vault.keyring import BLIND_INDEX, Keyring
from tracker.vault.models import DataKey
from tracker.vault.providers import open_provider
from tracker.vault.rotation import Begin, Rotation, rotate_master
from tracker.vault.sealer import Sealer
from tracker.vault.shredding import destroy_keys, newest_destroyed
from tracker.vault.store import FileStore
from tracker.vault.trouble import KeyExists, KeyTrouble, NoKey, Unopenable

__all__ = ["SYSTEM_HOLDER", "Vault", "vault_of"]


class Vault:
    """Hands out sealers: for one holder, for many, or for the board only; thread safe."""

    def __init__(
        self,
        ring: Keyring,
        store: Path,
        *,
        slots: Container[Slot] | None = None,
        remembered_keys: int = 1024,
    ) -> None:
        """Take the master keys, the directory of sealed files, and the places that may be sealed for."""
        self.ring = ring
        self.files = FileStore(store)
        self._chest = KeyChest(ring, remembered_keys)
        self._slots = slots

    @classmethod
    def open(cls, keys: str, store: Path, *, data: Path) -> Self:
        """Open the vault with the key provider that the settings name: ``file:<path>`` or ``env``.

        ``store`` is the directory of sealed files; keys may not lie inside ``data``. Only the sealed columns
        of the records can be sealed for. Raises :class:`KeyTrouble`.
        """
        return cls(Keyring(open_provider(keys, data)), store, slots=SealedColumns(Record.metadata))

    def establish(self, session: Session) -> None:
        """Make the first keys of a new database, inside a unit of work; does nothing where keys exist.

        Raises :class:`KeyTrouble` rather than make a master key where there are data keys already, or choose
        between several.
        """
        if register.master_key_is_named(session):
            return
        if register.needed_by(session):
            raise KeyTrouble("the database holds data keys but names no master key; restore it whole")
        offered = self.ring.master_keys()
        if len(offered) > 1:
            raise KeyTrouble(
                f"{self.ring.source} offers {', '.join(offered)}; a new database begins with one"
            )
        kek_id = offered[0] if offered else self.ring.generate_master_key()
        self.ring.generate_secrets()
        register.enter(session, self.ring, kek_id)
        self._add_key(session, Domain.SYSTEM, SYSTEM_HOLDER, 1, kek_id)
        self._add_key(session, Domain.SYSTEM, VOLUNTARY_HOLDER, 1, kek_id)

    def lacks_keys(self, session: Session) -> bool:
        """Say whether a key is missing that a newer version of the product needs of its own."""
        return not self.domains(session, Domain.SYSTEM, [VOLUNTARY_HOLDER])

    def complete(self, session: Session) -> int:
        """Make the keys that a newer version of the product needs of its own, and return how many."""
        self.create_key(session, VOLUNTARY_HOLDER, Domain.SYSTEM)
        return 1

    def troubles(self, session: Session) -> tuple[str, ...]:
        """Return one line for each key that is needed and missing, or wrong; empty when all is well."""
        return register.troubles(session, self.ring)

    def holders(self, session: Session) -> tuple[frozenset[tuple[str, uuid.UUID]], tuple[str, ...]]:
        """Unwrap every data key: return whose opened, by domain and holder, and a line for each that did not.

        Raises :class:`KeyTrouble` where a master key is missing.
        """
        opened, lines = set(), []
        for key in register.all_data_keys(session):
            try:
                self._chest.open(key)
            except Unopenable as error:
                lines.append(str(error))
            else:
                opened.add((key.domain, key.holder_id))
        return frozenset(opened), tuple(lines)

    def check(self, session: Session) -> None:
        """Raise :class:`KeyTrouble` unless every key that is needed is offered and passes its check value."""
        lines = self.troubles(session)
        if lines:
            raise KeyTrouble("; ".join(lines))

    def usable(self, session: Session) -> bool:
        """Tell whether every key that is needed is there and right."""
        try:
            return not self.troubles(session)
        except (KeyTrouble, SQLAlchemyError):
            return False

    def fingerprint(self) -> str:
        """Return 16 hexadecimal digits that are equal where the same master keys and secrets are offered."""
        parts = (f"{name} {value.hex()}\n" for name, value in self.ring.check_values())
        return hashlib.sha256("".join(parts).encode()).hexdigest()[:16]

    def create_key(self, session: Session, holder_id: uuid.UUID, domain: str) -> Sealer:
        """Make the key of a holder that is being opened; raises :class:`KeyExists` if it has one."""
        return self.create_keys(session, (holder_id,), domain)[holder_id]

    def create_keys(
        self, session: Session, holder_ids: Collection[uuid.UUID], domain: str
    ) -> Mapping[uuid.UUID, Sealer]:
        """Make the keys of holders that are being opened; raises :class:`KeyExists` if one has one."""
        for holder_id in self.domains(session, domain, holder_ids):
            raise KeyExists(f"{holder_id} has a {domain} key already")
        kek_id = register.primary(session, self.ring)
        return {one: self._sealer([self._add_key(session, domain, one, 1, kek_id)]) for one in holder_ids}

    def destroy(self, session: Session, domain: str, holder_id: uuid.UUID) -> int:
        """Destroy every key of a holder, and return how many; nobody opens what they sealed any more."""
        destroyed = destroy_keys(session, Domain(domain), holder_id)
        self._chest.forget()
        return destroyed

    def shut(self, keys: Iterable[tuple[str, uuid.UUID, int]]) -> None:
        """Use none of these keys, though the database may hold them: each was destroyed for good."""
        self._chest.shut |= frozenset(keys)
        self._chest.forget()

    def is_shut(self, domain: str, holder_id: uuid.UUID) -> bool:
        """Say whether a case's key, of which there is one, was destroyed, whatever the database says."""
        return (domain, holder_id, 1) in self._chest.shut

    def brought_back(
        self, session: Session, keys: Collection[tuple[str, uuid.UUID, int]]
    ) -> frozenset[tuple[str, uuid.UUID, int]]:
        """Return which of the keys that were destroyed are in the database: a backup brought them back."""
        return register.standing(session, keys)

    def begin_anew(self, session: Session, domain: str, holder_id: uuid.UUID) -> Sealer:
        """Make a key for a holder whose own was destroyed; it opens nothing of what was sealed before."""
        version = newest_destroyed(session, Domain(domain), holder_id) + 1
        kek_id = register.primary(session, self.ring)
        return self._sealer([self._add_key(session, domain, holder_id, version, kek_id)])

    def domain(self, session: Session, domain: str, holder_id: uuid.UUID) -> Sealer:
        """Return the sealer of one holder, in one statement; raises :class:`NoKey` if it has none."""
        sealers = self.domains(session, domain, [holder_id])
        if holder_id not in sealers:
            raise NoKey(domain, holder_id)
        return sealers[holder_id]

    def domains(
        self, session: Session, domain: str, holder_ids: Iterable[uuid.UUID]
    ) -> Mapping[uuid.UUID, Sealer]:
        """Return the sealers of many holders, in one statement; who has no key is not in it."""
        keys: dict[uuid.UUID, list[WrappedKey]] = {}
        for key in register.data_keys(session, Domain(domain), frozenset(holder_ids)):
            keys.setdefault(key.holder_id, []).append(key)
        return {holder_id: self._sealer(versions) for holder_id, versions in keys.items()}

    def board_sealer(self) -> BoardSealer:
        """Return what the board may have: it seals and opens released copies and nothing else."""
        return BoardSealer(self._board_sealers, self._open_board)

    def secret(self, name: str) -> bytes:
        """Return the 32 bytes of a secret by its name; raises :class:`KeyTrouble` naming it."""
        return self.ring.secret(name)

    def blind_index(self, table: str, column: str, canonical_text: str) -> bytes:
        """Return the 16 bytes by which equal sealed values of one column are found."""
        return BlindIndex({1: self.ring.secret(BLIND_INDEX)}).index(table, column, canonical_text)

    def rotate_master(self, begin: Begin, *, batch: int = 500) -> Rotation:
        """Wrap every data key under a new master key; see :func:`~tracker.vault.rotation.rotate_master`."""
        return rotate_master(self.ring, self._chest, begin, batch)

    def _board_sealers(self, session: Session, case_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Sealer]:
        return self.domains(session, Domain.BOARD, case_ids)

    def _open_board(self, session: Session, case_id: uuid.UUID) -> Sealer:
        return self.create_key(session, case_id, Domain.BOARD)

    def _sealer(self, keys: Iterable[WrappedKey]) -> Sealer:
        return Sealer(tuple(keys), self._chest, self.files, self._slots)

    def _add_key(
        self, session: Session, domain: str, holder_id: uuid.UUID, version: int, kek_id: str
    ) -> WrappedKey:
        key = self._chest.new_key(Domain(domain), holder_id, version, kek_id)
        session.add(
            DataKey(
                holder_id=holder_id,
                domain=domain,
                dek_version=version,
                kek_id=kek_id,
                wrapped=key.wrapped,
                created_at=clock_of(session).now(),
            )
        )
        return key


def vault_of(session: Session) -> Vault:
    """Return the vault that the application gave to its sessions."""
    return cast(Vault, session.info["vault"])
