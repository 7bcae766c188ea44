// The visit file: what was answered, as text that `tpaudit visits add` takes.

const PLAIN = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}\-/.]*$/u;
const SPECIAL = /^(?:true|false|yes|no|null|on|off|y|n|nan|inf|infinity)$/i;
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/gu;

/** Return a text as a value of the file: in quotes, whatever is in it. */
function quoted(text) {
  const sound = (text.toWellFormed?.() ?? text).replace(/\r\n?/g, "\n").replace(UNSAFE, "").trim();
  return JSON.stringify(sound).replace(/[\u2028\u2029\ufeff]/g, (odd) => `\\u${odd.charCodeAt(0).toString(16)}`);
}

/** Return an id or address as it is where it can only be read as text, else in quotes. */
const name = (text) => (PLAIN.test(text) && !SPECIAL.test(text) && !/^[\d.\-]/.test(text) ? text : quoted(text));

/** Return the lines of a visit file. */
function* visitLines() {
  yield "format: 1";
  yield "";
  yield "visit:";
  yield* headLines();
  yield "";
  yield "form:";
  yield `  audit: ${name(form.audit.id)}`;
  yield `  walk: ${quoted(walk.id)}`;
  if (Object.keys(form.checklists).length) yield "  checklists:";
  for (const [checklist, fingerprint] of Object.entries(form.checklists)) yield `    ${name(checklist)}: ${quoted(fingerprint)}`;
  yield* answerLines();
  yield* findingLines();
}

const visitText = () => [...visitLines()].join("\n") + "\n";

function* headLines() {
  const { by, method, place, persona, scenario, outcome, felt, note } = walk.head;
  yield `  on: ${minute(walk.started)}`;
  yield `  until: ${minute(walk.until ?? walk.started)}`;
  yield `  zone: ${quoted(zone(walk.started))}`;
  if (by.trim()) yield `  by: ${quoted(by)}`;
  if (method) yield `  method: ${method}`;
  if (place) yield `  place: ${name(place)}`;
  if (persona) yield `  persona: ${name(persona)}`;
  if (scenario.trim()) yield `  scenario: ${quoted(scenario)}`;
  if (outcome.length) yield `  outcome: [${outcome.join(", ")}]`;
  if (felt) yield `  felt: ${felt}`;
  if (note.trim()) yield `  note: ${quoted(note)}`;
}

function* answerLines() {
  const addresses = form.touchpoints.flatMap(askedAt).filter(isAnswered);
  if (!addresses.length) return;
  yield "";
  yield "answers:";
  for (const address of addresses) yield* observationLines(address);
}

function* observationLines(address) {
  const item = itemAt(address);
  const question = questions.get(address);
  const { written } = KINDS[question.kind];
  const answers = item.na === null ? item.answers.map((given) => [written(given.text), given.at, wantedBeside(question, given.text)]) : [["n/a", null, []]];
  yield `  ${name(address)}:`;
  for (const [place, [answer, at, wanted]] of answers.entries()) {
    const last = place === answers.length - 1;
    const more = [...(last ? noteLines(item) : wantedLines(item, wanted))];
    const when = at !== null && (answers.length > 1 || day(at) !== day(walk.started)) ? [`on: ${minute(at)}`] : [];
    const [first, ...rest] = [`answer: ${answer}`, ...when, ...more];
    yield answers.length > 1 ? `    - ${first}` : `    ${first}`;
    for (const line of rest) yield answers.length > 1 ? `      ${line}` : `    ${line}`;
  }
}

function* noteLines(item) {
  const note = [item.na, item.note].filter((text) => text?.trim()).join(". ");
  if (note) yield `note: ${quoted(note)}`;
  if (item.felt) yield `felt: ${item.felt}`;
  yield* evidenceLines(item.photos);
}

/** Return what an answer that is not the last one has to come with all the same. */
function* wantedLines(item, wanted) {
  if (wanted.includes("note") && item.note.trim()) yield `note: ${quoted(item.note)}`;
  if (wanted.includes("photo")) yield* evidenceLines(item.photos);
}

function* evidenceLines(photos) {
  if (photos.length) yield "evidence:";
  for (const photo of photos) yield `  - file: ${photoPath(photo.number)}`;
}

const photoPath = (number) => `evidence/${walk.id}/${number}.jpg`;

/** Return what is found beside answers: findings, and what was noted of a touchpoint as a whole. */
function allFindings() {
  const wholes = form.touchpoints.map((touch) => [touch, wholeOf(touch)]).filter(([, whole]) => whole.note.trim() || whole.felt || whole.photos.length);
  const remarks = wholes.map(([touch, whole]) => ({
    touch: touch.id,
    kind: "remark",
    says: whole.note.trim() || say("How it was here as a whole."),
    felt: whole.felt,
    photos: whole.photos,
  }));
  return [...walk.findings.filter((finding) => finding.says.trim()), ...remarks];
}

function* findingLines() {
  const findings = allFindings();
  if (!findings.length) return;
  yield "";
  yield "findings:";
  for (const [place, finding] of findings.entries()) {
    yield `  ${name(`${finding.touch}/walk-${walk.id}-${place + 1}`)}:`;
    yield `    kind: ${finding.kind}`;
    yield `    says: ${quoted(finding.says)}`;
    if (finding.kind === "problem" && finding.severity) yield `    severity: ${finding.severity}`;
    if (finding.about) yield `    note: ${quoted(finding.about)}`;
    if (finding.felt) yield `    felt: ${finding.felt}`;
    for (const line of evidenceLines(finding.photos)) yield `    ${line}`;
  }
}

/** Return the name of the visit's file without its ending. */
const visitName = () => `${form.audit.id}-${day(walk.started)}-${walk.id}`;
