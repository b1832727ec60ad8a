"""Somebody who has a keyboard alone, and sees at every step where it is."""

from __future__ import annotations

from typing import Any

from tests.journeys.walker import Walker

FARTHEST = 60
"""How often Tab is pressed at most to come to something on a page."""
HERE = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    const label = one.labels && one.labels.length ? one.labels[0].innerText : '';
    const over = document.elementFromPoint(
        Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1),
        Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1));
    return {
        kind: one.type === 'radio' || one.type === 'checkbox' ? one.type : one.tagName.toLowerCase(),
        name: (label || one.innerText || '').replace(/\\s+/g, ' ').trim(),
        group: one.name || '',
        value: one.value || '',
        marked: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) ||
            style.boxShadow !== 'none',
        inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        whole: box.height > innerHeight || (box.top >= -1 && box.bottom <= innerHeight + 1),
        hidden: !over || ![one, ...(one.labels || [])].some(it => it.contains(over) || over.contains(it)),
    };
}"""


class Keys:
    """Tab, the space bar, Enter, the arrows and letters; nothing is ever clicked."""

    def __init__(self, walker: Walker) -> None:
        """Sit down at somebody's browser."""
        self.walker, self.page = walker, walker.page

    def here(self) -> dict[str, Any]:
        """Return where the keyboard is."""
        return dict(self.page.evaluate(HERE))

    def tab_to(self, words: str, *kinds: str) -> dict[str, Any]:
        """Press Tab until the keyboard is on what is called so, seeing it at every stop."""
        words = self.walker.said(words)
        for _ in range(FARTHEST):
            self.page.keyboard.press("Tab")
            here = self.here()
            if here["kind"] == "body":
                continue
            stop = f"{self.page.url}: {here['kind']} {here['name'][:60]!r}"
            assert here["marked"], f"nothing marks where the keyboard is: {stop}"
            assert here["inView"], f"the keyboard is out of view: {stop}"
            assert here["whole"], f"half of where the keyboard is is out of view: {stop}"
            assert not here["hidden"], f"something lies over where the keyboard is: {stop}"
            if here["kind"] in kinds and here["name"].startswith(words):
                return here
        raise AssertionError(f"{self.page.url}: Tab does not come to {words!r}")

    def press(self, button: str) -> None:
        """Come to a button or a link, and press Enter."""
        self.tab_to(button, "button", "a")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.walker.look()

    def choose(self, first: str, label: str) -> None:
        """Come to a question by its first answer, and go to another with the arrows."""
        self.tab_to(first, "radio")
        if first == label:
            self.page.keyboard.press("Space")
        for _ in range(FARTHEST):
            if self.here()["name"].startswith(self.walker.said(label)):
                break
            self.page.keyboard.press("ArrowDown")
        here = self.here()
        assert here["name"].startswith(self.walker.said(label)), (
            f"the arrows do not come to {label!r}: {here}"
        )

    def tick(self, label: str) -> None:
        """Come to a tick box, and tick it with the space bar."""
        self.tab_to(label, "checkbox")
        self.page.keyboard.press("Space")

    def write(self, label: str, text: str) -> None:
        """Come to a field, and write."""
        self.tab_to(label, "input", "textarea")
        self.page.keyboard.type(text)
