import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDuration } from "../src/duration.js";

test("a length just below two minutes is two minutes", () => {
  assert.equal(formatDuration(119_600), "2 min 0 s");
});

test("a length of one second and a half is two seconds", () => {
  assert.equal(formatDuration(1_500), "2 s");
});
