"""The answers as rows with a link to change each, for checking and for showing two versions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from tracker.affidavits.answers import AccountAnswer, Answers, Uses
from tracker.affidavits.document import former_question
from tracker.affidavits.setting import Setting
from tracker.affidavits.words import ended_words, mode_words, visible_words, whose_words, yes_or_no


@dataclass(frozen=True, slots=True)
class Row:
    """One answer; an empty value is said as "Not provided"."""

    label: str
    value: str
    change_url: str = ""
    change_hint: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The answers of one part; ``changed`` marks what changed since the page was looked at."""

    title: str
    rows: tuple[Row, ...]
    changed: bool = False


def sections(setting: Setting, answers: Answers, changed: Iterable[str]) -> tuple[Section, ...]:
    """Return all answers in the order of the affidavit."""
    marked = frozenset(changed)
    if not setting.accounts_asked:
        return (Section(_("Names"), _names(answers, alone=True), "names" in marked),)
    found = [
        Section(_("Names and handles"), _names(answers), "names" in marked),
        Section(_("Accounts you use now"), _current(answers), bool({"now", "accounts"} & marked)),
        Section(_("Accounts you used before"), _former(setting, answers), "former" in marked),
        Section(_("Anything else"), _other(answers), "other" in marked),
    ]
    if answers.current:
        found.append(Section(_("Access"), _access(answers), "access" in marked))
    return tuple(found)


def rows_of_part(part: str, answers: Answers) -> tuple[Row, ...]:
    """Return what is saved of one part, without links."""
    rows: dict[str, tuple[Row, ...]] = {
        "names": _names(answers),
        "accounts": tuple(Row(account.title, _account(account)) for account in answers.current),
        "former": tuple(Row(account.title, _account(account)) for account in answers.former),
        "other": _other(answers),
        "access": _access(answers),
    }
    kept = rows.get(part, (Row(_("Do you use any social media now?"), _uses(answers)),))
    return tuple(Row(row.label, row.value) for row in kept)


def _names(answers: Answers, *, alone: bool = False) -> tuple[Row, ...]:
    """Return the names; ``alone`` where the law lets nobody ask for handles beside them."""
    url, label = url_for("affidavits.names"), _("Name") if alone else _("Name or handle")
    title = _("Other names") if alone else _("Other names or handles")
    asked = Row(title, yes_or_no(answers.has_other_names, _), url, _("other names"))
    return (asked, *(Row(label, name, url, name) for name in answers.other_names))


def _uses(answers: Answers) -> str:
    said: dict[str, str] = {
        Uses.YES.value: _("Yes"),
        Uses.NO.value: _("No, I do not use any"),
        Uses.NOT_SURE.value: _("I am not sure"),
    }
    return said.get(answers.uses, "")


def _current(answers: Answers) -> tuple[Row, ...]:
    rows = [
        Row(
            _("Do you use any social media now?"),
            _uses(answers),
            url_for("affidavits.now"),
            _("whether you use social media"),
        )
    ]
    for account in answers.current:
        url = url_for("affidavits.change_account", number=account.number)
        rows.append(Row(account.title, _account(account), url, account.title))
    if answers.official_duty:
        words = _("You hold one that you may not name")
        rows.append(Row(_("Account for official duty"), words, url_for("affidavits.accounts")))
    return tuple(rows)


def _former(setting: Setting, answers: Answers) -> tuple[Row, ...]:
    url = url_for("affidavits.former")
    asked = former_question(setting.look_back_years, _)
    rows = [Row(asked, yes_or_no(answers.has_former, _), url, _("accounts you used before"))]
    for account in answers.former:
        change = url_for("affidavits.change_account", number=account.number)
        rows.append(Row(account.title, _account(account), change, account.title))
    return tuple(rows)


def _other(answers: Answers) -> tuple[Row, ...]:
    return (Row(_("Apps and sites we did not list"), answers.anything_else, url_for("affidavits.other")),)


def _access(answers: Answers) -> tuple[Row, ...]:
    return tuple(
        Row(
            account.title,
            mode_words(_).get(account.mode, ""),
            url_for("affidavits.access_to", number=account.number),
            _("access to %(account)s", account=account.title),
        )
        for account in answers.current
    )


def _account(account: AccountAnswer) -> str:
    said = [
        _("I do not remember the username") if account.not_remembered else "",
        _said(_("Who uses it"), whose_words(_).get(account.whose, "")),
        _said(_("Who can see it"), visible_words(_).get(account.visible, "")),
        _("stopped about %(year)s", year=account.stopped_year) if account.stopped_year else "",
        ended_words(_).get(account.ended, ""),
    ]
    return "; ".join(words for words in said if words)


def _said(label: str, words: str) -> str:
    return f"{label}: {words}" if words else ""
