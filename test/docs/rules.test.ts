// docs/rules.md names every key of the rules, and its example is one that a repository could use.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { Rules } from "../../src/domain/rules.ts";
import { parseRules } from "../../src/rules.ts";
import { root } from "../support/source.ts";

const page = readFileSync(join(root, "docs/rules.md"), "utf8");

describe("the page of the rules", () => {
  it("has a row for each key, in the order of the schema", () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, key]) => key);
    expect(rows).toEqual(Object.keys(Rules.shape));
  });

  it("shows an example that reads, with every key", () => {
    const [, example = ""] = /```yaml\n(.*?)```/s.exec(page) ?? [];
    const reading = parseRules(example);
    const used = reading.kind === "read" ? reading.rules : reading.faults;
    expect(Object.keys(used).toSorted()).toEqual(Object.keys(Rules.shape).toSorted());
  });
});
