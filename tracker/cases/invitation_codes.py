"""The two halves of a candidate's way in: a link that travels, and a code that is told apart from it.

Of the link only the SHA-256 of its token is kept; it holds 256 random bits, so a plain digest gives nothing
away. The code is short, so it is kept only as a digest under a key that is not in the database, bound to the
row it is kept in. Several links take one code: tries are counted by the code, so that more links are not more
tries.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from sqlalchemy.orm import Session

from tracker.policy.wording import normal
from tracker.references import ALPHABET
from tracker.vault.vault import vault_of

CODE_LENGTH = 8
"""Characters of a code, without the hyphen it is shown with."""


def new_token() -> str:
    """Return the secret part of a new link."""
    return secrets.token_urlsafe(32)


def token_digest(token: str) -> bytes:
    """Return what the database keeps of a token, and looks it up by."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def new_code() -> str:
    """Return a new code as it is read aloud and printed: ``7KQ4-M2XP``."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def canonical_code(typed: str) -> str:
    """Return a typed code without what people add to it: spaces, hyphens, small letters, wide letters."""
    plain = normal(typed).upper()
    return "".join(character for character in plain if character.isalnum())


def hash_code(session: Session, bound_to: bytes, code: str) -> str:
    """Return what the database keeps of a code, in hex: bound, so that no other row's code is like it."""
    bound = f"{bound_to.hex()}:{canonical_code(code)}"
    return vault_of(session).blind_index("invitations", "code_hash", bound).hex()


def code_matches(session: Session, bound_to: bytes, typed: str, code_hash: str) -> bool:
    """Say whether what was typed is the code that was bound to this."""
    return hmac.compare_digest(hash_code(session, bound_to, typed), code_hash)
