// One question: answered, with what may be noted beside the answer.

const opened = new Set(); // which panels somebody opened: `address/note`

const rows = new Map(); // the lines on the page, by address, with what they were made of

/** Return a question as one line, the same element as before where nothing changed. */
function row(address, place) {
  const made = `${place} ${JSON.stringify(itemAt(address))}`;
  if (rows.get(address)?.made !== made) rows.set(address, { made, element: newRow(address, place) });
  return rows.get(address).element;
}

/** Return a question as one line: its number, its words, its answer. */
function newRow(address, place) {
  const question = questions.get(address);
  const item = itemAt(address);
  const kind = KINDS[question.kind];
  const texts = item.answers.map((answer) => kind.shown(question, answer.text));
  const said = item.na !== null ? say("N/A") : item.since !== null ? say("running") : texts.join(" · ");
  const lacking = lackingAt(address);
  const open = question.must ? h("span", { class: "said must" }, say("must")) : h("span", {}, say("open"));
  return h("button", { type: "button", class: "row", "data-key": address, click: () => show({ open: address }) },
    h("span", {}, `${place}`), h("span", { class: "clip" }, parted(question.ask)[0]), isAnswered(address) || said ? h("span", { class: lacking.length ? "said clip must" : "said clip" }, said || say("N/A"), lacking.map((what) => ` · ${WANTED[what].short}`)) : open);
}

/** Return a question to be answered. */
function card(address, place, of) {
  const question = questions.get(address);
  const item = itemAt(address);
  const marks = h("div", { class: "line soft" }, h("span", {}, say("{number} of {count}", { number: place, count: of })), question.must ? h("span", { class: "alarm" }, say("must")) : null);
  const why = question.why ? h("details", {}, h("summary", {}, say("Why this is asked")), h("p", {}, question.why)) : null;
  return h("section", { class: "card", "data-address": address }, marks, asking(question.ask), depending(address), item.na === null ? answering(address, question, item) : notApplicable(address, item), h("div", { class: "beside" }, notes(address, question, item)), why, tools(address, item));
}

/** Return a question up to its question mark, and what follows: where to look, and how. */
function parted(text) {
  const [, question, more] = text.match(/^(.*?[?？])\s*(\S.*)$/s) ?? [null, text, ""];
  return [question, more];
}

function asking(text) {
  const [question, more] = parted(text);
  return [h("h2", {}, question), more ? h("p", { class: "soft" }, more) : null];
}

/** Return by which open question this one may yet go, if any. */
function depending(address) {
  const other = dependsOn(address);
  return other ? h("p", { class: "soft", id: "depends" }, say("Asked because this is still open: {question}", { question: parted(questions.get(other).ask)[0] })) : null;
}

function answering(address, question, item) {
  return KINDS[question.kind].draw(question, item, actions(address)) ?? [];
}

/** Return what the answer to a question may do to the walk. */
function actions(address) {
  const edit = (how, draw = true) => change(() => how(toChange("items", address)), draw);
  const answer = (text) => ({ text, at: Date.now() });
  return {
    set: (text) => edit((item) => (item.answers = text === null ? [] : [answer(text)])),
    add: (text) => edit((item) => item.answers.push(answer(text))),
    remove: (place) => edit((item) => item.answers.splice(place, 1)),
    start: () => edit((item) => (item.since = Date.now())),
    stop: (text) =>
      edit((item) => {
        item.since = null;
        if (text !== null) item.answers.push(answer(text));
      }),
    type: (typed, number) => {
      edit((item) => Object.assign(item, { typed, answers: number === null ? [] : [answer(number)] }), false);
      document.getElementById("not-taken").hidden = !typed || number !== null;
      drawBeside(address);
    },
  };
}

function notApplicable(address, item) {
  const reasons = [say("It does not exist here"), say("It was not part of my errand"), say("It could not be seen")];
  const own = item.na === "" || !reasons.includes(item.na);
  const take = (na, draw) => change(() => (toChange("items", address).na = na), draw);
  return [
    h("p", {}, say("Not applicable, because:")),
    choices(say("Not applicable, because:"), "stack", reasons.map((reason) => [reason, reason]), item.na, (reason) => take(reason ?? "", true)),
    own ? field(say("Another reason, in words"), item.na, (text) => take(text, false), { lines: 2 }) : null,
    h("button", { type: "button", class: "quiet", click: () => take(null, true) }, say("Answer it after all")),
  ];
}

