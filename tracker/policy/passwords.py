"""What text tells a password, which no field ever keeps (Hampton F.2, Hamden D.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from tracker.policy.look_alikes import LOOK_ALIKE
from tracker.policy.wording import normal, seen

PLAIN_WORDS = (
    r"p[a@4][s$]{2}(?:[\s-]{0,2}(?:w[o0]rd|code|phrase|wort)s?|wd)|kennw[oö]rt(?:er)?|wachtwoord(?:en)?"
    r"|contrase[nñ]as?|mot de passe|senha|login code|2fa code|security code|recovery code"
)
"""What people write before a secret, in the languages of the house and near ones."""

SIGN_IN_WORDS = rf"{PLAIN_WORDS}|pass|pwd?|psw|pin(?:\s(?:code|number))?|clave"
"""The same, with words that have other meanings too, and so need more beside them."""

SPACED_OUT = re.compile(
    r"(?<![^\W_])(?:"
    + "|".join(
        r"[\W_]{1,2}".join(word)
        for word in ("password", "passwort", "passcode", "passphrase", "contraseña", "clave", "senha", "pin")
    )
    + r")(?![^\W_])",
    re.IGNORECASE,
)
"""Such a word with something between its letters: "p a s s w o r d"."""

SIGN = r"(?:[-~=]+>+|[:=#\u2013\u2014>\u2190-\u21ff\u2794-\u27be\u27f0-\u27ff\u2900-\u297f]++|--?(?=\s))"
"""Signs that stand between such a word and the secret; arrows too."""

VERB = r"\b(?:is|was|es|era|are|ist|est|lautet)\b"
"""What stands there in words."""

AIM = (
    r"(?:\s(?:for|to|on|of|at|in|with|from|i|we|that|which|he|she|they|para|de|del|que|für)\b"
    rf"(?:\s(?!{VERB}|(?:no|not|never|nothing|lost|forgot|forgotten)\b)[\w.@'’-]{{1,30}}){{1,4}}?)?"
)
"""What the secret is for, or whose it is: "for instagram", "I use"."""

NOTHING_TOLD = (
    r"(?!(?:no|not|never|none|unknown|n/?a|lost|forgotten|gone|required|needed|asked|protected|the same|reset"
    r"|changed|private|a secret|secret|safe|mine|olvidad[ao]|privad[ao]|what|that|why|to|wrong"
    r"|incorrect|fail(?:ed)?|yes|ok)\b)"
)
"""What follows when a person speaks about a password without telling it."""

LETTER_BY_LETTER = r"[^\W_](?:\s[^\W_]\b){2,}"
MIXED = r"(?:(?=\S*\d)(?=\S*[a-z])\S{4,}+|\d{4,}+)"
"""Something of letters and digits, or of digits alone."""

DISCLOSED = re.compile(
    rf"\b(?:{PLAIN_WORDS})(?:['’]s\b)?(?:\s*(?:{SIGN}|{VERB}))++\s*{NOTHING_TOLD}[\"'“]?"
    rf"(?:[^\s\"']{{3,}}|{LETTER_BY_LETTER})",
    re.IGNORECASE,
)
"""A word for a password, then the secret itself, in one piece or letter by letter."""

MIXED_AFTER = re.compile(
    rf"\b(?:{SIGN_IN_WORDS}){AIM}(?:\s*(?:{SIGN}|{VERB}|['’]s\b))++\s*(?:to\s)?{NOTHING_TOLD}[\"'“]?{MIXED}",
    re.IGNORECASE,
)
"""Such a word, of other meanings too, then something of letters and digits: "the pass I use is hunter2"."""

ALONE_AFTER = re.compile(
    rf"\b(?:{SIGN_IN_WORDS}){AIM}(?:\s*{VERB})?(?:\s*{SIGN})++\s*{NOTHING_TOLD}[\"'“]?"
    rf"(?:[^\s\"',;]{{2,}}+[\"'”]?(?=\s?(?:[,;\n]|\Z))|{LETTER_BY_LETTER})",
    re.IGNORECASE,
)
"""Such a word, a sign, and one word alone to the end of the line or clause: "pass: rosebud"."""

QUOTED = re.compile(rf"\b(?:{SIGN_IN_WORDS})\s+[\"'“][^\s\"'”]{{3,}}[\"'”]", re.IGNORECASE)
"""A word for a password, then a secret in quotation marks."""

BARE = re.compile(rf"\b(?:{SIGN_IN_WORDS})\s+(?=[^\s]*\d)(?=[^\s]*[a-z]|\d+\s*$)[^\s]{{4,}}", re.IGNORECASE)
"""A word for a password, then at once something with a digit in it."""

BEHIND_A_STROKE = re.compile(
    rf"(?<![^\s(,;])(?:{SIGN_IN_WORDS})(?:\s*+[|/\\\u2044\u2215]\s*+|[;,*~+])"
    r"(?=\S*\d)(?=\S*[a-z])\S{4,}+[^\S\n]*+(?:\n|\Z)",
    re.IGNORECASE,
)
"""Such a word, a stroke, and at the line's end something of letters and digits: "password / hunter2"."""

