// Sending: the visit as one file, by download, share sheet or as text; and the next walk.

/** Return the walk as a file: text alone, or an archive with its photos. */
async function walkFile() {
  const photos = await photoFiles();
  if (!photos.length) return new File([visitText()], `${visitName()}.yaml`, { type: "text/plain" });
  const text = new TextEncoder().encode(visitText());
  return new File([zipped([["visit.yaml", text], ...photos])], `${visitName()}.zip`, { type: "application/zip" });
}

function handOver(file) {
  const address = URL.createObjectURL(file);
  const link = h("a", { href: address, download: file.name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Take note that somebody took a copy of the walk as it is now. */
const copied = () => move(() => (walk.copied = { at: Date.now(), changes: walk.changes }));

async function keepCopy() {
  handOver(await walkFile());
  copied();
}

async function download() {
  await keepCopy();
  notice(say("Downloaded. Send the file, or keep it until you can."));
}

/** Return a file under a name that this browser's share sheet takes, or nothing if it takes neither. */
function shareable(file) {
  const asText = new File([file], file.name.replace(/\.yaml$/, ".txt"), { type: "text/plain" });
  return [file, asText].find((one) => navigator.canShare?.({ files: [one] }));
}

/** Tell whether the walk, with photos or without, can go through the share sheet. */
function canShare() {
  const photos = holdersOfPhotos().some((holder) => holder.photos.length);
  return Boolean(shareable(photos ? new File([""], "visit.zip", { type: "application/zip" }) : new File([""], "visit.yaml", { type: "text/plain" })));
}

async function share() {
  const file = shareable(await walkFile());
  try {
    await navigator.share({ files: [file], title: file.name });
  } catch (error) {
    if (error.name !== "AbortError") await download(); // a share sheet that takes no archives
    return;
  }
  copied();
}

async function copyText() {
  const text = visitText();
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.getElementById("text");
    field.closest("details").open = true;
    field.value = text;
    field.select();
    if (!document.execCommand("copy")) return notice(say("Copy the text that is marked below."));
  }
  return copied() ?? notice(say("Copied. Paste it into a message."));
}

/** Begin another walk; the one before stays on the phone until its browser is emptied. */
function startAgain() {
  const last = walk.copied && walk.copied.changes >= walk.changes;
  if (!last && isWorthSending() && !confirm(say("The latest answers were not sent or copied yet. Start a new walk all the same?"))) return;
  const { by, method, persona } = walk.head;
  walk = newWalk(walk.revision ? walk.id : walk.after);
  Object.assign(walk.head, { by, method, persona });
  opened.clear();
  shown.clear();
  move(() => {});
}
