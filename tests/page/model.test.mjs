/* What the page looks up: stances and answers as of a day, under filters. Values worked by hand from small_page.mjs. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openWindow } from "./small_page.mjs";

openWindow();
const { change, resetState } = await import("../../kg/page/script/state.js");
const { edgeById, stanceEdges } = await import("../../kg/page/script/data.js");
const model = await import("../../kg/page/script/model.js");
const { commandText } = await import("../../kg/page/script/commands.js");
const { findThings } = await import("../../kg/page/script/search.js");

const edge = (id) => edgeById.get(id);
const shown = () => model.heldOn(stanceEdges).map((held) => held.edge.id);
beforeEach(() => resetState());

test("a stance holds from its day until the next", () => {
  assert.equal(model.stanceAt(edge("s0"), 0).stance, "demand");
  assert.equal(model.stanceAt(edge("s0"), 1).stance, "open");
  assert.equal(model.stanceAt(edge("s0")).stance, "open");
  assert.equal(model.stanceAt(edge("s1"), 0), null);
  assert.equal(model.stanceAt(edge("s1"), 2), null);
});

test("a record's lists are all there", () => {
  const { statements, conditions, derivation, contraryReports, past } = model.stanceAt(edge("s2"));
  assert.deepEqual([statements, conditions, derivation, contraryReports, past], [[], [], [], [], []]);
});

test("silence is not drawn, and a day that was chosen is marked", () => {
  assert.equal(model.isDrawn(model.stanceAt(edge("s2"))), false);
  assert.equal(model.isDrawn(null), false);
  assert.equal(model.isMarking(), false);
  change({ day: 1 });
  assert.equal(model.isMarking(), true);
  assert.deepEqual([model.changedOn(edge("s0"), 1), model.changedOn(edge("s1"), 1)], [true, false]);
});

test("each filter hides what it names and nothing else", () => {
  change({ day: 1 });
  assert.deepEqual(shown(), ["s0", "s1"]);
  const hides = { noParty: [0], noSide: ["leaning"], noIssue: [0], noAttr: ["leak"], conf: 50 };
  const left = { noParty: ["s1"], noSide: ["s1"], noIssue: [], noAttr: ["s0"], conf: ["s0"] };
  for (const [name, value] of Object.entries(hides)) {
    resetState();
    change({ day: 1, [name]: value });
    assert.deepEqual(shown(), left[name], name);
    assert.equal(model.isFiltered(), 1, name);
  }
});

test("the answer of a day is that of the last day on which it changed", () => {
  assert.equal(model.answerNow(), null);
  change({ pick: [0, 1], day: 1 });
  const found = model.answerNow();
  assert.deepEqual([...found.keys()], [0, 1]);
  assert.deepEqual([found.get(0).name, found.get(0).otherwise, found.get(0).needs], ["unaddressed", "agreed", false]);
  assert.deepEqual([found.get(1).name, found.get(1).otherwise, found.get(1).needs], ["contested", null, true]);
  change({ day: null });
  const last = model.answerNow();
  assert.deepEqual(last.get(0).range, { option: 0, kind: "gap", low: "2", high: null });
  assert.deepEqual([last.get(0).inNameOnly, last.get(1).inNameOnly], [false, true]);
  change({ pick: [0] });
  assert.equal(model.answerNow(), null);
});

test("the network begins on its first day", () => {
  change({ day: 0 });
  assert.deepEqual(model.networkNow(), { pairs: [], communities: [] });
  change({ day: 2 });
  assert.equal(model.pairOf("n0-1").pair.contested, 2);
  assert.deepEqual([model.communityOf(1), model.communityOf(7)], [1, -1]);
});

test("an issue is open through the day on which it is closed, a proposal known from its first statement", () => {
  const seen = [0, 1, 2].map((day) => { change({ day }); return [model.isClosed(0), model.isKnown({ statements: [1] })]; });
  assert.deepEqual(seen, [[false, false], [false, true], [true, true]]);
  assert.equal(model.isKnown({ statements: [] }), true);
});

test("a command asks the same in a terminal, its names quoted", () => {
  change({ day: 0 });
  assert.equal(commandText("why", "beta", 'a "b" $c'), 'kg why beta "a \\"b\\" \\$c" --as-of 2031-01-01 --channel closed');
});

test("names are found without accents, by alias, key and person", () => {
  const ids = (typed) => findThings(typed).map((hit) => hit.id);
  assert.deepEqual(ids("republique"), ["p1"]);
  assert.deepEqual(ids("LOW"), ["o0"]);
  assert.deepEqual(findThings("envoy").map((hit) => [hit.id, hit.person.key]), [["p1", "envoy"]]);
  assert.deepEqual([ids(""), ids("nothing of the kind")], [[], []]);
});
