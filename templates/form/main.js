// The page: what is drawn, what a change does, and what is said when something cannot be kept.

const top_ = document.getElementById("top");
const main = document.getElementById("main");
const bottom = document.getElementById("bottom");
const SCREENS = { start: drawStartScreen, touch: drawTouch, whole: drawWhole };

let saved = null; // when the walk was last on the disk
let unsaved = 0; // changes since
let fault = null; // why it could not be kept
let told = null; // what was said last

/** Change what would be sent, keep it, and draw the page anew unless somebody is typing. */
function change(how, redraw = true) {
  move(() => {
    how();
    walk.changes += 1;
    walk.until = Date.now();
  }, redraw);
}

/** Change what is shown of the walk, or more, and keep that. */
function move(how, redraw = true) {
  how();
  if (walk.screen !== "start") walk.started ??= Date.now();
  walk.revision += 1;
  unsaved += 1;
  unmet = new Map();
  keep();
  if (redraw) draw();
  else drawTop();
}

let keeping = false;

async function keep() {
  if (keeping || fault === "taken over") return;
  keeping = true;
  while (unsaved) {
    const before = unsaved;
    try {
      await keepWalk();
      unsaved -= before;
      saved = Date.now();
      fault = null;
    } catch (error) {
      complain(error);
      break;
    }
  }
  keeping = false;
  drawTop();
}

/** Say why something could not be kept. */
function complain(error) {
  fault = error instanceof TakenOver ? "taken over" : error?.name === "QuotaExceededError" ? "full" : "broken";
  drawTop();
}

const FAULTS = {
  full: () => say("This phone has no room left: the latest changes are not saved. Download what is there now."),
  broken: () => say("This browser saves nothing here: the answers are lost when the page closes. Keep copies."),
  "taken over": () => say("This walk goes on in another window. Reload this one before you answer here."),
};

/** Say something once, until the next tap. */
function notice(text) {
  told = text;
  draw();
  window.scrollTo(0, 0);
}

function draw() {
  const focused = document.activeElement?.getAttribute("data-key");
  drawTop();
  place([told ? h("p", { class: "notice", role: "status" }, told) : null, SCREENS[walk.screen]()].flat(Infinity).filter(Boolean));
  told = null;
  drawBottom();
  if (focused) focusOn(focused);
}

/** Put elements on the page; those that are there stay untouched, so that hundreds of lines cost nothing. */
function place(elements) {
  const fresh = new Set(elements);
  for (const element of [...main.children]) if (!fresh.has(element)) element.remove();
  for (const [number, element] of elements.entries())
    if (main.children[number] !== element) main.insertBefore(element, main.children[number] ?? null);
}

function focusOn(key) {
  const found = [...document.querySelectorAll("[data-key]")].find((element) => element.getAttribute("data-key") === key);
  found?.focus({ preventScroll: true });
}

function drawTop() {
  const { asked, answered, must } = counted();
  const touch = walk.screen === "touch" ? touchAt() : null;
  const place = form.places.find(([id]) => id === walk.head.place)?.[1] ?? "";
  const title = touch?.name ?? form.audit.company ?? form.audit.id;
  const state = unsaved ? say("saving…") : saved ? say("saved {time}", { time: clock(saved) }) : "";
  top_.replaceChildren(
    h("div", { class: "line" },
      h("button", { type: "button", class: "where", "data-key": "where", "aria-label": say("{title}: all touchpoints", { title }), click: () => show({ screen: "whole" }) }, icon("list"), h("span", {}, title, place ? h("small", {}, place) : null)),
      h("span", { class: "saved", id: "saved", "data-unsaved": unsaved }, state && !unsaved ? icon("check") : null, state)),
    h("progress", { max: Math.max(asked, 1), value: answered, "aria-label": say("Answered: {answered} of {asked}", { answered, asked }) }),
    h("div", { class: "line soft" },
      h("span", {}, h("b", {}, say("Answered: {answered} of {asked}", { answered, asked })), must ? h("span", { class: "alarm" }, ` · ${say("must-be open: {count}", { count: must })}`) : null),
      h("span", {}, navigator.onLine ? "" : say("offline"))),
    ...(fault ? [h("p", { class: "notice bad", role: "alert" }, FAULTS[fault]())] : []),
  );
}

function drawBottom() {
  if (walk.screen === "start") {
    bottom.replaceChildren(h("button", { type: "button", class: "main wide", "data-key": "next", click: () => nextOpen() }, walk.started ? say("Go on") : say("Start the walk")));
    return;
  }
  const newer = walk.copied ? Math.max(0, walk.changes - walk.copied.changes) : 0;
  const about = walk.copied ? say("last {time}, newer: {count}", { time: clock(walk.copied.at, false), count: newer }) : "";
  bottom.replaceChildren(
    h("button", { type: "button", "aria-label": say("Back"), "data-key": "back", click: goBack }, icon("back")),
    h("button", { type: "button", "data-key": "keep", disabled: !isWorthSending(), click: keepCopy }, icon("save"), h("span", {}, say("Keep a copy"), about ? h("small", {}, about) : null)),
    h("button", { type: "button", class: "main", "data-key": "next", click: nextOpen }, counted().open.length ? say("Next open") : say("Finish")));
}

/** Go somewhere; where somebody was is kept as well, and is no answer. */
function show(place) {
  const moved = { screen: walk.screen, touch: walk.touch, open: walk.open, ...place };
  if (moved.screen === "touch" && !touchAt()) return;
  move(() => Object.assign(walk, moved));
  const card = main.querySelector("[data-address]");
  if (moved.screen === "touch" && card) card.scrollIntoView({ block: "center" });
  else window.scrollTo(0, 0);
}

async function begin() {
  try {
    await openDatabase();
    walk = { ...newWalk(), ...(await lastWalk()) };
    if (walk.revision) saved = Date.now();
  } catch (error) {
    complain(error);
  }
  draw();
  document.documentElement.setAttribute("data-ready", "");
}

setInterval(() => {
  for (const watch of document.querySelectorAll("[data-since]")) watch.textContent = stopwatch((Date.now() - Number(watch.getAttribute("data-since"))) / 1000);
}, 200);
window.addEventListener("beforeprint", drawPaper);
window.addEventListener("online", drawTop);
window.addEventListener("offline", drawTop);
begin();
