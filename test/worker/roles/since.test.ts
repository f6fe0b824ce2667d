// What became of a change since it was reviewed, as the next reviewer reads it.
import { expect, it } from "@jest/globals";
import type { Change } from "../../../src/domain/patch.ts";
import { sinceText } from "../../../worker/roles/since.ts";
import { aChange } from "../../support/builders.ts";

const changed = (path: string, added: string[], removed: string[] = []): Change =>
  aChange({ path, added, removed, diff: Buffer.from(JSON.stringify([added, removed])) });

it("names the lines that came and went, file by file", () => {
  const before = [
    changed("a.js", ["one", "two", "two"], ["old"]),
    changed("b.js", ["same"]),
    changed("c.js", ["gone"]),
  ];
  const now = [changed("a.js", ["one", "two", "three"]), changed("b.js", ["same"]), changed("d.js", ["new"])];
  expect(sinceText(before, now)).toBe(
    ["a.js", "-two", "+three", "+old", "c.js: is as on the base again", "d.js", "+new"].join("\n"),
  );
});

it("says that nothing changed, or that lines only moved", () => {
  const one = [changed("a.js", ["one", "two"])];
  expect(sinceText(one, one)).toBe("Nothing.");
  expect(sinceText(one, [changed("a.js", ["two", "one"])])).toBe("a.js: the same lines in other places");
});

it("leaves out the end of what is very long, and says so", () => {
  expect(sinceText([], [changed("a.js", ["x".repeat(30_000)])])).toMatch(
    /\n\(10006 characters left out here\)$/,
  );
});
