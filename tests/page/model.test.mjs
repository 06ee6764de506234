/* What the page looks up: stances and answers as of a day, under filters. Values worked by hand from small_page.mjs. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openWindow } from "./small_page.mjs";

openWindow();
const { change, dayNow, resetState } = await import("../../kg/page/script/state.js");
const { data, edgeById, stanceEdges } = await import("../../kg/page/script/data.js");
const model = await import("../../kg/page/script/model.js");
const counted = await import("../../kg/page/script/counted.js");
const { inPlace } = await import("../../kg/page/script/colouring.js");
const { commandText } = await import("../../kg/page/script/commands.js");
const lenses = await import("../../kg/page/script/lenses.js");
const hiding = await import("../../kg/page/script/hiding.js");
const { badgesOf } = await import("../../kg/page/script/badges.js");
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
  const { statements, conditions, fulfilled, fallback, marks, derivation, contraryReports, beside, past } = model.stanceAt(edge("s2"));
  for (const list of [statements, conditions, fulfilled, fallback, marks, derivation, contraryReports, beside, past]) assert.deepEqual(list, []);
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
  const hides = { noParty: [0], noSide: ["leaning"], noIssue: [0], noAttr: ["leak"], conf: 50, own: true };
  const left = { noParty: ["s1"], noSide: ["s1"], noIssue: [], noAttr: ["s0"], conf: ["s0"], own: ["s0"] };
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

test("an issue is open through the day on which it is closed", () => {
  assert.deepEqual([0, 1, 2].map((day) => { change({ day }); return model.isClosed(0); }), [false, false, true]);
});

test("a proposal has the status of the day, and none before it existed", () => {
  const seen = [0, 1, 2].map((day) => { change({ day }); return model.proposalNow(data.proposals[0])?.status ?? null; });
  assert.deepEqual(seen, [null, "tabled", "withdrawn"]);
});

test("a reading that ended was read, and an event is not known before it happens", () => {
  const seen = [0, 1, 2].map((day) => {
    change({ day });
    return [model.readingNow(data.readings[0]) !== null, model.wasRead(data.readings[0]), model.eventNow(data.events[0])?.known ?? null];
  });
  assert.deepEqual(seen, [[true, false, null], [true, false, "claimed"], [false, true, "claimed"]]);
});

test("one option requires another while a party's stance has such a condition", () => {
  const [excludes, requires] = data.relations;
  const seen = [0, 1].map((day) => { change({ day }); return [model.isRequiredNow(excludes), model.isRequiredNow(requires)]; });
  assert.deepEqual(seen, [[true, false], [true, true]]);
});

test("the age of a stance is counted from its newest statement to the day", () => {
  change({ day: 2 });
  assert.equal(model.ageOf(model.stanceAt(edge("s0"))), 8);
  assert.equal(model.ageOf(model.stanceAt(edge("s2"))), null);
  assert.deepEqual(model.madeByNow([0, 1]), [0, 1]);
  change({ day: 0 });
  assert.deepEqual(model.madeByNow([0, 1]), [0]);
});

test("how a condition stands in a group is said of its option", () => {
  change({ day: 2, pick: [0, 1] });
  const found = model.answerNow();
  assert.deepEqual([found.get(0).conditions.length, found.get(1).conditions[0].state], [0, "missed"]);
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

test("own voice and confidence resolve anew where they are written", () => {
  change({ day: 1, pick: [0, 1] });
  for (const part of [{ own: true }, { conf: 50 }, { own: true, conf: 90 }]) {
    change({ own: false, conf: 0, ...part });
    assert.equal(lenses.isBeyond(), false);
    assert.equal(model.stanceAt(edge("s1")).stance, "withheld");
    assert.deepEqual([model.answerNow().get(0).otherwise, model.answerNow().get(1).name], ["agreed", "unaddressed"]);
    assert.deepEqual(model.networkNow().pairs, []);
    assert.equal(model.changedOn(edge("s0"), 1), false);
    assert.deepEqual(model.madeByNow([0, 1]), [0]);
  }
  change({ own: false, conf: 0 });
  assert.equal(model.answerNow().get(1).name, "contested");
  assert.equal(model.networkNow().pairs.length, 1);
});

test("a confidence that leaves nothing out needs no other answer, and one that is not written only hides", () => {
  change({ day: 1, pick: [0, 1], conf: 40 });
  assert.deepEqual([lenses.isBeyond(), lenses.overlayNow(), shown()], [false, null, ["s0", "s1"]]);
  change({ conf: 95 });
  assert.deepEqual([lenses.isBeyond(), lenses.overlayNow(), shown()], [true, null, []]);
  assert.equal(model.answerNow().get(1).name, "contested");
  assert.deepEqual([hiding.hiddenOn(0), hiding.hiddenOn(1), hiding.hiddenInAll(), hiding.hiddenOfParties([1])], [1, 1, 2, 1]);
});

test("what a filter hides is counted where a class rests on it, and no other", () => {
  change({ day: 1, pick: [0, 1], noSide: ["against"] });
  assert.deepEqual([hiding.hiddenOn(0), hiding.hiddenOn(1), hiding.hiddenInAll()], [0, 1, 1]);
  change({ pick: [0] });
  assert.equal(hiding.hiddenOn(1), 0);
});

test("the command carries day and confidence", () => {
  change({ day: 1, conf: 90 });
  assert.equal(commandText("shared", "a", "b c"), 'kg shared a "b c" --as-of 2031-01-05 --min-confidence 0.9 --channel closed');
});

test("no two badges are alike", () => {
  assert.deepEqual(badgesOf(["United States", "France", "Party number 1", "Party number 2", "", "12"]), ["US", "FRA", "3", "4", "5", "6"]);
});

test("weights are those of the voice and confidence asked for, and of the window", () => {
  change({ view: "parties", lines: "statements" });
  assert.deepEqual(counted.weightsNow(), [{ id: "n0-1", number: 0, first: 0, second: 1, weight: 1, same: 1, opposite: 0 }]);
  change({ others: true });
  assert.deepEqual(counted.weightsNow().map(({ weight, same, opposite }) => [weight, same, opposite]), [[0, 2, 2]]);
  change({ conf: 90 });
  assert.equal(counted.weightsNow()[0].weight, 1);
  change({ conf: 0, own: true });
  assert.equal(counted.countsOthers(), false);
  assert.equal(counted.weightsNow()[0].weight, 1);
});

test("a window is found by its first day, else the last that has begun, else all time", () => {
  change({ view: "parties", lines: "statements" });
  assert.equal(counted.windowNumber(), null);
  assert.equal(counted.windowNow().last, "2031-01-01");
  for (const [window, number] of [["2030-12-30", 0], ["2031-05-01", 0], ["2030-01-01", null]]) {
    change({ window });
    assert.equal(counted.windowNumber(), number);
  }
});

test("the parts of a weight are the pairs of mentions that count in the window, in order of the first party's", () => {
  change({ view: "parties", lines: "statements" });
  const parts = () => counted.partsOf(counted.weightsNow()[0]).map(({ one, other, isSame }) => [one, other, isSame]);
  assert.deepEqual(parts(), [[0, 1, true]]);
  change({ others: true });
  assert.deepEqual(parts(), [[0, 1, true], [0, 3, false], [2, 1, true], [2, 3, false]]);
  assert.equal(counted.isToldOnly(counted.weightsNow()[0]), false);
});

test("what a filter hides of a weight is counted", () => {
  change({ view: "parties", lines: "statements", others: true });
  assert.equal(counted.hiddenOfWeight(counted.weightsNow()[0]), 0);
  change({ noSide: ["against"] });
  assert.equal(counted.hiddenOfWeight(counted.weightsNow()[0]), 2);
  change({ noSide: ["for"] });
  assert.equal(counted.hiddenOfWeight(counted.weightsNow()[0]), 0, "leaning counts as for, and is not hidden");
  change({ noIssue: [0], noSide: [] });
  assert.equal(counted.hiddenOfWeight(counted.weightsNow()[0]), 4);
});

test("the day of stances does not bear on statements, and comes back", () => {
  change({ view: "parties", day: 0 });
  assert.equal(dayNow(), 0);
  change({ lines: "statements" });
  assert.deepEqual([dayNow(), model.isMarking()], [2, false]);
  change({ lines: "stances" });
  assert.deepEqual([dayNow(), model.isMarking()], [0, true]);
});

test("a community keeps the place of that of all time with which it shares most parties", () => {
  assert.deepEqual(inPlace([[4, 5], [0, 1, 2]], [[0, 1, 2, 3], [4, 5]]), [[0, 1, 2], [4, 5]]);
  assert.deepEqual(inPlace([[0, 4], [1, 2], [6, 7]], [[0, 1, 2], [4, 5]]), [[1, 2], [0, 4], [6, 7]]);
  assert.deepEqual(inPlace([], [[0, 1]]), [[]]);
});
