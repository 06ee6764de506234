/* What one plan keeps, changes, drops and adds of another, worked by hand. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { compareTerms } from "../../kg/page/script/terms.js";

const term = (key, issue) => ({ key, issue });
const told = (earlier, later) => compareTerms(earlier, later).map(({ change, before, after }) => [change, before.join(), after.join()]);

test("a term of both is kept, and an issue of one alone is dropped or added", () => {
  const one = [term("o1", "dam"), term("o2", "tax")];
  assert.deepEqual(told(one, [term("o3", "port"), term("o1", "dam")]), [["kept", "o1", "o1"], ["dropped", "o2", ""], ["added", "", "o3"]]);
});

test("what is dropped and added on one issue is changed, beside what is kept there", () => {
  const one = [term("o1", "dam"), term("o2", "dam"), term("o4", "dam")];
  assert.deepEqual(told(one, [term("o3", "dam"), term("o1", "dam")]), [["kept", "o1", "o1"], ["changed", "o2,o4", "o3"]]);
});

test("nothing beside something, and the same beside itself", () => {
  assert.deepEqual(told([], []), []);
  assert.deepEqual(told([], [term("o1", "dam"), term("o2", "dam")]), [["added", "", "o1"], ["added", "", "o2"]]);
  assert.deepEqual(told([term("o1", "dam")], [term("o1", "dam")]), [["kept", "o1", "o1"]]);
});
