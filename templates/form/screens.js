// The screens: before the walk, a touchpoint, and the whole with its sending.

const touchAt = () => form.touchpoints[walk.touch];

function drawStartScreen() {
  const edit = (part, redraw = false) => (value) => change(() => (walk.head[part] = value), redraw);
  const methods = form.methods.map((method) => [method, called(method)]);
  const total = form.touchpoints.reduce((sum, touch) => sum + touch.questions.length, 0);
  return [
    h("h1", {}, form.audit.company || form.audit.id),
    h("p", { class: "soft" }, say("{count} questions at {touchpoints} touchpoints. Everything is kept on this phone until you send it; nothing goes anywhere by itself.", { count: total, touchpoints: form.touchpoints.length })),
    h("section", { class: "card" },
      field(say("Who walks"), walk.head.by, edit("by"), { autocomplete: "name" }),
      form.places.length ? selection(say("Place"), form.places, walk.head.place, edit("place")) : null,
      form.personas.length ? selection(say("Persona"), form.personas, walk.head.persona, edit("persona")) : null,
      selection(say("How"), methods, walk.head.method, edit("method")),
      field(say("What you set out to do"), walk.head.scenario, edit("scenario"), { lines: 2 })),
  ];
}

function drawTouch() {
  const touch = touchAt();
  const asked = askedAt(touch);
  const lines = asked.map((address, place) => (address === walk.open ? card(address, place + 1, asked.length) : row(address, place + 1)));
  const hidden = touch.questions.length - asked.length;
  return [
    h("h1", { class: "stage soft" }, touch.stage),
    lines,
    hidden ? h("p", { class: "soft" }, say("Not asked because of other answers: {count}", { count: hidden })) : null,
    wholeCard(touch),
  ];
}

/** Return what may be said of a touchpoint as a whole. */
function wholeCard(touch) {
  const whole = wholeOf(touch);
  const edit = (how, redraw) => change(() => how(toChange("touches", touch.id)), redraw);
  return h("section", { class: "card" },
    h("h2", {}, say("{touchpoint} as a whole", { touchpoint: touch.name })),
    feelings(say("How did it feel here?"), whole.felt, (chosen) => edit((one) => (one.felt = chosen), true)),
    field(say("Note on the whole"), whole.note, (text) => edit((one) => (one.note = text), false), { lines: 2 }),
    photosOf(whole),
    walk.findings.filter((finding) => finding.touch === touch.id && !finding.about).map(findingFields),
    h("div", { class: "tools" }, photoTool(() => toChange("touches", touch.id), whole), tool("finding", say("Finding"), () => addFinding(touch.id), false)));
}

function drawWhole() {
  const { open, must } = counted();
  const lacking = form.touchpoints.flatMap(askedAt).flatMap(lackingAt).length;
  const outcomes = ["done", "gave-up", "would-return", "would-recommend"];
  const toggle = (outcome) => change(() => (walk.head.outcome = walk.head.outcome.includes(outcome) ? walk.head.outcome.filter((one) => one !== outcome) : [...walk.head.outcome, outcome]), true);
  const buttons = outcomes.map((outcome) => h("button", { type: "button", "data-key": outcome, "aria-pressed": String(walk.head.outcome.includes(outcome)), click: () => toggle(outcome) }, called(outcome)));
  return [
    h("h1", {}, say("The whole walk")),
    h("p", { class: "soft" }, open.length ? say("Still open: {count}, of these must-be: {must}. It may be sent all the same.", { count: open.length, must }) : say("Every question is answered.")),
    lacking ? h("p", { class: "alarm", id: "lacking" }, say("Notes and photos still wanted: {count}", { count: lacking })) : null,
    form.touchpoints.map(touchRow),
    h("section", { class: "card" },
      h("span", { class: "label" }, say("How did it end?")),
      h("div", { class: "wide-two", role: "group", "aria-label": say("How did it end?") }, buttons),
      h("p", {}),
      feelings(say("How did the whole visit feel?"), walk.head.felt, (felt) => change(() => (walk.head.felt = felt), true)),
      field(say("Note on the visit"), walk.head.note, (note) => change(() => (walk.head.note = note), false), { lines: 2 })),
    h("section", { class: "card" }, sending()),
  ];
}

function touchRow(touch, place) {
  const { asked, answered, must } = counted([touch]);
  const state = answered === asked ? icon("check") : `${answered}/${asked}`;
  return h("button", { type: "button", class: "row", "data-key": touch.id, click: () => show({ screen: "touch", touch: place, open: firstOpen(touch) }) },
    h("span", {}, `${place + 1}`), h("span", {}, h("b", {}, touch.name), h("span", { class: "soft below" }, touch.stage)), h("span", { class: must ? "said must" : "said" }, state));
}

function sending() {
  const photos = holdersOfPhotos().reduce((sum, holder) => sum + holder.photos.length, 0);
  const ready = isWorthSending();
  return [
    h("h2", {}, say("Send it")),
    h("p", { class: "soft" }, photos ? say("One .zip file: the visit and {count} photos.", { count: photos }) : say("One small text file: the visit.")),
    ready ? null : h("p", { class: "notice" }, say("Nothing is answered yet, so there is nothing to send.")),
    h("div", { class: "stack" },
      canShare() ? h("button", { type: "button", class: "main", disabled: !ready, click: share }, say("Share")) : null,
      h("button", { type: "button", class: canShare() ? null : "main", "data-key": "download", disabled: !ready, click: download }, say("Download")),
      h("button", { type: "button", "data-key": "copy", disabled: !ready, click: copyText }, say("Copy as text, without photos")),
      h("button", { type: "button", click: () => window.print() }, say("Print an empty form")),
      h("button", { type: "button", "data-key": "new walk", click: startAgain }, say("Start a new walk"))),
    h("details", {}, h("summary", {}, say("Show the text")), h("textarea", { readonly: true, rows: 12, "aria-label": say("The visit as text"), id: "text" }, ready ? visitText() : "")),
  ];
}

const firstOpen = (touch) => askedAt(touch).find((address) => !isAnswered(address)) ?? null;

/** Go to the next question that is open, behind the present one first, then from the beginning. */
function nextOpen() {
  const all = form.touchpoints.flatMap(askedAt);
  const here = walk.screen === "touch" ? all.indexOf(walk.open) : -1;
  const from = here >= 0 ? here + 1 : all.findIndex((address) => address.startsWith(`${touchAt()?.id}/`));
  const ordered = [...all.slice(Math.max(from, 0)), ...all.slice(0, Math.max(from, 0))];
  const next = ordered.find((address) => !isAnswered(address) && itemAt(address).since === null);
  if (next === undefined) return show({ screen: "whole" });
  const touch = form.touchpoints.findIndex((one) => next.startsWith(`${one.id}/`));
  return show({ screen: "touch", touch, open: next });
}

/** Go back by one question, from the first one of a touchpoint to the touchpoint before. */
function goBack() {
  if (walk.screen === "whole") return show({ screen: "touch" });
  const asked = askedAt(touchAt());
  const here = walk.open === null ? asked.length : asked.indexOf(walk.open);
  if (here > 0) return show({ open: asked[here - 1] });
  if (walk.touch === 0) return show({ screen: "start" });
  const touch = walk.touch - 1;
  return show({ touch, open: askedAt(form.touchpoints[touch]).at(-1) ?? null });
}
