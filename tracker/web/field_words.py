"""What fields say of themselves, in our words, where a form says nothing of its own.

The library behind the forms brings an English sentence for each of its checks. None of them reaches a page:
each is said here in another one, and a test holds this to the list of the library.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from tracker.web.formats import said


def by_rule(sentence: str) -> LazyString:
    """Return a rule's own sentence for a form to say, in the language of whoever reads it."""
    return LazyString(said, sentence)


CHOOSE = _l("What was chosen is not offered, or not any more. Look at what is offered now and choose again")
FILL = _l("This has to be filled in")
LOOK = _l("Look at this answer again: it is not of the kind that is asked for here")
DAY = _l("Enter a day such as 2026-03-09")
STALE = _l("This page was open for too long. Open it again")
SHORTER = _l("Keep to %(max)d characters")
FILE = _l("Choose a file of one of the kinds that are named here")

WORDS: Mapping[str, object] = {
    "Not a valid choice.": CHOOSE,
    "Invalid Choice: could not coerce.": CHOOSE,
    "Invalid choice(s): one or more data inputs could not be coerced.": CHOOSE,
    "'%(value)s' are not valid choices for this field.": CHOOSE,
    "Invalid value, must be one of: %(values)s.": CHOOSE,
    "Invalid value, can't be any of: %(values)s.": CHOOSE,
    "This field is required.": FILL,
    "Invalid input.": LOOK,
    "Field must be equal to %(other_name)s.": LOOK,
    "Invalid field name '%s'.": LOOK,
    "This field cannot be edited.": LOOK,
    "This field is disabled and cannot have a value.": LOOK,
    "Choices cannot be None.": LOOK,
    "Invalid email address.": _l("Enter one e-mail address, such as name@example.com"),
    "Invalid URL.": _l("Enter a link that begins with https:// or http://"),
    "Invalid IP address.": LOOK,
    "Invalid Mac address.": LOOK,
    "Invalid UUID.": LOOK,
    "Field must be at least %(min)d characters long.": _l("Enter at least %(min)d characters"),
    "Field cannot be longer than %(max)d characters.": SHORTER,
    "Field must be exactly %(max)d characters long.": _l("Enter %(max)d characters"),
    "Field must be between %(min)d and %(max)d characters long.": _l(
        "Enter between %(min)d and %(max)d characters"
    ),
    "Number must be at least %(min)s.": _l("Enter a number from %(min)s on"),
    "Number must be at most %(max)s.": _l("Enter a number up to %(max)s"),
    "Number must be between %(min)s and %(max)s.": _l("Enter a number from %(min)s to %(max)s"),
    "Date must be at least %(min)s.": _l("Enter a day from %(min)s on"),
    "Date must be at most %(max)s.": _l("Enter a day up to %(max)s"),
    "Date must be between %(min)s and %(max)s.": _l("Enter a day from %(min)s to %(max)s"),
    "Not a valid date value.": DAY,
    "Not a valid datetime value.": _l("Enter the day and time, such as 2026-03-09 14:40"),
    "Not a valid time value.": _l("Enter a time such as 14:40"),
    "Not a valid week value.": DAY,
    "Not a valid integer value.": _l("Enter a number in digits, such as 2"),
    "Not a valid decimal value.": _l("Enter a number in digits, such as 2"),
    "Not a valid float value.": _l("Enter a number in digits, such as 2"),
    "Invalid CSRF Token.": STALE,
    "CSRF token missing.": STALE,
    "CSRF failed.": STALE,
    "CSRF token expired.": STALE,
    "File does not have an approved extension: {extensions}": FILE,
    "File does not have an approved extension.": FILE,
    "File must be between {min_size} and {max_size} bytes.": FILE,
}
"""The library's sentences, of two that count the one for several, and what is said in their place."""


class OwnWords:
    """Says the library's sentences in ours; what is none of them (a label) stays."""

    def gettext(self, sentence: str) -> str:
        """Return what is said in a sentence's place."""
        return str(WORDS.get(sentence, sentence))

    def ngettext(self, _one: str, several: str, _count: int) -> str:
        """Return what is said in the place of a sentence that counts."""
        return str(WORDS.get(several, several))
