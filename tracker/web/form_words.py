"""What was typed into a page's form, told in the words of that form, also where the form is not at hand.

A form needs to do nothing for it: the page's view says by its own code which forms it makes.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from flask import current_app, request
from flask_babel import gettext as _
from markupsafe import escape
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from wtforms import BooleanField, DateField, DateTimeField, FileField, HiddenField, PasswordField, StringField
from wtforms.widgets import HiddenInput, SubmitInput

from tracker.policy.passwords import looks_like_password, names_secret
from tracker.policy.wording import capital, hour
from tracker.policy.words import TABLES
from tracker.web import formats
from tracker.web.forms import Form, form_at_hand, single

Fields = Iterable[tuple[str, str]]
"""Names and values as they were posted."""
MOST_FIELDS = 2_000
"""No form has so many; of what is sent by hand, no more is told back."""
DEEP = 2
"""So far it is looked for the forms of a view: in its own code, and in that of what it calls."""
_IN_ITS_PLACE = re.compile(r"\w+(?:-[0-9]{1,4}-\w+)*", re.ASCII)
_REFERENCE = re.compile(r"(?<=/)[A-Z]-[0-9A-Z-]+(?=/|$)")
_NOBODYS_WORDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def words_of_form(path: str, fields: Fields) -> tuple[tuple[str, str], ...]:
    """Return what somebody typed or chose on a page: the label of each field, and the words of its value,
    in the order of the page.

    What nobody typed stays out: hidden fields, buttons, and what no form of the page has a field for.
    """
    posted = in_place(fields)
    form = form_of(path, posted)
    if form is None:
        return ()
    return _told(form, posted)


def _told(form: Form, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the labels and the words of those fields of a form that bear one of the names."""
    known = {field.name: field for field in single(form)}
    told = (
        (str(known[name].label.text), _words(known[name])) for name in dict.fromkeys(names) if name in known
    )
    return tuple((label, words) for label, words in told if words)


def in_place(fields: Fields) -> MultiDict[str, str]:
    """Return what was posted, but for what tells its place among several rows in no way of ours."""
    return MultiDict((name, value) for name, value in fields if _IN_ITS_PLACE.fullmatch(name))


def form_of(path: str, posted: MultiDict[str, str]) -> Form | None:
    """Return the form that fits best what was posted to an address, filled with it; None without a form."""
    filled = [form(formdata=posted, meta={"csrf": False}) for form in forms_at(path)]
    return max(filled, key=lambda one: _fit(one, posted), default=None)


def page_at(path: str) -> str:
    """Return the address of the page on which a form that is sent to an address stands; empty without one.

    Where an address only takes what is sent, that is the page above it.
    """
    adapter = current_app.create_url_adapter(request)
    bare, _mark, query = path.partition("?")
    while adapter is not None and bare.strip("/"):
        try:
            adapter.match(bare, method="GET")
        except (HTTPException, RequestRedirect):
            bare, query = bare.rpartition("/")[0], ""
        else:
            return f"{bare}?{query}" if query else bare
    return ""


def words_sent() -> tuple[tuple[str, str], ...]:
    """Return what somebody typed into the form of this request, for a page that could not take it.

    What looks like a password is left out, and so is a code.
    """
    return words_left("")


def words_left(page: str) -> tuple[tuple[str, str], ...]:
    """Return of what was typed what stands in no field of the page that answers, as it was typed."""
    if request.method != "POST":
        return ()
    try:
        fields = tuple(request.form.items(multi=True))
    except HTTPException:  # more than any form is, or broken off
        return ()
    plain = tuple((name, value) for name, value in fields[:MOST_FIELDS] if not names_secret(name))
    form = form_at_hand() or form_of(request.path, in_place(plain))
    if form is None:
        return ()
    known = {field.name: field for field in single(form)}
    shown = _in_a_row(page)
    asked = {name for name, value in plain if name in known and not _stands(known[name], value, shown)}
    told = {name for name in asked if not looks_like_password(name)}
    told -= {name for name, value in plain if name in told and not _is_plain(form, known[name], value)}
    return _told(form, (name for name, _value in plain if name in told))


def _stands(field: Any, value: str, shown: str) -> bool:
    """Say whether what was sent stands on a page in its own field: of words, these very words."""
    if f'name="{field.name}"' not in shown:
        return False
    if not isinstance(field, StringField) or isinstance(field, HiddenField):
        return True
    return any(_in_a_row(escape(words)) in shown for words in (value, field.data or ""))


def _in_a_row(words: str) -> str:
    return " ".join(words.split())


def _is_plain(form: Form, field: Any, value: str) -> bool:
    """Say whether a field tells no password: the form may know better, since it asked its writer back."""
    return not looks_like_password(value) or not form.screens(field)


def references_in(path: str) -> str:
    """Return the references that an address names, such as a case and a finding; empty without one."""
    return ", ".join(_REFERENCE.findall(path.partition("?")[0]))


def forms_at(path: str) -> tuple[type[Form], ...]:
    """Return the forms that can be posted to an address, none where no page stands there."""
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint = adapter.match(path.partition("?")[0], method="POST")[0] if adapter else ""
    except (HTTPException, RequestRedirect):
        return ()
    view = current_app.view_functions.get(endpoint)
    return tuple(dict.fromkeys(_named(inspect.unwrap(view), DEEP))) if view else ()


def _named(function: Callable[..., Any], deep: int) -> Iterator[type[Form]]:
    """Yield the forms that a function names, and those that are named by what it calls."""
    code = getattr(function, "__code__", None)
    for name in code.co_names if code else ():
        found = function.__globals__.get(name)
        if inspect.isclass(found) and issubclass(found, Form):
            yield found
        elif inspect.isfunction(found) and deep > 1 and not hasattr(found, "door"):
            yield from _named(found, deep - 1)


def _fit(form: Form, posted: MultiDict[str, str]) -> tuple[int, int]:
    """Measure how well a form fits what was posted: by what it has a field for, then by what was left out."""
    names = {field.name for field in single(form)}
    return len(names & posted.keys()), -len(names - posted.keys())


def _words(field: Any) -> str:
    """Return the words of a field's value, empty for what nobody typed."""
    given = [str(value).strip() for value in field.raw_data or ()]
    if isinstance(field.widget, HiddenInput | SubmitInput) or isinstance(field, PasswordField | FileField):
        return ""
    if isinstance(field, BooleanField):
        return _("Yes") if field.data else ""
    if hasattr(field, "iter_choices"):
        offered = {str(one[0]): str(one[1]) for one in field.iter_choices()}
        return "; ".join(filter(None, (offered.get(value) or _chosen(value) for value in given)))
    if isinstance(field.data, date) and isinstance(field, DateField | DateTimeField):
        return _day(field.data)
    return "\n".join(given).strip()


def _day(when: date) -> str:
    """Write a day or a moment as its own clock showed it."""
    return f"{formats.day(when.date())}, {hour(when)}" if isinstance(when, datetime) else formats.day(when)


def _chosen(value: str) -> str:
    """Return the words of a choice that depends on the case: those of its code, else the value as it is."""
    words = {said for table in TABLES.values() for code, said in table.items() if code.value == value}
    if len(words) == 1:
        return capital(formats.said(words.pop()))
    return "" if _NOBODYS_WORDS.fullmatch(value) else value
