// A zip archive of files as they are: photos are compressed already.

const CRC = Uint32Array.from({ length: 256 }, (_, number) => {
  let rest = number;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest >>> 0;
});

function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = CRC[(sum ^ byte) & 0xff] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

/** Return numbers as little-endian bytes; each is given with its size. */
function packed(...fields) {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [, size]) => sum + size, 0)));
  let place = 0;
  for (const [value, size] of fields) {
    size === 4 ? view.setUint32(place, value, true) : view.setUint16(place, value, true);
    place += size;
  }
  return new Uint8Array(view.buffer);
}

/** Return a Blob with the archive of files, given as [name, bytes]; names are UTF-8, days are those of 1980. */
function zipped(files) {
  const parts = [];
  const index = [];
  let place = 0;
  for (const [path, bytes] of files) {
    const title = new TextEncoder().encode(path);
    const about = [[20, 2], [0x800, 2], [0, 2], [0, 2], [0x21, 2], [checksum(bytes), 4], [bytes.length, 4], [bytes.length, 4], [title.length, 2], [0, 2]];
    const local = packed([0x04034b50, 4], ...about);
    index.push(packed([0x02014b50, 4], [20, 2], ...about, [0, 2], [0, 2], [0, 2], [0, 4], [place, 4]), title);
    parts.push(local, title, bytes);
    place += local.length + title.length + bytes.length;
  }
  const size = index.reduce((sum, piece) => sum + piece.length, 0);
  const end = packed([0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [place, 4], [0, 2]);
  return new Blob([...parts, ...index, end], { type: "application/zip" });
}
