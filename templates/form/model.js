// The walk: what was answered so far, what is asked, and what is still open.

const questions = new Map();
for (const touch of form.touchpoints)
  for (const question of touch.questions) questions.set(`${touch.id}/${question.address}`, question);

const FRESH = { answers: [], na: null, note: "", felt: null, photos: [], since: null, typed: "" };

/** Return a walk in which nothing is answered, and which follows another one of this form. */
function newWalk(after = null) {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return {
    id: Array.from(bytes, (byte) => (byte % 36).toString(36)).join(""),
    after,
    revision: 0, // grows with everything that is kept
    changes: 0, // grows with what would be sent
    started: null,
    until: null, // when the latest answer or note was given
    head: { scenario: "", outcome: [], felt: null, note: "", ...form.visit },
    items: {},
    touches: {},
    findings: [],
    photos: 0,
    copied: null,
    screen: "start",
    touch: 0,
    open: null,
  };
}

let walk = newWalk();

/** Return what was noted at a question; `touches` holds the same of touchpoints as a whole. */
const itemAt = (address) => walk.items[address] ?? FRESH;
const wholeOf = (touch) => walk.touches[touch.id] ?? FRESH;

/** Return the part of the walk at a question or touchpoint, to be changed. */
function toChange(part, key) {
  return (walk[part][key] ??= structuredClone(FRESH));
}

let unmet = new Map();

/** Tell whether a condition of a question is not met, so that it is not asked.
 *
 * A condition is unmet when the question it waits for is answered otherwise, or is itself not asked. Of one that
 * is open or not applicable nothing follows.
 */
function leftOut(address) {
  if (!unmet.has(address)) unmet.set(address, isUnmet(address));
  return unmet.get(address);
}

function isUnmet(address) {
  unmet.set(address, false); // of questions that wait for each other nothing follows
  const { conditions, choices } = questions.get(address);
  const holds = (condition) => isMet(touchOf(address), condition);
  if (conditions.some((condition) => holds(condition) === false)) return true;
  return choices.some(([word, groups]) => {
    const held = groups.map((group) => allHold(group.map(holds)));
    return word === "any" ? held.every((each) => each === false) : held.includes(true);
  });
}

const touchOf = (address) => address.slice(0, address.indexOf("/"));

function allHold(held) {
  if (held.includes(false)) return false;
  return held.includes(null) ? null : true;
}

/** Tell whether a condition is met; null where nothing follows of it. */
function isMet(touch, condition) {
  if (condition === null) return null;
  const [other, wanted] = condition;
  if (["device", "persona", "place"].includes(other)) {
    const said = [walk.head[other] ?? []].flat().filter(Boolean);
    return said.length ? said.some((id) => wanted.answers.includes(id)) : null;
  }
  const waited = `${touch}/${other}`;
  if (leftOut(waited)) return false;
  const { answers, na } = itemAt(waited);
  if (na !== null || !answers.length) return null;
  const question = questions.get(waited);
  const counting = question.latest ? answers.slice(-1) : answers;
  return counting.some((answer) => meets(question, answer.text, wanted));
}

/** Return the first question that is still open of those that a question waits for, so that it may yet go; or nothing. */
function dependsOn(address) {
  const { conditions, choices } = questions.get(address);
  const grouped = choices.flatMap(([, groups]) => groups.flat());
  return [...conditions, ...grouped]
    .filter((condition) => condition !== null)
    .map(([other]) => `${touchOf(address)}/${other}`)
    .find((waited) => questions.has(waited) && !isAnswered(waited));
}

/** Tell whether a question has an answer, or a reason why it does not apply. */
function isAnswered(address) {
  const { answers, na } = itemAt(address);
  return answers.length > 0 || (na !== null && na !== "");
}

/** Return what one answer to a question has to come with: note, photo. */
function wantedBeside(question, text) {
  const { fail, pass, any } = question.wants;
  return [...new Set([...any, ...(isPoorAnswer(question, text) ? fail : pass)])];
}

/** Return what the answers to a question should come with, and do not. */
function lackingAt(address) {
  const item = itemAt(address);
  if (item.na !== null) return [];
  const wanted = new Set(item.answers.flatMap((answer) => wantedBeside(questions.get(address), answer.text)));
  if (item.note.trim()) wanted.delete("note");
  if (item.photos.length) wanted.delete("photo");
  return [...wanted];
}

/** Return the addresses of the questions of a touchpoint that are asked, in their order. */
function askedAt(touch) {
  return touch.questions.map((question) => `${touch.id}/${question.address}`).filter((one) => !leftOut(one));
}

/** Count what is asked, answered, and open although it must be. */
function counted(touches = form.touchpoints) {
  const asked = touches.flatMap(askedAt);
  const open = asked.filter((address) => !isAnswered(address));
  const must = open.filter((address) => questions.get(address).must).length;
  return { asked: asked.length, answered: asked.length - open.length, must, open };
}

/** Tell whether a walk holds anything that is worth sending. */
function isWorthSending() {
  const noted = form.touchpoints.some((touch) => wholeOf(touch).note || wholeOf(touch).felt);
  return noted || walk.findings.some((finding) => finding.says) || counted().answered > 0;
}

/** Return everything in the walk that holds photos, with what it is about. */
function holdersOfPhotos() {
  return [...Object.values(walk.items), ...Object.values(walk.touches), ...walk.findings];
}
