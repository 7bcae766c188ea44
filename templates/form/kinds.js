// Kinds of answers. A kind is one entry of KINDS: how it is answered, shown, written down and printed.

const UNITS = [["s", 1], ["m", 60], ["h", 3600], ["d", 86400]];
const UNIT_NAMES = { s: say("s"), m: say("min"), h: say("h"), d: say("days") };

/** Return the seconds of a duration such as 2m 5s or >3m, as this form writes them. */
function secondsOf(text) {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([smhd])/g)];
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

/** Return a number typed for a question; of a long scale only its whole numbers. */
function numberFor(question, text) {
  const typed = numberTyped(text);
  if (typed === null || !question.within) return typed;
  const [low, high] = question.within;
  return Number.isInteger(Number(typed)) && Number(typed) >= low && Number(typed) <= high ? typed : null;
}

const CURRENCY = "(?:\\p{L}{1,6}\\.?|[$\\u00a2-\\u00a5\\u20a0-\\u20cf\\uffe5])";
const MONEY = new RegExp(`^(?:${CURRENCY}\\s*)?-?(?:\\d{1,15}|\\d{1,3}(?:[ '.,]\\d{3}){1,4})(?:[.,]\\d{1,2})?(?:\\s*${CURRENCY})?$`, "u");
const NOT_APPLICABLE = ["n/a", "н/п", "не применимо", "不适用"]; // words that a file takes for n/a

/** Return a sum of money as a file takes it; null for what is none. */
function moneyTyped(text) {
  const plain = text.trim().replace(/\s+/g, " ");
  return MONEY.test(plain) ? plain : null;
}

/** Return a text that says something, and not that the question does not apply. */
function textTyped(text) {
  const plain = text.trim();
  return plain && !NOT_APPLICABLE.includes(plain.toLowerCase()) ? plain : null;
}

function drawYesNo(question, item, act) {
  const options = [["yes", say("Yes")], ["no", say("No")]];
  return [choices(question.ask, "two", options, item.answers[0]?.text, act.set), drawRate(item, act)];
}

const rateOf = (text) => text.match(/^(\d+)\/(\d+)$/)?.slice(1).map(Number) ?? null;

/** Return what takes the answer of several cases at once: 37 of 40. */
function drawRate(item, act) {
  const rate = rateOf(item.answers[0]?.text ?? "");
  const amount = (key, label, hint, value) => h("input", { inputmode: "numeric", "aria-label": label, placeholder: hint, value: value ?? "", autocomplete: "off", maxlength: 9, "data-key": key });
  const yes = amount("yes-count", say("How many times yes"), say("Yes"), rate?.[0]);
  const all = amount("case-count", say("Of how many"), say("Of how many"), rate?.[1]);
  const take = () => {
    const [good, of] = [yes, all].map((input) => (/^\d{1,9}$/.test(input.value.trim()) ? Number(input.value) : null));
    if (good === null) yes.focus();
    else if (!of || good > of) all.focus();
    else act.set(`${good}/${of}`);
  };
  return h("details", { open: rate !== null }, h("summary", {}, say("Several cases at once")),
    h("div", { class: "rate" }, yes, h("span", {}, "/"), all, h("button", { type: "button", "data-key": "rate", click: take }, say("Add"))));
}

const found = (text) => (!text || text === "none" ? [] : text.split(", "));

/** Return boxes to tick, and one for nothing of them. */
function drawSeveral(question, item, act) {
  const text = item.answers[0]?.text;
  const ticked = found(text);
  const toggle = (value) => {
    const now = question.options.map(([option]) => option).filter((option) => ticked.includes(option) !== (option === value));
    act.set(now.join(", ") || null);
  };
  const box = (value, label, on, click) => h("button", { type: "button", role: "checkbox", "aria-checked": String(on), "data-key": `${question.ask}/${value}`, click }, label);
  return h("div", { class: "stack ticks", role: "group", "aria-label": question.ask },
    question.options.map(([value, label]) => box(value, label || value, ticked.includes(value), () => toggle(value))),
    box("none", say("None of these"), text === "none", () => act.set(text === "none" ? null : "none")));
}

function drawScale(question, item, act) {
  const buttons = choices(question.ask, question.options.length > 7 ? "steps many" : "steps", question.options.map(([value]) => [value, value]), item.answers[0]?.text, act.set);
  const named = question.options.filter(([, label]) => label);
  if (named.length > 3 || named.some(([, label]) => label.length > 60))
    return [buttons, h("ul", { class: "means" }, named.map(([value, label]) => h("li", {}, `${value}: ${label}`)))];
  return [buttons, !named.length ? null : h("div", { class: "ends" }, named.map(([, label]) => h("span", {}, label)))];
}

function drawChoice(question, item, act) {
  const options = question.options.map(([value, label]) => [value, label || value]);
  return choices(question.ask, "stack", options, item.answers[0]?.text, act.set);
}

const unitOf = (question) => question.unit || (question.kind === "percent" ? "%" : "");

/** Return what draws a field in which an answer is typed: how it looks, how it is read, what is said of a wrong one. */
function typing(looks, read, wrong) {
  return (question, item, act) => {
    const unit = unitOf(question);
    const input = h(looks.rows ? "textarea" : "input", {
      ...looks,
      value: item.typed || item.answers[0]?.text || "",
      "aria-label": unit ? `${question.ask} (${unit})` : question.ask,
      "data-key": "typed-answer",
      autocomplete: "off",
      input: (event) => act.type(event.target.value, read(question, event.target.value)),
    });
    const isWrong = item.typed && read(question, item.typed) === null;
    return [h("div", { class: "amount" }, input, h("span", {}, unit)), h("p", { class: "alarm", id: "not-taken", hidden: !isWrong }, wrong(question))];
  };
}

