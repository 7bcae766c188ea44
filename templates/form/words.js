// What is asked and in which words: the form's data, and the phrases of its language.

const form = JSON.parse(document.getElementById("form-data").textContent);

/** Return a phrase in the form's language with its names filled in. */
function say(phrase, names = {}) {
  return (form.phrases[phrase] ?? phrase).replace(/\{(\w+)\}/g, (whole, name) => names[name] ?? whole);
}

/** Return what a word of a file, such as gave-up, is called in the form's language. */
function called(word) {
  const said = say(word);
  return said === word ? word.replaceAll("-", " ") : said;
}

const two = (number) => String(number).padStart(2, "0");

/** Return the time of day of a moment, such as 12:31:04. */
function clock(moment, seconds = true) {
  const time = new Date(moment);
  return [time.getHours(), time.getMinutes(), ...(seconds ? [time.getSeconds()] : [])].map(two).join(":");
}

/** Return the calendar day of a moment where the phone is, such as 2026-11-03. */
function day(moment) {
  const time = new Date(moment);
  return `${String(time.getFullYear()).padStart(4, "0")}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** Return a day and its minute, as visit files write them. */
const minute = (moment) => `${day(moment)}T${clock(moment, false)}`;

/** Return the name of the clock's zone and its distance from UTC, such as Europe/Moscow +03:00. */
function zone(moment) {
  const behind = new Date(moment).getTimezoneOffset();
  const away = Math.abs(behind);
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
  return `${name} ${behind > 0 ? "-" : "+"}${two(Math.floor(away / 60))}:${two(away % 60)}`.trim();
}

/** Return an amount of seconds as people read a stopwatch: 0:36, 12:05, 1:02:33. */
function stopwatch(seconds) {
  const whole = Math.floor(seconds);
  const minutes = Math.floor(whole / 60);
  const rest = `${two(whole % 60)}`;
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}

/** Return seconds as a visit file writes a duration: 3.4s, 36s, 2m 5s, 1h 20m. */
function duration(seconds) {
  if (seconds < 10) return `${Math.max(0.1, Math.round(seconds * 10) / 10)}s`;
  let rest = Math.round(seconds);
  const parts = [];
  for (const [unit, size] of [["d", 86400], ["h", 3600], ["m", 60], ["s", 1]]) {
    if (rest >= size) parts.push(`${Math.floor(rest / size)}${unit}`);
    rest %= size;
  }
  return parts.join(" ");
}