AHEAD = re.compile(
    rf"(?<!\S)[\"'“(]?{MIXED}(?:\s++(?:is|was|es|era)\s++(?:my|the|our|mi|la|el)\s++"
    r"(?:(?:new|old|usual|email|e-mail|instagram|facebook|wi-?fi)\s++)?|\s*+(?:<[-=~]+|\u2190)\s*+)"
    r"(?:pass(?:word|code|phrase)|passw(?:or)?d|pwd?|pin|contrase[nñ]a|clave)\b"
    r"(?!\s+(?:manager|reset|hint|rules?|polic(?:y|ies)|page|field|app)\b)",
    re.IGNORECASE,
)
"""The secret first, then what it is: "hunter2 is my password"."""

IN_A_LINK = re.compile(r"(?<=[a-z0-9+.-])://[^\s/?#@:]*:[^\s/?#@]+@", re.IGNORECASE)
"""A name and a secret before the host of a link; it starts at the sign, so that a long word is read once."""

BETWEEN = re.compile(r"\s+|(?<=\w)[:/|,;](?=[^/\s])")
"""What may stand between a handle and a secret, alone in a field."""

SAFE_SHAPES = re.compile(
    r"^(?:https?://|www\.)|^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$|^@|^#|^\(|^[\d/.:-]+$|^[\w-]+(?:\.[\w-]+)+/",
    re.IGNORECASE,
)
"""Links, addresses, handles and dates, which are mixed without being secrets."""

LEAST_LENGTH = 8
"""A lone word shorter than this is not taken for a password."""

MOST_ENCODED = 2
"""A link can bear another link, so percent signs are read this many times over."""

SHAPES = (DISCLOSED, MIXED_AFTER, ALONE_AFTER, QUOTED, BARE, BEHIND_A_STROKE, AHEAD)
"""How a password is named and told."""

STRIDE = 200
"""A text is searched by pieces that begin so many signs apart and are twice as long, so that no text of
many beginnings is read on from each of them to its end."""


MOST_SIGNS = 25_000
"""Nothing that somebody writes into a field is longer; what is longer is not read for a password."""

MOST_SPELLED_OUT = 2 * MOST_SIGNS
"""Nor does it grow beyond this by spelling its signs out: one sign can stand for eighteen."""


def too_much_to_screen(text: str) -> bool:
    """Say whether a text is longer than any that is read for a password, as written or spelled out."""
    return len(text) > MOST_SIGNS or len(normal(text)) > MOST_SPELLED_OUT


def names_secret(name: str) -> bool:
    """Say whether a field by its very name holds a secret: a password, or the code of a candidate."""
    plain = name.casefold()
    return "password" in plain or plain == "code"


def looks_like_password(text: str) -> bool:
    """Say whether a text seems to tell a password; the caller refuses it with R-03 and keeps nothing of it.

    Taken for one: "password: hunter2", "pw is hunter2", "clave: hunter2", and a lone word that mixes small
    and capital letters, digits and signs. "I forgot my password" is not. So is a text too long to tell.
    """
    if too_much_to_screen(text):
        return True
    plain = _plain(text)
    if tells_password(text) or any(IN_A_LINK.search(reading) for reading in _readings(text)):
        return True
    if SAFE_SHAPES.match(plain):
        return False
    words = [word for word in BETWEEN.split(plain) if any(map(str.isalnum, word))]
    return len(words) <= 2 and any(_is_mixed(word) for word in words)


def tells_password(text: str) -> bool:
    """Say whether a text names a password and tells it, however its letters are spaced or written.

    A text too long to tell is taken to do so.
    """
    if too_much_to_screen(text):
        return True
    named = (SPACED_OUT.sub("password", _tight(reading)) for reading in _readings(text))
    return any(_is_told(reading, shape) for reading in named for shape in SHAPES)


def _tight(text: str) -> str:
    """Return the lines of a text with one blank between words: what belongs together stands together."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _is_told(text: str, shape: re.Pattern[str]) -> bool:
    """Say whether a shape begins in any piece; one that begins in its second half is left to the next."""
    for start in range(0, len(text), STRIDE):
        found = shape.search(text, start, start + 2 * STRIDE)
        if found and found.start() < start + STRIDE:
            return True
    return False


def _readings(text: str) -> Iterator[str]:
    """Return a text as it shows, and what it says behind percent signs."""
    plain = _plain(text)
    yield plain
    for _ in range(MOST_ENCODED):
        decoded = _plain(unquote(plain)) if "%" in plain else plain
        if decoded == plain:
            return
        yield decoded
        plain = decoded


def _plain(text: str) -> str:
    return seen(normal(text)).strip().translate(LOOK_ALIKE)


def _is_mixed(word: str) -> bool:
    if len(word) < LEAST_LENGTH or SAFE_SHAPES.match(word):
        return False
    body = word.rstrip(".,;:?)")
    signs = any(not character.isalnum() and character not in "._-@/ '" for character in body)
    digits = any(character.isdigit() for character in body)
    return signs and digits and body.upper() != body and body.lower() != body
