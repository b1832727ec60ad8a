"""Between the forms of a copy and the answers it holds: filling them, and reading them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tracker.affidavits.answers import AccountAnswer, Answers, Uses
from tracker.affidavits.forms import NO, YES
from tracker.affidavits.listing import Typed, shown_of
from tracker.on_paper.copied import PaperSignature
from tracker.on_paper.forms import FootForm, PaperAccountForm, PaperForm, PaperFormerForm

_SAID = {True: YES, False: NO, None: ""}
_MEANT = {YES: True, NO: False}


def answers_shown(answers: Answers) -> dict[str, Any]:
    """Return what the form of a paper shows of its answers."""
    return {
        "has_names": _SAID[answers.has_other_names],
        "names": "\n".join(answers.other_names),
        "uses": answers.uses,
        "official_duty": answers.official_duty,
        "complete": answers.list_complete,
        "has_former": _SAID[answers.has_former],
        "anything_else": answers.anything_else,
    }


def answers_typed(form: PaperForm, before: Answers) -> Answers:
    """Return the answers with what was typed; accounts stay as they are."""
    typed = (name.strip() for name in (form.names.data or "").splitlines())
    names = tuple(dict.fromkeys(name for name in typed if name))
    text = form.anything_else.data or ""
    return replace(
        before,
        has_other_names=_MEANT.get(form.has_names.data or ""),
        other_names=names if form.has_names.data == YES else (),
        uses=form.uses.data if form.uses.data in (Uses.YES, Uses.NO) else "",
        official_duty=form.official_duty.data,
        list_complete=form.complete.data,
        has_former=_MEANT.get(form.has_former.data or ""),
        has_other=bool(text),
        anything_else=text,
    )


def foot_typed(form: FootForm) -> PaperSignature:
    """Return the foot of a paper as it was typed."""
    return PaperSignature(
        name=form.name.data or "",
        because=form.because.data or "",
        place=form.place.data or "",
        signed_on=form.signed_on.data,
        outside_us=form.outside_us.data,
        access_until=form.access_until.data,
        investigator=form.investigator.data,
    )


def account_shown(account: AccountAnswer) -> dict[str, Any]:
    """Return what the form of one account shows of it."""
    return {**shown_of(account), "mode": account.mode}


def account_typed(form: PaperAccountForm, *, keep_both: bool) -> Typed:
    """Return one account as it was typed."""
    if isinstance(form, PaperFormerForm):
        fields: dict[str, object] = {"stopped_year": form.stopped_year.data, "ended": form.ended.data or ""}
    else:
        fields = {
            "whose": form.whose.data or "",
            "visible": form.visible.data or "",
            "mode": form.mode.data or "",
        }
    return Typed(
        platform=form.platform.data or "",
        platform_name=form.platform_name.data or "",
        handle=form.handle.data or "",
        not_remembered=form.not_remembered.data,
        sure=form.sure.data,
        keep_both=keep_both,
        former=isinstance(form, PaperFormerForm),
        fields=fields,
    )


def with_account(answers: Answers, account: AccountAnswer) -> Answers:
    """Put an account on the list, in the place of the one with its number."""
    listed = answers.with_account(account)
    if account.former:
        return replace(listed, has_former=True)
    return replace(listed, uses=Uses.YES.value)
