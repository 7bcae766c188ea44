// Pieces of the page: elements, icons, and the choices that recur.

/** Return an element. Texts become text and never markup; functions listen; `null` and `false` are left out. */
function h(tag, given = {}, ...inner) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key, value);
    else if (key === "value") element.value = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...inner.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));
  return element;
}

const DRAWN = {
  check: "M4 12l5 5L19 6",
  back: "M14 4l-7 7 7 7",
  save: "M11 3v10M7 9.5l4 4 4-4M4 18h14",
  list: "M4 6h14M4 11h14M4 16h14",
  note: "M4 18l1-4L15 4l3 3L8 17z",
  photo: "M3 7h4l1.5-2.5h5L15 7h4v11H3zM14.4 12a3.4 3.4 0 1 1-6.8 0 3.4 3.4 0 0 1 6.8 0",
  feeling: "M19 11a8 8 0 1 1-16 0 8 8 0 0 1 16 0M8 13q3 3 6 0M8.5 8.6v.4M13.5 8.6v.4",
  finding: "M5 19V4h11l-2 4 2 4H5",
  none: "M19 11a8 8 0 1 1-16 0 8 8 0 0 1 16 0M5.5 16.5l11-11",
  cross: "M5 5l12 12M17 5L5 17",
  angry: "M7.5 15.5q3.500-4 7 0M7 7.500l3 1.500M15 7.500l-3 1.500",
  negative: "M7.500 15q3.500-3 7 0M8.300 8.500v.6M13.700 8.500v.6",
  neutral: "M7.500 14h7M8.300 8.500v.6M13.700 8.500v.6",
  positive: "M7.500 13q3.500 3 7 0M8.300 8.500v.6M13.700 8.500v.6",
  delighted: "M7 12.500q4 5.500 8 0zM8.300 8v.6M13.700 8v.6",
};
const FELT = ["angry", "negative", "neutral", "positive", "delighted"];

function icon(title) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const ring = FELT.includes(title) ? "M20.5 11a9.500 9.500 0 1 1-19 0 9.500 9.500 0 0 1 19 0" : "";
  drawing.setAttribute("viewBox", "0 0 22 22");
  drawing.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ring + DRAWN[title]);
  drawing.append(path);
  return drawing;
}

/** Return buttons of which at most one is on; the one that is on turns off again by a second tap. */
function choices(label, style, options, chosen, choose) {
  const buttons = options.map(([value, ...inner]) =>
    h("button", { type: "button", "data-key": `${label}/${value}`, "aria-pressed": String(value === chosen), click: () => choose(value === chosen ? null : value) }, inner),
  );
  return h("div", { class: style, role: "group", "aria-label": label }, buttons);
}

/** Return a field for words; they are taken at every letter, and the page is not drawn anew. */
function field(label, value, take, more = {}) {
  const { lines, ...rest } = more;
  const input = h(lines ? "textarea" : "input", { value, rows: lines, maxlength: 4000, autocomplete: "off", "data-key": label, input: (event) => take(event.target.value), ...rest });
  return h("label", { class: "field" }, h("span", {}, label), input);
}

/** Return a list of which one is chosen, with an empty first line. */
function selection(label, options, chosen, choose) {
  const entries = [["", "–"], ...options].map(([value, text]) => h("option", { value, selected: value === (chosen ?? "") }, text));
  return h("label", { class: "field" }, h("span", {}, label), h("select", { "data-key": label, change: (event) => choose(event.target.value || null) }, entries));
}

/** Return the five feelings. */
function feelings(label, chosen, choose) {
  const options = FELT.map((felt) => [felt, icon(felt), h("span", {}, called(felt))]);
  return [h("span", { class: "label" }, label), choices(label, "feelings", options, chosen, choose)];
}
