// Photos: drawn anew at a smaller size, so that neither place nor camera is told.

const LONGEST_SIDE = 1600;
const shown = new Map(); // addresses of pictures on this page, by number

/** Return a picture as a JPEG of at most LONGEST_SIDE pixels; raises for what is no picture. */
async function redrawn(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const ratio = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = h("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * ratio));
  canvas.height = Math.max(1, Math.round(picture.height * ratio));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new TypeError("no picture"))), "image/jpeg", 0.8));
}

/** Take pictures into the walk; one that is none is named, one that finds no room is kept until the page closes. */
async function addPhotos(holder, files) {
  for (const file of files) {
    let photo;
    try {
      photo = await redrawn(file);
    } catch {
      notice(say("{name} is no picture that this browser can read.", { name: file.name }));
      continue;
    }
    const number = walk.photos + 1;
    change(() => {
      walk.photos = number;
      holder().photos.push({ number, size: photo.size });
    }, false);
    await keepPhoto(number, photo).catch(complain);
    draw();
  }
}

function photoTool(holder, { photos }) {
  const label = photos.length ? say("Photos: {count}", { count: photos.length }) : say("Photo");
  const input = h("input", { type: "file", accept: "image/*", multiple: true, change: (event) => addPhotos(holder, [...event.target.files]) });
  return h("label", { class: photos.length ? "on" : null }, icon("photo"), h("span", {}, label), input);
}

/** Return the photos of a question, touchpoint or finding, each with a button that takes it away. */
function photosOf(holder) {
  if (!holder.photos.length) return null;
  const size = Math.ceil(holder.photos.reduce((sum, photo) => sum + photo.size, 0) / 1000);
  const pictures = holder.photos.map((photo, place) => {
    const image = h("img", { alt: say("Photo {number}", { number: place + 1 }) });
    showPhoto(photo.number, image);
    const remove = () => change(() => holder.photos.splice(place, 1), true);
    return h("figure", {}, image, h("button", { type: "button", "aria-label": say("Remove photo {number}", { number: place + 1 }), click: remove }, icon("cross")));
  });
  return h("div", { class: "photos" }, pictures, h("span", { class: "soft" }, say("{size} kB, without place or camera data", { size })));
}

async function showPhoto(number, image) {
  if (!shown.has(number)) {
    const photo = await photoOf(number).catch(() => null);
    if (photo) shown.set(number, URL.createObjectURL(photo));
  }
  if (shown.has(number)) image.src = shown.get(number);
}

/** Return the photos of the walk as files of an archive. */
async function photoFiles() {
  const files = [];
  for (const { number } of holdersOfPhotos().flatMap((holder) => holder.photos)) {
    const photo = await photoOf(number).catch(() => null);
    if (photo) files.push([photoPath(number), new Uint8Array(await photo.arrayBuffer())]);
  }
  return files;
}
