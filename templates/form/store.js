// Where a walk is kept: IndexedDB, under the audit, its questions and the walk, so that no two forms mix.

let database = null;
const held = new Map(); // photos of this session, so that a full disk loses none of them

/** Open the database; raises if this browser has none, as some private windows do. */
function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("tpaudit", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("walks");
      request.result.createObjectStore("photos");
    };
    request.onsuccess = () => resolve((database = request.result));
    request.onerror = () => reject(request.error);
  });
}

/** Run one transaction to its very end, when it is on the disk, and return what its request gave. */
function transact(table, mode, act) {
  return new Promise((resolve, reject) => {
    if (!database) throw new DOMException("no database", "InvalidStateError");
    const transaction = database.transaction(table, mode, { durability: "strict" });
    let request = null;
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
    request = act(transaction.objectStore(table));
  });
}

/** Return the walk that this form was last used for, or nothing. */
async function lastWalk() {
  const id = await transact("walks", "readonly", (table) => table.get([form.key, "last"]));
  return id && transact("walks", "readonly", (table) => table.get([form.key, id]));
}

class TakenOver extends Error {}

/** Write the walk down, unless another window has gone on with it since. */
async function keepWalk() {
  let taken = false;
  await transact("walks", "readwrite", (table) => {
    const fresh = structuredClone(walk);
    const last = table.get([form.key, "last"]);
    const before = table.get([form.key, walk.id]); // answered after `last`
    before.onsuccess = () => {
      const expected = before.result ? fresh.id : fresh.after;
      taken = (last.result ?? null) !== expected || before.result?.revision >= fresh.revision;
      if (taken) return;
      table.put(fresh, [form.key, fresh.id]);
      table.put(fresh.id, [form.key, "last"]);
    };
    return null;
  });
  if (taken) throw new TakenOver();
}

/** Keep a photo under its number in the walk. */
function keepPhoto(number, photo) {
  const key = [form.key, walk.id, number];
  held.set(key.join("/"), photo);
  return transact("photos", "readwrite", (table) => table.put(photo, key));
}

/** Return a photo by its number, or nothing if it was never kept. */
async function photoOf(number) {
  const key = [form.key, walk.id, number];
  return held.get(key.join("/")) ?? transact("photos", "readonly", (table) => table.get(key));
}
