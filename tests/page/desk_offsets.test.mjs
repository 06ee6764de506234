import assert from "node:assert/strict";
import { test } from "node:test";

const { part, pointsOf, selectorOf, unitsOf, wholeWords } = await import("../../kg/desk/script/offsets.js");

test("an offset in code points is one more in UTF-16 for each sign beyond the first plane", () => {
  assert.equal(unitsOf("a😀b", 0), 0);
  assert.equal(unitsOf("a😀b", 2), 3);
  assert.equal(unitsOf("a😀b", 9), 4);
  assert.equal(pointsOf("a😀b", 3), 2);
  assert.equal(part("a😀bc", 2, 3), "b");
});

test("what was selected is widened to whole words and loses the blanks at its ends", () => {
  assert.deepEqual(wholeWords("the ferry is free", 6, 10), [4, 9]);
  assert.deepEqual(wholeWords("the ferry is free", 3, 13), [4, 12]);
  assert.deepEqual(wholeWords("паром безкоштовний", 8, 10), [6, 18]);
  assert.deepEqual(wholeWords("العبور مجاني", 8, 9), [7, 12]);
  assert.equal(wholeWords("one — two", 3, 6), null);
});

test("a place is named by at most 15 words and 32 signs on each side", () => {
  const words = Array.from({ length: 40 }, (_, n) => `w${n}`).join(" ");
  const from = words.indexOf("w10");
  const found = selectorOf(words, from, words.length);
  assert.equal(found.exact, Array.from({ length: 15 }, (_, n) => `w${n + 10}`).join(" "));
  assert.equal(found.prefix, words.slice(0, from));
  assert.equal(found.suffix, words.slice(from + found.exact.length).slice(0, 32));
  assert.deepEqual(selectorOf("😀 yes 😀", 1, 5), { exact: "yes", prefix: "😀 ", suffix: " 😀" });
});
