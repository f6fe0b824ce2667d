// A difference falls into the parts about some files and all others, and no byte is lost.
import { expect, it } from "@jest/globals";
import { diffParts } from "../../../worker/workspace/diff-parts.ts";

const part = (path: string, body: string) =>
  Buffer.from(`diff --git a/${path} b/${path}\nindex 1..2 100644\n${body}`, "latin1");
const lock = part("web/package-lock.json", "@@ -1 +1 @@\n-1\n+2\n");
const code = part("src/a.js", "@@ -1 +1,2 @@\n-caf\u00e9\n+diff --git a/x b/x\n+\u0000\u00ff\n");

it("takes out the parts of the named files", () => {
  const diff = Buffer.concat([code, lock]);
  const { of, others } = diffParts(diff, ["web/package-lock.json", "missing"]);
  expect([Buffer.from(of).equals(lock), Buffer.from(others).equals(code)]).toEqual([true, true]);
});

it("has no part in an empty difference", () => {
  const { of, others } = diffParts(new Uint8Array(), ["a"]);
  expect([of.length, others.length]).toEqual([0, 0]);
});
