"""Scripts that look at a page in a browser: what is to be seen, how it stands, and what axe-core says."""

from typing import Final

from tpaudit.reading.probe.fetch import MAX_BYTES

LOOK_AT_PAGE: Final = """
() => {
  const root = document.documentElement;
  const shown = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 1 && box.height > 1 && style.visibility === "visible" && Number(style.opacity) > 0;
  };
  let texts = 0, small = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let count = 0; walker.nextNode() && count < 20000; count++) {
    const parent = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !parent || !shown(parent)) continue;
    texts += 1;
    if (parseFloat(getComputedStyle(parent).fontSize) < 12) small += 1;
  }
  let targets = 0, little = 0;
  const wanted = "a[href], button, input:not([type=hidden]), select, textarea, [role=button]";
  for (const element of document.querySelectorAll(wanted)) {
    if (!shown(element)) continue;
    const inline = element.tagName === "A" && getComputedStyle(element).display === "inline"
      && element.parentElement.textContent.trim().length > element.textContent.trim().length;
    if (inline) continue;
    const box = element.getBoundingClientRect();
    targets += 1;
    if (box.width < 24 || box.height < 24) little += 1;
  }
  const deepest = (x, y) => {
    let found = document.elementFromPoint(x, y);
    while (found && found.shadowRoot) {
      const inner = found.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
    }
    return found;
  };
  const host_of = (node) => node.parentNode instanceof ShadowRoot ? node.parentNode.host
    : node === node.ownerDocument.body ? node.ownerDocument.defaultView?.frameElement : null;
  const middle = [0.35, 0.5, 0.65].map((part) => deepest(root.clientWidth / 2, window.innerHeight * part));
  const fixed = (element) => {
    for (let node = element; node && node !== document.body; node = node.parentElement || host_of(node)) {
      const style = getComputedStyle(node);
      if (style.position === "fixed" || node.tagName === "DIALOG") return true;
    }
    return false;
  };
  const cookies = /cookie|consent|gdpr|tracking|datenschutz|einwilligung|куки|隐私/i;
  const all = (within, found = []) => {
    for (const one of within.querySelectorAll("*")) {
      if (found.length >= 20000) break;
      found.push(one);
      if (one.shadowRoot) all(one.shadowRoot, found);
      const framed = one.tagName === "IFRAME" && shown(one) && one.contentDocument && one.contentDocument.body;
      if (framed) { found.push(framed); all(framed, found); }
    }
    return found;
  };
  const lies_over = (element) => Boolean(element) && (["fixed", "sticky"].includes(getComputedStyle(element).position)
    || element.tagName === "DIALOG" || /dialog/.test(element.getAttribute("role") || "") || lies_over(host_of(element)));
  const called = (element) => element ? `${element.id} ${element.getAttribute("class") || ""} ${called(host_of(element))}` : "";
  const buttons_in = (box) => all(box)
    .filter((one) => one.matches("button, a, [role=button], input[type=button], input[type=submit]"))
    .filter(shown).map((one) => (one.innerText || one.value || one.getAttribute("aria-label") || "")
      .trim().replace(/\\s+/g, " ").slice(0, 60)).filter(Boolean).slice(0, 12);
  const elements = all(document.body);
  const asking = elements.filter((one) =>
    (lies_over(one) || /cookie|consent|gdpr/i.test(called(one)))
    && shown(one) && one.innerText && one.innerText.length < 3000 && cookies.test(one.innerText)
    && buttons_in(one).length);
  const box = asking.find(lies_over) || asking[0];
  return {
    consent: box ? buttons_in(box) : [],
    scripts: [...[...document.scripts].map((one) => one.src), ...[...document.querySelectorAll("iframe")]
      .map((one) => one.src).filter((from) => cookies.test(from))].filter(Boolean).slice(0, 200),
    styles: [...document.querySelectorAll("link[rel~=stylesheet]")].map((one) => one.href).filter(Boolean).slice(0, 200),
    scroll_width: root.scrollWidth, client_width: root.clientWidth,
    texts: texts, small_texts: small, targets: targets, small_targets: little,
    covered: middle.filter(fixed).length >= 2,
  };
}
"""
OPEN_SHADOWS: Final = """
{
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (how) { return attach.call(this, {...how, mode: "open"}); };
}
"""
"""Runs before a page's own scripts: what they hide in a closed shadow root can be looked at, too."""
PAGE_AS_HTML: Final = f"\n() => document.documentElement.outerHTML.slice(0, {MAX_BYTES // 4})"
"""The page as it stands, so long at most that its letters fit the bytes of a page."""
LARGEST_PAINT: Final = """
() => new Promise((resolve) => {
  let time = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) time = entry.startTime;
  }).observe({type: "largest-contentful-paint", buffered: true});
  setTimeout(() => resolve(Math.round(time)), 200);
})
"""
RUN_AXE: Final = """
async () => {
  const options = {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], elementRef: false};
  const found = await axe.run(document, options);
  const names = {violations: "violation", passes: "pass", inapplicable: "inapplicable", incomplete: "incomplete"};
  return Object.entries(names).flatMap(([key, outcome]) => found[key].map((one) => ({
    rule: one.id, outcome: outcome, count: one.nodes.length,
    first: one.nodes.length ? String(one.nodes[0].target[0]).slice(0, 200) : "",
  })));
}
"""
