import { deskKey } from "./given.js";

/** @import { Added, Decision } from "../desk-data.d.ts" */
/** @typedef {{ key: string, desk: string, kind: "card" | "new" | "saved", value: Decision | Added | number }} Kept */

const STORE = "records";
/** @type {IDBDatabase | null} */
let database = null;
/* How the browser's keeping goes: when the last decision was kept, how many are under way, and whether it failed. */
export const keeping = { at: 0, under: 0, failed: false };
/** @type {(() => void)[]} */
const listeners = [];
/** @param {() => void} listener */
export const onKept = (listener) => { listeners.push(listener); };
const told = () => { for (const listener of listeners) listener(); };
const fail = () => { keeping.failed = true; told(); };

/** @param {(store: IDBObjectStore) => void} write */
const within = (write) => {
  if (!database) return;
  try {
    const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
    keeping.under += 1;
    transaction.oncomplete = () => { keeping.under -= 1; keeping.at = Date.now(); told(); };
    transaction.onabort = () => { keeping.under -= 1; fail(); };
    write(transaction.objectStore(STORE));
  } catch {
    fail();
  }
  told();
};
/**
 * Keep a record of this desk; it is on the disk when `keeping.under` is 0 again.
 * @param {Kept["kind"]} kind
 * @param {string} id
 * @param {Kept["value"] | null} value null: keep it no longer
 */
export const keepRecord = (kind, id, value) => within((store) => {
  const key = `${deskKey}|${kind}|${id}`;
  if (value === null) store.delete(key);
  else store.put({ key, desk: deskKey, kind, value });
});
/**
 * Keep a whole review, as one: all of it or nothing.
 * @param {Decision[]} cards
 * @param {Added[]} added
 */
export const keepAll = (cards, added) => within((store) => {
  for (const card of cards) store.put({ key: `${deskKey}|card|${card.id}`, desk: deskKey, kind: "card", value: card });
  for (const one of added) store.put({ key: `${deskKey}|new|${one.sheet}/${one.row.id}`, desk: deskKey, kind: "new", value: one });
});

/** @returns {Promise<IDBDatabase>} */
const opened = () => new Promise((resolve, reject) => {
  const asked = window.indexedDB.open("kg-desk", 1);
  asked.onupgradeneeded = () => { asked.result.createObjectStore(STORE, { keyPath: "key" }).createIndex("desk", "desk"); };
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
  asked.onblocked = () => reject(new Error("blocked"));
});
/** @param {IDBDatabase} from @returns {Promise<Kept[]>} */
const all = (from) => new Promise((resolve, reject) => {
  const asked = from.transaction(STORE).objectStore(STORE).index("desk").getAll(deskKey);
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});
/**
 * Return what this browser keeps of this desk: decisions, added rows, and when the file was last saved.
 * @returns {Promise<{ cards: Decision[], added: Added[], saved: number }>}
 */
export const recall = async () => {
  try {
    database = await opened();
    const found = await all(database);
    /** @param {Kept["kind"]} kind @returns {any[]} */
    const ofKind = (kind) => found.filter((one) => one.kind === kind).map((one) => one.value);
    return { cards: ofKind("card"), added: ofKind("new"), saved: ofKind("saved")[0] ?? 0 };
  } catch {
    fail();
    return { cards: [], added: [], saved: 0 };
  }
};
