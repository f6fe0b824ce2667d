// Each fault of the rules file as the issue shows it.
import { describe, expect, it } from "@jest/globals";
import type { RulesFault } from "../../../src/domain/rules.ts";
import { faultLine, faultRemedy } from "../../../src/messages/rules-fault.ts";

const faults: RulesFault[] = [
  { kind: "too-large", line: 1, maxBytes: 64 * 1024 },
  { kind: "not-yaml", line: 2, parserSaid: "Missing closing 'quote" },
  { kind: "alias", line: 3 },
  { kind: "unknown-setting", line: 4, name: "check", path: [], known: ["setup", "checks"] },
  { kind: "unknown-setting", line: 5, name: "kid", path: ["checks", "0"], known: ["name", "kind"] },
  { kind: "wrong-value", line: 6, path: ["budget", "usd"], schemaSaid: "expected number" },
  { kind: "wrong-value", line: 1, path: [], schemaSaid: "expected object" },
];

describe("a fault in the rules", () => {
  it("says its line, what is wrong there, and what to do about it", () => {
    expect(
      faults.map((fault) => `${faultLine(fault)}. ${faultRemedy(fault)}.`).join("\n"),
    ).toMatchInlineSnapshot(`
"line 1, the file is larger than 64 KiB. Shorten it.
line 2, this is not valid YAML (Missing closing 'quote). Check indentation, quotes and colons on that line.
line 3, an alias (\`*name\`) is used here. Write the value out: aliases are not read.
line 4, there is no setting \`check\`. The settings are setup, checks.
line 5, there is no setting \`kid\` in \`checks.0\`. The settings in \`checks\` are name, kind.
line 6, \`budget.usd\`: expected number. Correct the value.
line 1, the file: expected object. Correct the value."
`);
  });
});
