// The same form on paper: every question with boxes to tick and lines to write on.

const line = (label) => h("div", { class: "write" }, h("i"), label);
const blank = (label, value = "") => h("div", { class: "write" }, `${label}: ${value}`, h("i"));

/** Put the paper form together, once, when somebody prints. */
function drawPaper() {
  const paper = document.getElementById("paper");
  if (paper.childElementCount) return;
  const named = (pairs, id) => pairs.find(([one]) => one === id)?.[1] ?? "";
  paper.append(
    h("h1", {}, form.audit.company || form.audit.id),
    blank(say("Who walks"), form.visit.by),
    blank(say("When, from and until")),
    form.places.length ? blank(say("Place"), named(form.places, form.visit.place)) : "",
    form.personas.length ? blank(say("Persona"), named(form.personas, form.visit.persona)) : "",
    ...form.touchpoints.flatMap(touchOnPaper),
  );
}

function touchOnPaper(touch) {
  return [
    h("h2", {}, `${touch.name} (${touch.stage})`),
    ...touch.questions.map(questionOnPaper),
    h("div", { class: "ask" }, h("b", {}, say("{touchpoint} as a whole", { touchpoint: touch.name })), boxes(FELT.map((felt) => called(felt))), blank(say("Finding"))),
  ];
}

function questionOnPaper(question, place) {
  const must = question.must ? ` (${say("must")})` : "";
  return h("div", { class: "ask" },
    h("b", {}, `${place + 1}. ${question.ask}`), must,
    question.when ? h("div", { class: "soft" }, question.when) : null,
    KINDS[question.kind].printed(question),
    h("div", { class: "last" }, boxes([say("N/A")]), blank(say("Note"))));
}
