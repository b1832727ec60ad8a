"""How a try to send a mail can end, other than well."""

from __future__ import annotations

import re

LONGEST_ANSWER = 160
"""Characters kept of what a mail server said."""
_HIDDEN = "(address)"


class NotSent(Exception):
    """The mail was not taken; ``code`` is the server's answer, None where none came."""

    def __init__(self, code: int | None = None, words: str = "") -> None:
        """Keep the answer."""
        super().__init__(words)
        self.code, self.words = code, words


class NotNow(NotSent):
    """It can be tried again: the server asked for patience, did not answer, or is not set up right."""


class Never(NotSent):
    """The server will not take it, however often it is tried."""


def cleaned(said: str | bytes, address: str) -> str:
    """Return what a server said, cut, on one line of plain signs, without the address that it was about."""
    text = said.decode("ascii", "replace") if isinstance(said, bytes) else said
    text = "".join(sign if " " <= sign <= "~" else " " for sign in text)
    text = re.sub(r"[^\s<>\"']*@[^\s<>\"']*", _HIDDEN, text)
    local, _, host = address.partition("@")
    for part in (local, host):
        text = re.sub(re.escape(part), _HIDDEN, text, flags=re.IGNORECASE) if len(part) > 1 else text
    return " ".join(text.split())[:LONGEST_ANSWER]
