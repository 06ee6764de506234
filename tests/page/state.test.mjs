/* What the page shows stands in its address, and comes back from it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { addresses, openWindow, pushed } from "./small_page.mjs";

openWindow("#view=issues&day=2031-01-05&sel=p:alpha~o:low&pick=beta,alpha,nobody&noSide=for,north&conf=200&lang=uk&theme=pink");
const { change, dayNow, forgetTold, lastDay, linkTold, now, onChange, permalink, resetState, select } = await import("../../kg/page/script/state.js");
const { choose } = await import("../../kg/page/script/choosing.js");
const { nameOf, say } = await import("../../kg/page/script/words.js");

test("an address is read, and what it cannot mean is ignored", () => {
  const { view, day, sel, pick, noSide, conf, lang, theme } = now();
  assert.deepEqual({ view, day, sel, pick, noSide, conf, lang, theme }, {
    view: "issues", day: 1, sel: "s0", pick: [0, 1], noSide: ["for"], conf: 0, lang: "uk", theme: "auto",
  });
});

test("what an address asks for in vain is told, until it is forgotten", () => {
  assert.deepEqual(linkTold(), { unknown: ["pink", "nobody", "north", "200"], asked: null, shown: null });
  forgetTold();
  assert.deepEqual(linkTold().unknown, []);
});

test("words are said in the page's language, else in English, else in any", () => {
  assert.equal(nameOf("p0"), "Укр alpha");
  assert.deepEqual([say({ en: "a", ru: "b" }), say({ ar: "c" }), say("d"), say(null)], ["a", "c", "d", ""]);
});

test("a change replaces the state, tells the listeners and is written into the address", () => {
  const seen = [];
  onChange((state, before) => seen.push([before.sel, state.sel]));
  const before = now();
  select("i0");
  assert.deepEqual([before.sel, now().sel], ["s0", "i0"]);
  assert.deepEqual(seen, [["s0", "i0"]]);
  assert.equal(new URLSearchParams(addresses.at(-1).slice(1)).get("sel"), "i:dam");
});

test("each thing that can be selected has a key in the address", () => {
  const keys = ["p1", "o1", "b0", "s1", "r0", "n0-1"].map((sel) => { change({ sel }); return new URLSearchParams(permalink()).get("sel"); });
  assert.deepEqual(keys, ["p:beta", "o:high", "b:draft", "p:beta~o:high", "r0", "p:alpha~p:beta"]);
});

test("reset leaves language and theme, and the address says the rest no more", () => {
  change({ theme: "dark" });
  resetState();
  assert.equal(dayNow(), lastDay);
  assert.equal(permalink(), "lang=uk&theme=dark");
});

test("a line that stands for something else selects that", () => {
  choose("t0-1");
  assert.equal(now().sel, "b0");
  choose("gp0>i0");
  assert.equal(now().sel, "i0");
  change({ view: "parties" });
  choose("o1");
  assert.deepEqual([now().sel, now().view], ["o1", "positions"]);
});

test("Back leads away from each change, and from a run of slider steps at once", () => {
  resetState();
  const count = (act) => { const before = pushed.length; act(); return pushed.length - before; };
  assert.equal(count(() => select("i0")), 1);
  assert.equal(count(() => select("i0")), 0);
  assert.equal(count(() => { change({ day: 0 }); change({ day: 1 }); change({ day: 2 }); }), 1);
  assert.equal(count(() => { change({ pick: [0] }); change({ day: 0 }); }), 2);
});
