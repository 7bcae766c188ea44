// Kinds of answers. A kind is one entry of KINDS: how it is answered, shown, written down and printed.

const UNITS = [["s", 1], ["m", 60], ["h", 3600], ["d", 86400]];
const UNIT_NAMES = { s: say("s"), m: say("min"), h: say("h"), d: say("days") };

/** Return the seconds of a duration such as 2m 5s, as this form writes them; null for `never` and gave up. */
function secondsOf(text) {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([smhd])/g)];
  if (!parts.length || text.startsWith(">")) return null;
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * Object.fromEntries(UNITS)[unit], 0);
}

function durationShown(text) {
  if (text === "never") return say("never");
  const gaveUp = text.startsWith(">");
  const words = text.replace(/^>/, "").replace(/([smhd])(?= |$)/g, (unit) => ` ${UNIT_NAMES[unit]}`);
  return gaveUp ? say("gave up after {time}", { time: words }) : words;
}

/** Return the number that somebody typed, as a file writes it; null for what is none. */
function numberTyped(text) {
  const plain = text.trim().replace(/[\s\u00a0]/g, "").replace(",", ".").replace(/%$/, "");
  return /^-?\d{1,15}(?:\.\d{1,10})?$/.test(plain) ? plain : null;
}

function drawYesNo(question, item, act) {
  const options = [["yes", say("Yes")], ["no", say("No")]];
  return choices(question.ask, "two", options, item.answers[0]?.text, act.set);
}

function drawScale(question, item, act) {
  const buttons = choices(question.ask, "steps", question.options.map(([value]) => [value, value]), item.answers[0]?.text, act.set);
  const named = question.options.filter(([, label]) => label);
  if (named.length > 3 || named.some(([, label]) => label.length > 60))
    return [buttons, h("ul", { class: "means" }, named.map(([value, label]) => h("li", {}, `${value}: ${label}`)))];
  return [buttons, h("div", { class: "ends" }, named.map(([, label]) => h("span", {}, label)))];
}

function drawChoice(question, item, act) {
  const options = question.options.map(([value, label]) => [value, label || value]);
  return choices(question.ask, "stack", options, item.answers[0]?.text, act.set);
}

function drawNumber(question, item, act) {
  const unit = question.unit || (question.kind === "percent" ? "%" : "");
  const input = h("input", {
    inputmode: "decimal",
    value: item.typed || item.answers[0]?.text || "",
    "aria-label": unit ? `${question.ask} (${unit})` : question.ask,
    "data-key": "number",
    autocomplete: "off",
    maxlength: 20,
    input: (event) => act.type(event.target.value, numberTyped(event.target.value)),
  });
  return [h("div", { class: "amount" }, input, h("span", {}, unit)), h("p", { class: "alarm", id: "no-number", hidden: !item.typed || numberTyped(item.typed) !== null }, say("Write a number, such as 3 or 4.5."))];
}

function drawDuration(question, item, act) {
  const running = item.since !== null;
  return [timings(item, act), running ? drawRunning(question, item, act) : drawStart(question, act)];
}

function timings(item, act) {
  const lines = item.answers.map((answer, place) =>
    h("li", {}, h("span", { class: "soft" }, `${place + 1}. ${clock(answer.at, false)}`), h("b", {}, durationShown(answer.text)),
      h("button", { type: "button", "aria-label": say("Remove {what}", { what: durationShown(answer.text) }), click: () => act.remove(place) }, icon("cross"))),
  );
  return lines.length ? h("ol", { class: "timings" }, lines) : null;
}

function drawRunning(question, item, act) {
  const passed = () => (Date.now() - item.since) / 1000;
  return [
    h("div", { class: "watch" }, h("span", { class: "soft" }, say("since {time}", { time: clock(item.since) })), h("output", { "data-since": item.since, role: "timer" }, stopwatch(passed()))),
    h("button", { type: "button", class: "stop", "data-key": "stop", click: () => act.stop(duration(passed())) }, say("Stop")),
    h("div", { class: "two" },
      h("button", { type: "button", click: () => act.stop(`>${duration(passed())}`) }, say("Gave up"), h("small", {}, counting(say("counts as over {time}"), item.since))),
      h("button", { type: "button", click: () => act.stop("never") }, say("Never"), h("small", {}, say("it did not happen")))),
    h("p", { class: "soft" }, say("Keeps running when the screen is dark or the page closed.")),
    h("button", { type: "button", class: "quiet", click: () => act.stop(null) }, say("Discard this time")),
  ];
}

/** Return a phrase in which the time since a moment runs on. */
function counting(phrase, since) {
  const [before, after] = phrase.split("{time}");
  return [before, h("span", { "data-since": since }, stopwatch((Date.now() - since) / 1000)), after];
}

function drawStart(question, act) {
  const amount = h("input", { inputmode: "decimal", "aria-label": say("Or type how long"), placeholder: say("Or type how long"), autocomplete: "off", maxlength: 10, "data-key": "typed" });
  const units = h("select", { "aria-label": say("Unit") }, UNITS.map(([unit]) => h("option", { value: unit, selected: unit === question.unit }, UNIT_NAMES[unit])));
  const add = () => {
    const typed = numberTyped(amount.value);
    if (typed === null || Number(typed) < 0) amount.focus();
    else act.add(`${typed}${units.value}`);
  };
  return [
    h("button", { type: "button", class: "start", "data-key": "start", click: act.start }, say("Start")),
    h("div", { class: "amount typed" }, amount, units, h("button", { type: "button", "data-key": "add", click: add }, say("Add"))),
    h("button", { type: "button", class: "quiet", "data-key": "never", click: () => act.add("never") }, say("It never happened")),
  ];
}

const boxes = (texts) => h("div", { class: "boxes" }, texts.map((text) => h("span", {}, text)));
const labelled = (question) => question.options.map(([value, label]) => (label ? `${value}: ${label}` : value));
const optionShown = (question, text) => question.options.find(([value]) => value === text)?.[1] || text;

const number = {
  draw: drawNumber,
  meanings: (text) => [String(Number(text))],
  shown: (question, text) => `${text} ${question.unit || (question.kind === "percent" ? "%" : "")}`.trim(),
  written: (text) => text,
  printed: (question) => line(question.unit || (question.kind === "percent" ? "%" : "")),
};

const KINDS = {
  "yes-no": {
    draw: drawYesNo,
    meanings: (text) => [text],
    shown: (_, text) => (text === "yes" ? say("Yes") : say("No")),
    written: (text) => text,
    printed: () => boxes([say("Yes"), say("No")]),
  },
  scale: {
    draw: drawScale,
    meanings: (text) => [text],
    shown: (_, text) => text,
    written: (text) => text,
    printed: (question) => boxes(labelled(question)),
  },
  choice: {
    draw: drawChoice,
    meanings: (text) => [text],
    shown: optionShown,
    written: name,
    printed: (question) => boxes(question.options.map(([value, label]) => label || value)),
  },
  number,
  percent: number,
  duration: {
    draw: drawDuration,
    answered: (text) => secondsOf(text) !== null,
    meanings: (text) => (text === "never" ? ["never"] : secondsOf(text) === null ? [] : [String(secondsOf(text))]),
    shown: (_, text) => durationShown(text),
    written: (text) => (text.startsWith(">") ? quoted(text) : text),
    printed: () => [line(say("how long")), boxes([say("Gave up"), say("Never")])],
  },
};
