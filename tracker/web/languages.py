"""The candidate's pages in a second language: the same addresses under ``/es``, in words from a catalogue.

Nobody's language is guessed. Whoever asks under ``/es`` reads Spanish and stays there, because what stands
before every address is taken for the place at which the site begins. Pages for staff, styles and scripts are
not under it: they have one address.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any
from urllib.parse import quote

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, redirect, request, url_for
from flask_babel import Babel, Domain, get_locale
from werkzeug.wrappers import Response

from tracker.policy.vocabulary import Language
from tracker.policy.wording import UNDER, before_of
from tracker.policy.words import TONGUES
from tracker.settings import ROOT
from tracker.web.secret_addresses import SECRET

FOR_CANDIDATES = re.compile(
    r"/|/(?:a|i|kept|verify)(?:/.*)?|/a\.\w+|/(?:privacy|accessibility|help|sign-out)", re.DOTALL
)
"""The addresses that exist in every language."""
FIRST = "/a"
"""Where a candidate begins, or is told how to."""
ASKED, ASKS = "tracker.language", "language"
"""Where a request carries its language, and how an invitation asks for its page in another one."""

Start = Callable[..., Any]


class BeginsUnderLanguage:
    """Takes the language from the beginning of an address, and lets the site begin behind it."""

    def __init__(self, inner: Callable[[dict[str, Any], Start], Iterable[bytes]]) -> None:
        """Stand before the application."""
        self._inner = inner

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer a request; what is not for candidates is found under no language."""
        path = environ.get("PATH_INFO", "")
        for before, language in UNDER.items():
            rest = path.removeprefix(before)
            if path == before or path.startswith(f"{before}/"):
                environ[ASKED] = language
                environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + before
                if FOR_CANDIDATES.fullmatch(rest or "/"):
                    environ["PATH_INFO"] = rest or "/"
                break
        return self._inner(environ, start)


class Site(Flask):
    """The application; what exists in one language only has its one address wherever it is named."""

    def url_for(self, endpoint: str, **values: Any) -> str:
        """Return an address in the language of the page that names it."""
        address = super().url_for(endpoint, **values)
        before = _before() if has_request_context() else ""
        root = request.script_root if before else ""
        if not before or not address.startswith(f"{root}/"):
            return address
        rest = address.removeprefix(root)
        if FOR_CANDIDATES.fullmatch(re.split(r"[?#]", rest, maxsplit=1)[0]):
            return address
        return root.removesuffix(before) + rest


class Catalogues(Domain):  # type: ignore[misc]  # Flask-Babel ships no types
    """The sentences of each language, read from the files that translators write."""

    def get_translations(self) -> NullTranslations:
        """Return the sentences of the page's language."""
        locale = get_locale()
        return catalogue(locale.language) if locale is not None else NullTranslations()


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the sentences of a language; those of the source where it has no file."""
    path = ROOT / "config" / "translations" / language / "LC_MESSAGES" / "messages.po"
    if language == Language.ENGLISH or not path.is_file():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def install(app: Flask) -> None:
    """Say every page in the language of its address, and offer each in the other one."""
    babel = Babel(app, locale_selector=language_asked)
    babel.domain_instance = Catalogues()
    vars(app)["wsgi_app"] = BeginsUnderLanguage(app.wsgi_app)
    app.before_request(_to_the_other)
    app.context_processor(_offer)


def language_asked() -> str:
    """Return the language of the page that is asked for."""
    return str(request.environ.get(ASKED, Language.ENGLISH) if has_request_context() else Language.ENGLISH)


def _before() -> str:
    return before_of(language_asked())


def _other() -> Language:
    return next(language for language in Language if language != language_asked())


def _offer() -> dict[str, Any]:
    """Name the other language, with the address of this page in it; nobody's page but the candidate's."""
    if not FOR_CANDIDATES.fullmatch(request.path) and not _before():
        return {}
    other, offered = _other(), dict[str, Any]()
    if _before():  # elsewhere the page of an error knows both without being told
        offered = {"home_url": url_for("accounts.front"), "help_url": url_for("affidavits.help_page")}
    return offered | {"language": (TONGUES[other], _address_in(other), other.value)}


def _address_in(language: str) -> str:
    """Return the address of this page in a language; of the first one where nothing is to be seen here."""
    if request.endpoint in SECRET:
        return f"?{ASKS}={language}"
    root, rule = _root_of(language), request.url_rule
    if rule is None or "GET" not in (rule.methods or ()) or request.path == "/":
        return f"{root}{FIRST}"
    query = request.query_string.decode("ascii", "ignore")
    return f"{root}{quote(request.path)}" + (f"?{query}" if query else "")


def _to_the_other() -> Response | None:
    """Lead from the page of an invitation to the same one in the language that it was asked for in."""
    asked = request.args.get(ASKS, "")
    if request.endpoint != "affidavits.invitation" or request.method != "GET" or asked not in TONGUES:
        return None
    return redirect(f"{_root_of(asked)}{quote(request.path)}", 303)


def _root_of(language: str) -> str:
    """Return where the site begins in a language."""
    return request.script_root.removesuffix(_before()) + before_of(language)
