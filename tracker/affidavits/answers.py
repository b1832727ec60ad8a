"""The candidate's answers as one document: the shape of the draft, and of what was signed.

Plain values only, so that they can be sealed as JSON and compared. Nothing here judges; rules are in
:mod:`tracker.policy.affidavit`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any, Self

from tracker.policy.vocabulary import AccessMode

ANOTHER = "other"
"""The platform key of an app or site that is not on the list."""


class Uses(StrEnum):
    """The answer to "Do you use any social media now?"."""

    YES = "yes"
    """Uses at least one account."""
    NO = "no"
    """Uses none; a full answer."""
    NOT_SURE = "not-sure"
    """Would like to see examples; asked again."""


class Whose(StrEnum):
    """Who uses an account."""

    ME = "me"
    """The candidate alone, under any name that is known as theirs."""
    SHARED = "shared"
    """The candidate together with others."""
    PAGE = "page"
    """A page or group that the candidate runs."""
    OTHER_NAME = "other-name"
    """The candidate, under a name that does not say who it is."""


class Visible(StrEnum):
    """Who can see an account."""

    PUBLIC = "public"
    """Anyone."""
    PRIVATE = "private"
    """People whom the candidate lets in."""
    MIXED = "mixed"
    """Some of it is public."""
    NOT_SURE = "not-sure"
    """The candidate does not know."""


class Ended(StrEnum):
    """How an account that is no longer used came to an end."""

    CLOSED = "closed"
    """The candidate closed it."""
    LEFT = "left"
    """It is still there; the candidate stopped using it."""
    LOCKED_OUT = "locked-out"
    """The candidate can no longer get in."""
    REMOVED = "removed"
    """The app or site removed it."""


@dataclass(frozen=True, slots=True)
class AccountAnswer:
    """One account as the candidate lists it.

    ``platform_name`` is what the list, or the candidate, calls the platform. ``handle`` is written as the
    platform writes it; ``canonical`` is the form by which two spellings are known for one. ``stopped_year``
    and ``ended`` are for former accounts. ``kept_both`` says that the candidate saw the double and keeps it,
    ``sure`` that the handle is a username although it looks like a password.
    """

    number: int
    platform: str
    platform_name: str
    handle: str = ""
    canonical: str = ""
    not_remembered: bool = False
    former: bool = False
    whose: str = ""
    visible: str = ""
    stopped_year: int | None = None
    ended: str = ""
    kept_both: bool = False
    sure: bool = False
    mode: str = ""

    @property
    def chosen(self) -> AccessMode | None:
        """Return how the investigator may look, None while not chosen."""
        return AccessMode(self.mode) if self.mode else None

    @property
    def title(self) -> str:
        """Return the platform and the handle, or the platform alone where the handle is not remembered."""
        return f"{self.platform_name}: {self.handle}" if self.handle else self.platform_name


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that the affidavit asks; None and empty mean "not answered yet".

    ``amends`` is the edition that is being changed, 0 for the first affidavit. ``last_number`` is the highest
    number ever given to an account.
    """

    has_other_names: bool | None = None
    other_names: tuple[str, ...] = ()
    uses: str = ""
    accounts: tuple[AccountAnswer, ...] = ()
    list_complete: bool = False
    has_former: bool | None = None
    has_other: bool | None = None
    anything_else: str = ""
    official_duty: bool = False
    last_number: int = 0
    amends: int = 0

    @property
    def current(self) -> tuple[AccountAnswer, ...]:
        """Return the accounts in use."""
        return tuple(account for account in self.accounts if not account.former)

    @property
    def former(self) -> tuple[AccountAnswer, ...]:
        """Return the accounts used before."""
        return tuple(account for account in self.accounts if account.former)

    def account(self, number: int) -> AccountAnswer | None:
        """Return the account with this number, or None."""
        return next((account for account in self.accounts if account.number == number), None)

    def with_account(self, account: AccountAnswer) -> Self:
        """Return the answers with an account added, or put in the place of the one with its number."""
        if self.account(account.number) is None:
            listed: tuple[AccountAnswer, ...] = (*self.accounts, account)
        else:
            listed = tuple(account if one.number == account.number else one for one in self.accounts)
        return replace(self, accounts=listed, last_number=max(self.last_number, account.number))

    def without_account(self, number: int) -> Self:
        """Return the answers with an account taken off the list; its number is not given again."""
        return replace(self, accounts=tuple(one for one in self.accounts if one.number != number))

    @property
    def texts(self) -> tuple[str, ...]:
        """Return everything in the candidate's own words that may not hold a password."""
        handles = (account.handle for account in self.accounts if not account.sure)
        platforms = (account.platform_name for account in self.accounts if account.platform == ANOTHER)
        return (*self.other_names, *handles, *platforms, self.anything_else)

    def as_json(self) -> dict[str, Any]:
        """Return plain values to seal."""
        return asdict(self)


def read_answers(values: dict[str, Any]) -> Answers:
    """Return the answers from plain values; what an older edition did not ask is not answered."""
    known = {field.name for field in fields(Answers)} & values.keys()
    kept = {name: values[name] for name in known - {"accounts", "other_names"}}
    accounts = tuple(_read_account(account) for account in values.get("accounts", ()))
    return Answers(**kept, accounts=accounts, other_names=tuple(values.get("other_names", ())))


def _read_account(values: dict[str, Any]) -> AccountAnswer:
    known = {field.name for field in fields(AccountAnswer)} & values.keys()
    return AccountAnswer(**{name: values[name] for name in known})
