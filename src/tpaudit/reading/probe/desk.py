"""A page on a desk, with a keyboard: where the Tab key stops, whether that is to be seen, and the page at 200 %."""

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

DESK: Final = {"width": 1280, "height": 800}
_DOUBLED: Final = {"width": 640, "height": 400}
"""What is left of the window of a desk when everything in it is twice as large."""
_MOST_STOPS: Final = 25
_PAUSE: Final = 300
"""Milliseconds in which a page that changes by itself does so, or puts itself in order."""
_LOOKS: Final = 4
_BE_STILL: Final = "() => { document.documentElement.style.scrollBehavior = 'auto'; }"
_WHERE: Final = """
() => {
  const at = document.activeElement;
  if (!at || at === document.body || at === document.documentElement) return null;
  window.tpauditMet = window.tpauditMet || new WeakSet();
  const again = window.tpauditMet.has(at);
  window.tpauditMet.add(at);
  const kinds = ["checkbox", "radio", "button", "submit", "reset", "image", "file", "color", "range"];
  const caret = at.tagName === "TEXTAREA" || at.isContentEditable
    || (at.tagName === "INPUT" && !kinds.includes(at.type));
  const text = (at.innerText || at.value || at.getAttribute("aria-label") || "").trim().replace(/\\s+/g, " ");
  return {again: again, caret: caret, frame: at.tagName === "IFRAME",
    name: `${at.tagName.toLowerCase()} ${text.slice(0, 60) || at.id || at.className || ""}`.trim()};
}
"""
_LEAVE: Final = "() => { document.activeElement.blur(); }"
_BACK_TO_TOP: Final = "() => { if (document.activeElement) document.activeElement.blur(); scrollTo(0, 0); }"
_WIDTHS: Final = """
() => {
  const root = document.documentElement, screen = root.clientWidth;
  const across = (element) => getComputedStyle(element).overflowX;
  const propagated = across(root) === "visible" ? across(document.body) : across(root);
  const held = ["hidden", "clip"].includes(propagated);
  const ends_inside = (element) => {
    for (let node = element; node && node !== document.body; node = node.parentElement) {
      if (across(node) !== "visible" && node.getBoundingClientRect().right <= screen + 1) return true;
    }
    return false;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let cut = "";
  for (let count = 0; held && !cut && walker.nextNode() && count < 20000; count++) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!text.data.trim() || !parent) continue;
    const style = getComputedStyle(parent);
    if (style.visibility !== "visible" || Number(style.opacity) === 0) continue;
    range.selectNodeContents(text);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    const beyond = boxes.some((box) => box.left >= 0 && box.left < screen && box.right > screen + 1);
    if (beyond && !ends_inside(parent)) cut = text.data.trim().replace(/\\s+/g, " ").slice(0, 60);
  }
  return {wide: held ? screen : root.scrollWidth, screen: screen, cut: cut};
}
"""


class Walked(NamedTuple):
    """What a page is like on a desk."""

    stops: int
    unseen_stops: tuple[str, ...]
    restless: bool
    doubled_scroll_width: int
    doubled_client_width: int
    doubled_cut: str


def walk_on_desk(tab: "Tab") -> Walked:
    """Press Tab from stop to stop of a page that is open, then enlarge it; raises Error of the browser's."""
    tab.evaluate(_BE_STILL)
    before = _picture(tab)
    tab.wait_for_timeout(_PAUSE)
    restless = before != _picture(tab)
    stops, unseen = (0, []) if restless else _stops(tab)
    if stops:
        tab.evaluate(_BACK_TO_TOP)
        restless = _takes_turns(tab, before)
    tab.set_viewport_size(_DOUBLED)  # type: ignore[arg-type]
    tab.wait_for_timeout(_PAUSE)
    at_twice = tab.evaluate(_WIDTHS)
    return Walked(
        stops=stops,
        unseen_stops=tuple(unseen),
        restless=restless,
        doubled_scroll_width=int(at_twice["wide"]),
        doubled_client_width=int(at_twice["screen"]),
        doubled_cut=str(at_twice["cut"]),
    )


def _stops(tab: "Tab") -> tuple[int, list[str]]:
    """Return how many stops there are, and those that look the same without the focus."""
    stops, unseen = 0, list[str]()
    for _ in range(_MOST_STOPS):
        tab.keyboard.press("Tab")
        where = tab.evaluate(_WHERE)
        if where is None or where["again"]:
            break
        if where["frame"]:
            continue
        stops += 1
        if not where["caret"]:
            focused = _picture(tab)
            tab.evaluate(_LEAVE)
            if focused == _picture(tab):
                unseen.append(str(where["name"]))
    return stops, unseen


def _takes_turns(tab: "Tab", before: bytes) -> bool:
    """Tell whether a page shows something else at times, such as pictures that take turns."""
    for _ in range(_LOOKS):
        if before != _picture(tab):
            return True
        tab.wait_for_timeout(_PAUSE)
    return False


def _picture(tab: "Tab") -> bytes:
    return tab.screenshot(animations="disabled", caret="hide")
