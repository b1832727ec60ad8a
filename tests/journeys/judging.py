"""What a candidate's page must bear besides: a view at 400 % zoom, and a slow line."""

from __future__ import annotations

from playwright.sync_api import Page, ViewportSize

ZOOMED = ViewportSize(width=320, height=256)
"""What is left of 1280 by 1024 pixels at 400 %."""
AMISS = """() => {
    const wide = document.documentElement.clientWidth, high = window.innerHeight, found = [];
    const named = one => one.tagName.toLowerCase() + (one.id ? '#' + one.id : '') +
        (one.className ? '.' + one.className : '') + ' "' + one.textContent.trim().slice(0, 40) + '"';
    const clips = how => how === 'hidden' || how === 'clip';
    // These scroll, or come by themselves.
    const aside = '.skip-link, svg, option, input, textarea, [role=region][tabindex="0"]';
    const judge = one => {
        const style = getComputedStyle(one), box = one.getBoundingClientRect();
        const heard = box.width <= 1 || box.height <= 1;  // for screen readers alone
        if (one.matches(aside) || style.display === 'none' || (heard && clips(style.overflowX))) return;
        const tell = (amiss, what) => { if (amiss && !heard) found.push(what + ': ' + named(one)); };
        tell(box.right > wide + 1 || box.left < -1, 'outside the view');
        tell(clips(style.overflowX) && one.scrollWidth > one.clientWidth + 1, 'cut off');
        tell(clips(style.overflowY) && one.scrollHeight > one.clientHeight + 1, 'cut off below');
        tell(['fixed', 'sticky'].includes(style.position) && box.height > high / 4, 'covers the view');
        [...one.children].forEach(judge);
    };
    if (document.documentElement.scrollWidth > wide) found.push('it scrolls sideways');
    [...document.body.children].forEach(judge);
    return found;
}"""


def cut_off(page: Page) -> list[str]:
    """Return what of the page that is open cannot be read at 400 % zoom without scrolling sideways."""
    before = page.viewport_size
    page.set_viewport_size(ZOOMED)
    found = [f"at 400 %: {one}" for one in page.evaluate(AMISS)]
    if before is not None:
        page.set_viewport_size(before)
    return found
