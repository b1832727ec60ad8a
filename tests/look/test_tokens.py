"""The tokens: each pair of colours is recomputed and holds the contrast that the design states."""

from __future__ import annotations

import re
from typing import Final

import pytest

from tests.look.conftest import ROOT

STYLESHEET: Final = ROOT / "tracker/static/tracker.css"
CSS: Final = STYLESHEET.read_text()
KILOBYTE = 1024


def tokens(after: str) -> dict[str, str]:
    """Return the colour tokens of the first block of custom properties after a text."""
    start = CSS.index(after)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", CSS[start : CSS.index("}", start)]))


LIGHT: Final = tokens("@layer tokens {")
DARK: Final = LIGHT | tokens("(prefers-color-scheme: dark)")


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


STATED = [
    ("ink", "paper", 16.5),
    ("ink", "ground", 15.4),
    ("muted", "paper", 6.8),
    ("muted", "ground", 6.3),
    ("link", "paper", 7.7),
    ("link-hover", "paper", 7.7),
    ("action-ink", "action", 7.7),
    ("action-ink", "action-hover", 7.7),
    ("header-ink", "header", 15.5),
    ("border", "paper", 4.0),
    ("border", "ground", 3.7),
    ("error", "paper", 7.7),
    ("error-ink", "error-tint", 8.7),
    ("done-ink", "done-tint", 7.9),
    ("waiting-ink", "waiting-tint", 8.8),
    ("info-ink", "info-tint", 9.8),
    ("excused-ink", "excused-tint", 9.1),
    ("extra-ink", "extra-tint", 8.4),
    ("focus", "focus-edge", 10.7),
    ("focus-edge", "paper", 15.5),
    ("header", "heat-3", 4.5),
]


@pytest.mark.parametrize(("text", "surface", "ratio"), STATED)
def test_pair_holds_its_contrast(text: str, surface: str, ratio: float) -> None:
    assert contrast(LIGHT[text], LIGHT[surface]) >= ratio


@pytest.mark.parametrize(
    ("text", "ratio"),
    [("ink", 15.0), ("muted", 8.4), ("link", 9.8), ("link-hover", 4.5), ("error", 4.5), ("border", 3)],
)
def test_dark_pair_holds_its_contrast(text: str, ratio: float) -> None:
    assert contrast(DARK[text], DARK["paper"]) >= ratio
    assert contrast(DARK[text], DARK["ground"]) >= min(ratio, 4.5)


def test_stylesheet_is_small_and_layered() -> None:
    assert STYLESHEET.stat().st_size <= 40 * KILOBYTE
    assert "@layer vendor, tokens, base, components, pages;" in CSS
    assert "!important" not in CSS.split("*/", 1)[1]
    urls = [url.partition("?v=")[0] for url in re.findall(r"url\(([^)]*)\)", CSS)]
    assert urls == ['"../bootstrap/static/css/bootstrap.min.css']


def test_colours_stand_in_tokens_only() -> None:
    rules = CSS[CSS.index("@layer base") :]
    strays = set(re.findall(r"#[0-9a-f]{3,8}\b", rules))
    assert strays <= {"#14243b", "#a4161a", "#ffffff", "#4a5a73", "#1b1f24"}


def test_every_class_that_templates_name_is_known() -> None:
    unstyled = {"visually-hidden", "form-check-label", "breadcrumb-item", "active", "gate-words"}
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", CSS)) | unstyled
    for path in (ROOT / "templates/components").glob("*.html"):
        for value in re.findall(r'class="([^"{}]*)"', path.read_text()):
            assert set(value.split()) <= known | {"banner", "gate-words", "task-status-open"}, (
                f"{path.name}: {value}"
            )


def test_heads_of_the_uniformity_table_are_never_cut() -> None:
    rules = re.findall(r"\.matrix-step[^{]*\{([^}]*)\}", CSS)
    assert len(rules) > 1
    for rule in rules:
        assert not re.search(r"ellipsis|nowrap|overflow: (?:hidden|clip)", rule)
    region = CSS[CSS.index(".matrix-region {") :].split("}", 1)[0]
    assert "overflow: auto;" in region
    template = (ROOT / "templates/components/progress.html").read_text()
    assert 'role="region" tabindex="0" aria-label=' in template.partition('<div class="matrix-region')[2]
    assert "max-height" not in region
