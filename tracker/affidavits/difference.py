"""What a further edition of an affidavit changes, line by line; nothing that was signed before goes away."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.affidavits.answers import AccountAnswer, Answers
from tracker.affidavits.words import Say, mode_words, visible_words, whose_words, yes_or_no


def difference(before: Answers, after: Answers, _: Say) -> tuple[str, ...]:
    """Return what changed between two editions, each change as one line in words; empty when nothing did."""
    return (*_names(before, after, _), *_single_answers(before, after, _), *_accounts(before, after, _))


def _names(before: Answers, after: Answers, _: Say) -> Iterator[str]:
    for name in after.other_names:
        if name not in before.other_names:
            yield _("Added a name or handle: %(name)s", name=name)
    for name in before.other_names:
        if name not in after.other_names:
            yield _("Took off a name or handle: %(name)s", name=name)


def _single_answers(before: Answers, after: Answers, _: Say) -> Iterator[str]:
    if before.uses != after.uses:
        yield _("Uses social media now: %(answer)s", answer=yes_or_no(after.uses == "yes", _))
    if before.has_former != after.has_former:
        yield _("Used other accounts before: %(answer)s", answer=yes_or_no(after.has_former, _))
    if before.anything_else != after.anything_else:
        yield _("Changed what was said under Anything else")
    if before.official_duty != after.official_duty:
        yield _(
            "Holds an account for official duty that may not be named: %(answer)s",
            answer=yes_or_no(after.official_duty, _),
        )


def _accounts(before: Answers, after: Answers, _: Say) -> Iterator[str]:
    for account in after.accounts:
        old = before.account(account.number)
        if old is None:
            yield _("Added account %(number)s: %(account)s", number=account.number, account=account.title)
        else:
            yield from _account(old, account, _)
    for old in before.accounts:
        if after.account(old.number) is None:
            yield _("Took off account %(number)s: %(account)s", number=old.number, account=old.title)


def _account(old: AccountAnswer, new: AccountAnswer, _: Say) -> Iterator[str]:
    number = new.number
    if old.title != new.title:
        yield _("Account %(number)s was %(old)s, is %(new)s", number=number, old=old.title, new=new.title)
    if old.former != new.former:
        if new.former:
            yield _("Account %(number)s is no longer used", number=number)
        else:
            yield _("Account %(number)s is used again", number=number)
    for old_word, new_word in (
        (whose_words(_).get(old.whose, ""), whose_words(_).get(new.whose, "")),
        (visible_words(_).get(old.visible, ""), visible_words(_).get(new.visible, "")),
        (str(old.stopped_year or ""), str(new.stopped_year or "")),
        (mode_words(_).get(old.mode, ""), mode_words(_).get(new.mode, "")),
    ):
        if old_word != new_word and new_word:
            yield _(
                "Account %(number)s was '%(old)s', is '%(new)s'",
                number=number,
                old=old_word or _("Not provided"),
                new=new_word,
            )
