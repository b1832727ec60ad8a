"""One exact answer of an affidavit: its name, the page that asks it, and whether an edition changed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tracker.affidavits.answers import AccountAnswer, Answers
from tracker.affidavits.words import Say
from tracker.policy.clarifying import OF_ONE_ACCOUNT, About


@dataclass(frozen=True, slots=True)
class Exact:
    """Which answer is meant; ``number`` is that of the account where the answer is of one."""

    about: About
    number: int | None = None

    @property
    def key(self) -> str:
        """Return the word that forms carry, as in ``account-3``."""
        return self.about.value if self.number is None else f"{self.about}-{self.number}"


def exacts_of(answers: Answers, *, accounts_asked: bool) -> tuple[Exact, ...]:
    """Return the answers that can be asked about, in the order of the affidavit."""
    if not accounts_asked:
        return (Exact(About.NAMES),)
    return (
        Exact(About.NAMES),
        Exact(About.NOW),
        *(Exact(About.ACCOUNT, one.number) for one in answers.current),
        Exact(About.FORMER),
        *(Exact(About.ACCOUNT, one.number) for one in answers.former),
        Exact(About.OTHER),
        *(Exact(About.ACCESS, one.number) for one in answers.current),
    )


def exact_called(key: str, offered: tuple[Exact, ...]) -> Exact | None:
    """Return the answer with this word, None where it is not offered."""
    return next((one for one in offered if one.key == key), None)


def title_of(exact: Exact, answers: Answers, _: Say) -> str:
    """Say what an answer is called; an account that is not listed any more by its number alone."""
    if exact.about not in OF_ONE_ACCOUNT:
        return {
            About.NAMES: _("Names and handles"),
            About.NOW: _("Accounts you use now"),
            About.FORMER: _("Accounts you used before"),
            About.OTHER: _("Anything else"),
        }[exact.about]
    account = _account(exact, answers)
    name = account.title if account else _("Account %(number)s", number=exact.number)
    return _("Access to %(account)s", account=name) if exact.about is About.ACCESS else name


def place_of(exact: Exact, answers: Answers) -> tuple[str, Mapping[str, int]]:
    """Return the page on which an answer is asked, with the parts of its address."""
    account = _account(exact, answers)
    lists = "affidavits.accounts" if answers.current else "affidavits.now"
    if exact.about in OF_ONE_ACCOUNT and account is None:
        return lists, {}
    if exact.about is About.ACCESS and account is not None and account.former:
        return lists, {}
    return {
        About.NAMES: ("affidavits.names", {}),
        About.NOW: (lists, {}),
        About.ACCOUNT: ("affidavits.change_account", {"number": exact.number or 0}),
        About.FORMER: ("affidavits.former", {}),
        About.OTHER: ("affidavits.other", {}),
        About.ACCESS: ("affidavits.access_to", {"number": exact.number or 0}),
    }[exact.about]


def changed(exact: Exact, before: Answers, after: Answers) -> bool:
    """Say whether two editions differ in this very answer; what else changed does not count."""
    return _value(exact, before) != _value(exact, after)


def _value(exact: Exact, answers: Answers) -> object:
    account = _account(exact, answers)
    if exact.about is About.ACCOUNT:
        return account and replace(account, mode="")
    if exact.about is About.ACCESS:
        return account and account.mode
    return {
        About.NAMES: (answers.has_other_names, answers.other_names),
        About.NOW: (answers.uses, answers.official_duty, frozenset(one.number for one in answers.current)),
        About.FORMER: (answers.has_former, frozenset(one.number for one in answers.former)),
        About.OTHER: (answers.has_other, answers.anything_else),
    }[exact.about]


def _account(exact: Exact, answers: Answers) -> AccountAnswer | None:
    return None if exact.number is None else answers.account(exact.number)
