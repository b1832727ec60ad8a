"""The table of docs/LAW.md, made from the legal profiles: ``python -m tests.editions.law_page`` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tracker.editions.shelf import editions
from tracker.policy.access_modes import modes_offered
from tracker.policy.vocabulary import AccessMode

PAGE = Path(__file__).parents[2] / "docs" / "LAW.md"
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->\n"
HEADS = ("Profile", "Position", "Who", "Accounts asked for", "Copy", "Together", "Mark", "Source")


def rows() -> Iterator[tuple[str, ...]]:
    """Yield one row for each class of positions, newcomers and incumbents, of each newest profile."""
    for profile in editions().newest_profiles():
        for rule in profile.access:
            offered = modes_offered(profile, rule.position_class, incumbent=rule.incumbent)
            yield (
                f"{profile.name} ({profile.key}-{profile.version})",
                rule.position_class,
                "works here" if rule.incumbent else "newcomer",
                "yes" if profile.accounts_asked(rule.position_class, incumbent=rule.incumbent) else "no",
                "yes" if AccessMode.CANDIDATE_EXPORT in offered else "no",
                "yes" if AccessMode.TOGETHER in offered else "no",
                rule.ground.mark,
                rule.ground.source,
            )


def table() -> str:
    """Return the table in Markdown."""
    lines = [HEADS, tuple("---" for _ in HEADS), *rows()]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


def page() -> str:
    """Return the page with the table made anew."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    return f"{before}{BEGIN}{table()}{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