/** Tell whether an answer is a poor one, so that a note, a feeling and photos are asked for. */
const isPoor = (question, item) => item.na === null && item.answers.some((answer) => isPoorAnswer(question, answer.text));

const WANTED = {
  note: { short: say("note wanted"), asked: say("A note is wanted with this answer.") },
  photo: { short: say("photo wanted"), asked: say("A photo is wanted with this answer.") },
};

function notes(address, question, item) {
  const poor = isPoor(question, item);
  const lacking = lackingAt(address);
  const edit = (how, draw) => change(() => how(toChange("items", address)), draw);
  const note = poor || lacking.includes("note") || item.note || opened.has(`${address}/note`);
  const felt = poor || item.felt || opened.has(`${address}/felt`);
  const written = (text) => {
    edit((noted) => (noted.note = text), false);
    const still = document.querySelector('[data-wanted="note"]');
    if (still) still.hidden = text.trim() !== "";
  };
  return [
    lacking.map((what) => h("p", { class: "alarm", "data-wanted": what }, WANTED[what].asked)),
    note ? field(say("Note"), item.note, written, { lines: 2 }) : null,
    photosOf(item),
    felt ? feelings(say("How did it feel?"), item.felt, (chosen) => edit((noted) => (noted.felt = chosen), true)) : null,
    walk.findings.filter((finding) => finding.about === address).map(findingFields),
  ];
}

/** Draw what is noted beside an answer anew while it is typed, and leave alone where it is typed. */
function drawBeside(address) {
  const beside = h("div", { class: "beside" }, notes(address, questions.get(address), itemAt(address)));
  document.querySelector("[data-address] .beside").replaceWith(beside);
}

function tools(address, item) {
  const open = (panel) => () => {
    opened.add(`${address}/${panel}`);
    draw();
    focusOn(panel === "note" ? say("Note") : `${say("How did it feel?")}/neutral`);
  };
  const touch = address.slice(0, address.indexOf("/"));
  const na = () => change(() => (toChange("items", address).na = ""), true);
  return h("div", { class: "tools" },
    tool("note", say("Note"), open("note"), item.note),
    photoTool(() => toChange("items", address), item),
    tool("feeling", item.felt ? called(item.felt) : say("Feeling"), open("felt"), item.felt),
    tool("finding", say("Finding"), () => addFinding(touch, address), walk.findings.some((finding) => finding.about === address)),
    item.na === null ? tool("none", say("N/A"), na, false) : null);
}

const tool = (drawing, label, act, on) => h("button", { type: "button", class: on ? "on" : null, "data-key": `tool ${drawing}`, click: act }, icon(drawing), h("span", {}, label));

/** Start a finding at a touchpoint, or at one of its questions. */
function addFinding(touch, about = null) {
  const finding = { id: `${Date.now()}-${walk.findings.length}`, touch, about, kind: "problem", severity: null, says: "", felt: null, photos: [] };
  change(() => walk.findings.push(finding), true);
  focusOn(`${say("What was found")} ${finding.id}`);
}

function findingFields(finding) {
  const edit = (part, redraw = true) => (value) => change(() => (finding[part] = value), redraw);
  const kinds = ["problem", "remark", "idea", "praise"].map((kind) => [kind, called(kind)]);
  const severities = ["minor", "major", "critical"].map((severity) => [severity, called(severity)]);
  return h("div", { class: "finding" },
    field(say("What was found"), finding.says, edit("says", false), { lines: 2, "data-key": `${say("What was found")} ${finding.id}` }),
    h("span", { class: "label" }, say("Kind")),
    choices(say("Kind"), "wide-two", kinds, finding.kind, (kind) => edit("kind")(kind ?? finding.kind)),
    finding.kind === "problem" ? [h("span", { class: "label" }, say("How bad is it?")), choices(say("How bad is it?"), "three", severities, finding.severity, edit("severity"))] : null,
    photosOf(finding),
    h("div", { class: "tools" }, photoTool(() => finding, finding), tool("cross", say("Remove"), () => change(() => walk.findings.splice(walk.findings.indexOf(finding), 1), true), false)));
}
