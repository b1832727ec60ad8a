"""What an affidavit must say before it is filed, and what no field ever keeps: a password (Hampton F.2)."""

from __future__ import annotations

from tracker.policy.answers import Unmet
from tracker.policy.casework import AccountFacts, AffidavitFacts
from tracker.policy.clauses import Clause, cites
from tracker.policy.passwords import looks_like_password
from tracker.policy.wording import Worded, blank, normal, worded

PASSWORD_TOLD = Unmet(
    Clause.HAMDEN_D_4,
    "That looks like a password. We did not save it. We never need your password. If you use that "
    "password, change it now. If someone here asked you for it, call us: the number is at the "
    "foot of this page.",
    ref="R-03",
)
"""What whoever wrote a password is told, wherever it was written."""
TYPE_YOUR_NAME = worded("Type your full name to sign.")
MEAN_IT = worded("Tick the box to show you mean this as your signature.")
"""What asks for the two parts of a signature; the form and the rule say the same."""


@cites(Clause.HAMPTON_F_2, Clause.HAMDEN_D_4)
def missing_in_text(text: str) -> tuple[Unmet, ...]:
    """Say that a text seems to hold a password (R-03); nothing of it may be stored."""
    return (PASSWORD_TOLD,) if looks_like_password(text) else ()


@cites(Clause.HAMPTON_F_2)
def missing_to_file(facts: AffidavitFacts) -> tuple[Unmet, ...]:
    """Say what is left before this affidavit can be signed and filed; empty means it can."""
    if facts.already_filed:
        return (Unmet(Clause.HAMPTON_F_2, "Your affidavit is filed already.", fix="affidavit:receipt"),)
    return (*missing_in_answers(facts), *_missing_signature(facts))


@cites(Clause.HAMPTON_F_2)
def missing_in_answers(facts: AffidavitFacts) -> tuple[Unmet, ...]:
    """Say which answers are left; the task list and the check page show the same."""
    unmet: list[Unmet] = []
    if facts.has_other_names is None:
        unmet.append(_left("Say whether you have used other names or handles online.", "affidavit:names"))
    elif facts.has_other_names and all(blank(name) for name in facts.other_names):
        unmet.append(_left("Enter a name or handle, or choose No.", "affidavit:names"))
    if not facts.accounts_asked:
        return tuple(unmet)
    if facts.has_accounts is None:
        unmet.append(_left("Say whether you use any social media now.", "affidavit:now"))
    unmet += _missing_accounts(facts)
    former = any(account.former for account in facts.accounts)
    if facts.has_former is None:
        unmet.append(_left("Say whether you used other accounts before.", "affidavit:former"))
    elif facts.has_former and not former:
        unmet.append(_left("Add an account you used before, or choose No.", "affidavit:former"))
    return tuple(unmet)


def _missing_accounts(facts: AffidavitFacts) -> list[Unmet]:
    unmet: list[Unmet] = []
    current = [account for account in facts.accounts if not account.former]
    if facts.has_accounts and not current:
        unmet.append(_left("Add an account, or say that you use none.", "affidavit:accounts"))
    if facts.has_accounts is False and current:
        words = worded(
            "You said that you use no social media, and 1 account is listed. Change one of the two."
        )
        if len(current) > 1:
            words = worded(
                "You said that you use no social media, and %(number)s accounts are listed. "
                "Change one of the two.",
                number=len(current),
            )
        unmet.append(_left(words, "affidavit:now"))
    for account in facts.accounts:
        unmet += missing_in_account(account, facts.allowed_modes)
    unmet += _repeated(facts.accounts)
    if facts.accounts and not facts.list_complete:
        unmet.append(_left("Say whether you have listed every account you use.", "affidavit:accounts"))
    return unmet


@cites(Clause.HAMPTON_F_2)
def missing_in_account(account: AccountFacts, allowed: frozenset[object]) -> tuple[Unmet, ...]:
    """Say what is left for one account: a platform, a handle or "I do not remember it", and access."""
    unmet = []
    place = f"affidavit:account:{account.number}"
    if blank(account.platform):
        unmet.append(
            _left(worded("Choose the app or site of account %(number)s.", number=account.number), place)
        )
    if blank(account.handle) and not account.not_remembered:
        named = account.platform or worded("this account")
        unmet.append(_left(handle_asked(named), place))
    if not account.former and account.mode not in allowed:
        words = worded(
            "Choose how your investigator may look at %(account)s. Public only is a full answer.",
            account=_named(account),
        )
        unmet.append(_left(words, f"affidavit:access:{account.number}"))
    return tuple(unmet)


def handle_asked(platform: str) -> Worded:
    """Ask for a handle on a platform, or for the word that it is not remembered."""
    return worded("Enter your username for %(platform)s, or choose I do not remember it.", platform=platform)


def _named(account: AccountFacts) -> str:
    """Name an account as the candidate's list does."""
    named = ": ".join(part for part in (account.platform, account.handle) if not blank(part))
    return named or worded("account %(number)s", number=account.number)


def _repeated(accounts: tuple[AccountFacts, ...]) -> list[Unmet]:
    seen: set[tuple[str, str, bool]] = set()
    unmet = []
    for account in accounts:
        name = (account.platform, account.handle, account.former)
        if account.handle and name in seen and not account.kept_both:
            words = worded(
                "You already added %(handle)s on %(platform)s. Change it or remove one.",
                handle=account.handle,
                platform=account.platform,
            )
            unmet.append(_left(words, f"affidavit:account:{account.number}"))
        seen.add(name)
    return unmet


def _missing_signature(facts: AffidavitFacts) -> tuple[Unmet, ...]:
    unmet = []
    if facts.shown_digest != facts.current_digest:
        words = worded("Your answers changed after you checked them. Look at the marked parts, then sign.")
        unmet.append(Unmet(Clause.HAMPTON_F_2, words, fix="affidavit:check", ref="R-04"))
    if blank(facts.typed_name):
        unmet.append(_left(TYPE_YOUR_NAME, "affidavit:sign"))
    elif not same_name(facts.typed_name, facts.name_on_record) and blank(facts.names_differ_because):
        words = worded(
            "You typed %(typed)s. Our list has %(before)s. Change it, or tell us why they differ.",
            typed=facts.typed_name.strip(),
            before=facts.name_on_record,
        )
        unmet.append(_left(words, "affidavit:sign"))
    if not facts.signature_meant:
        unmet.append(_left(MEAN_IT, "affidavit:sign"))
    return tuple(unmet)


def same_name(one: str, other: str) -> bool:
    """Say whether two names are alike apart from accents, case, order of spaces and signs."""
    return _letters(one) == _letters(other)


def _letters(name: str) -> str:
    apart = normal(name, "NFKD").casefold()
    return "".join(character for character in apart if character.isalnum())


def _left(words: str, fix: str) -> Unmet:
    return Unmet(Clause.HAMPTON_F_2, words, fix=fix)