const drawNumber = typing({ inputmode: "decimal", maxlength: 20 }, numberFor, (question) =>
  question.within ? say("Write a whole number from {low} to {high}.", { low: question.within[0], high: question.within[1] }) : say("Write a number, such as 3 or 4.5."));

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

const TOLERANCE = 1e-9;

/** Tell whether a value lies where a comparison wants it; who gave up after three minutes waited longer than three. */
function lies([sign, limit], value, gaveUp) {
  if (sign[0] === ">") return value > limit + (gaveUp || sign === ">=" ? -TOLERANCE : TOLERANCE);
  return !gaveUp && value < limit + (sign === "<=" ? TOLERANCE : -TOLERANCE);
}

/** Tell whether one answer is among those that a condition wants. */
function meets(question, text, wanted) {
  const kind = KINDS[question.kind];
  if (wanted.answers.includes("answered") && (kind.answered?.(text) ?? true)) return true;
  if (kind.meanings(text).some((meaning) => wanted.answers.includes(meaning))) return true;
  const value = kind.value?.(text) ?? null;
  return value !== null && wanted.compared.some((comparison) => lies(comparison, value, kind.gaveUp?.(text) ?? false));
}

/** Tell whether one answer is a poor one. */
function isPoorAnswer(question, text) {
  const { answers, ranges } = question.poor;
  const kind = KINDS[question.kind];
  if (answers.includes(text) || kind.poor?.(question, text)) return true;
  const value = kind.value?.(text) ?? null;
  return value !== null && ranges.some(([low, high]) => (low === null || value > low + TOLERANCE) && (high === null || value < high - TOLERANCE));
}

function isPoorRate({ poor }, text) {
  const rate = rateOf(text);
  if (!rate || !poor.answers.length) return false;
  const good = poor.answers.includes("yes") ? rate[1] - rate[0] : rate[0];
  return good * 2 < rate[1];
}

function isPoorSum({ poor }, text) {
  if (!poor.sum) return false;
  const adds = found(text).map((option) => poor.sum.adds[option]);
  return adds.includes(null) || adds.reduce((sum, add) => sum + add, poor.sum.start) < -TOLERANCE;
}

/** Return the net promoter score of one mark. */
const netOf = (mark) => (mark >= 9 ? 100 : mark >= 7 ? 0 : -100);

const same = (text) => [text];
const number = {
  draw: drawNumber,
  meanings: (text) => [String(Number(text))],
  value: Number,
  shown: (question, text) => `${text} ${unitOf(question)}`.trim(),
  written: (text) => text,
  printed: (question) => line(unitOf(question)),
};
const typed = {
  meanings: same,
  shown: (question, text) => `${text} ${question.unit}`.trim(),
  written: quoted,
  printed: (question) => line(question.unit),
};

const KINDS = {
  "yes-no": {
    draw: drawYesNo,
    meanings: (text) => {
      const [yes, all] = rateOf(text) ?? [Number(text === "yes"), 1];
      return [...(yes > 0 ? ["yes"] : []), ...(yes < all ? ["no"] : [])];
    },
    poor: isPoorRate,
    shown: (_, text) => (text === "yes" ? say("Yes") : text === "no" ? say("No") : text),
    written: (text) => (rateOf(text) ? quoted(text) : text),
    printed: () => boxes([say("Yes"), say("No")]),
  },
  scale: {
    draw: drawScale,
    meanings: same,
    value: Number,
    shown: (_, text) => text,
    written: (text) => text,
    printed: (question) => boxes(labelled(question)),
  },
  nps: {
    draw: drawScale,
    meanings: same,
    value: (text) => netOf(Number(text)),
    shown: (_, text) => text,
    written: (text) => text,
    printed: (question) => boxes(labelled(question)),
  },
  choice: {
    draw: drawChoice,
    meanings: same,
    shown: optionShown,
    written: name,
    printed: (question) => boxes(question.options.map(([value, label]) => label || value)),
  },
  several: {
    draw: drawSeveral,
    meanings: (text) => (text === "none" ? ["none"] : found(text)),
    poor: isPoorSum,
    shown: (question, text) => (text === "none" ? say("None of these") : found(text).map((option) => optionShown(question, option)).join(", ")),
    written: quoted,
    printed: (question) => boxes([...question.options.map(([value, label]) => label || value), say("None of these")]),
  },
  number,
  percent: number,
  duration: {
    draw: drawDuration,
    answered: (text) => !text.startsWith(">") && text !== "never",
    gaveUp: (text) => text.startsWith(">"),
    meanings: (text) => (text === "never" ? ["never"] : text.startsWith(">") ? [] : [String(secondsOf(text))]),
    value: (text) => (text === "never" ? Infinity : secondsOf(text)),
    shown: (_, text) => durationShown(text),
    written: (text) => (text.startsWith(">") ? quoted(text) : text),
    printed: () => [line(say("how long")), boxes([say("Gave up"), say("Never")])],
  },
  text: { ...typed, draw: typing({ rows: 3, maxlength: 4000 }, (_, text) => textTyped(text), () => say("Write a text, or take N/A below.")) },
  date: { ...typed, draw: typing({ type: "date", min: "0001-01-01", max: "9999-12-31" }, (_, text) => text || null, () => say("Choose a day.")) },
  time: { ...typed, draw: typing({ type: "time" }, (_, text) => text || null, () => say("Choose a time.")) },
  money: { ...typed, draw: typing({ maxlength: 40 }, (_, text) => moneyTyped(text), () => say("Write a sum, such as 4.90 EUR.")) },
};
