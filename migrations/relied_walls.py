"""Walls of what a decision rests on: findings by number, and no search of anybody's own (D.2, D.6)."""

from __future__ import annotations

from migrations.separation_walls import Rule

_NO_SEARCH = "NEW.no_own_search IS NULL OR NOT NEW.no_own_search"
RULES = (
    Rule(
        "acknowledgements",
        "no_own_search",
        ("INSERT",),
        "nobody confirms having read a packet without saying that they did no search of their own",
        _NO_SEARCH,
    ),
    Rule(
        "decisions",
        "no_own_search",
        ("INSERT",),
        "nobody records a decision without saying that they did no search of their own",
        _NO_SEARCH,
    ),
    Rule(
        "decisions",
        "relied_on",
        ("INSERT",),
        "a decision keeps which findings its grounds rest on, and one against a candidate has a ground",
        "NEW.relied_on IS NULL OR CAST(NEW.relied_on AS TEXT) = 'null' "
        "OR (NEW.outcome = 'not-continue' AND CAST(NEW.relied_on AS TEXT) = '{}')",
    ),
)
"""The walls, each in the words with which it refuses."""
