"""What the candidates of the sample data are in: where they live and work, and which accounts they have."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.affidavits.answers import Ended, Visible, Whose
from tracker.policy.vocabulary import AccessMode


@dataclass(frozen=True, slots=True)
class Account:
    """One account of a candidate; an empty handle is not remembered, a year says that it is a former one."""

    platform: str
    handle: str
    visible: Visible = Visible.PUBLIC
    mode: AccessMode = AccessMode.PUBLIC_ONLY
    whose: Whose = Whose.ME
    platform_name: str = ""
    stopped: int | None = None
    ended: Ended | None = None


def former(platform: str, handle: str, stopped: int, ended: Ended, platform_name: str = "") -> Account:
    """Return an account that is no longer used."""
    return Account(platform, handle, platform_name=platform_name, stopped=stopped, ended=ended)


@dataclass(frozen=True, slots=True)
class Life:
    """One candidate: ``town`` and ``employer`` are of the application, ``searcher`` is who gets the case."""

    slug: str
    searcher: str
    town: str
    employer: str
    accounts: tuple[Account, ...] = ()
    other_names: tuple[str, ...] = ()
    anything_else: str = ""

    @property
    def current(self) -> tuple[Account, ...]:
        """Return the accounts in use."""
        return tuple(account for account in self.accounts if account.stopped is None)

    @property
    def former(self) -> tuple[Account, ...]:
        """Return the accounts used before."""
        return tuple(account for account in self.accounts if account.stopped is not None)
