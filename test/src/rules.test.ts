// The repository's own settings file: strict, with line and remedy.
import { describe, expect, it } from "@jest/globals";
import { NO_RULES } from "../../src/domain/rules.ts";
import { parseRules } from "../../src/rules.ts";

describe("the rules file", () => {
  it("may be absent or empty", () => {
    expect(parseRules(null)).toEqual({ kind: "read", rules: NO_RULES });
    expect(parseRules("# only a comment\n")).toEqual({ kind: "read", rules: NO_RULES });
  });

  it("reads every section", () => {
    const text = `
setup: [make deps]
checks:
  - { name: test, run: make test, minutes: 5 }
image: node
base: develop
protect: [infra/]
allow: [package-lock.json]
budget: { usd: 2 }
models: { coder: some/coder }
labels: { ready: robot }
`;
    expect(parseRules(text)).toEqual({
      kind: "read",
      rules: {
        setup: ["make deps"],
        checks: [{ name: "test", run: "make test", kind: "test", minutes: 5 }],
        image: "node",
        base: "develop",
        protect: ["infra/"],
        allow: ["package-lock.json"],
        budget: { usd: 2 },
        models: { coder: "some/coder" },
        labels: { ready: "robot" },
      },
    });
  });

  it("names line and remedy of a key it does not know", () => {
    expect(parseRules("base: main\ncheck:\n  - x\n")).toEqual({
      kind: "invalid",
      faults: [
        {
          line: 2,
          what: "there is no setting `check`",
          remedy:
            "The settings are setup, checks, registries, image, base, protect, allow, budget, models, labels",
        },
      ],
    });
    expect(parseRules("checks:\n  - name: test\n    run: npm test\n    kid: test\n")).toEqual({
      kind: "invalid",
      faults: [
        {
          line: 4,
          what: "there is no setting `kid` in `checks.0`",
          remedy: "The settings in `checks` are name, run, kind, minutes",
        },
      ],
    });
  });

  it("names the line of a wrong value", () => {
    const reading = parseRules("base: main\nbudget:\n  usd: lots\n");
    expect(reading).toMatchObject({
      kind: "invalid",
      faults: [{ line: 3, what: expect.stringContaining("budget.usd") }],
    });
  });

  it("says where it is not YAML, refuses aliases that could explode, and a file over its cap", () => {
    expect(parseRules("base: 'main\n")).toMatchObject({
      kind: "invalid",
      faults: [{ line: expect.any(Number) }],
    });
    expect(parseRules("a: &a [x]\nprotect: *a\n")).toMatchObject({ kind: "invalid", faults: [{ line: 2 }] });
    expect(parseRules(`# ${"x".repeat(64 * 1024)}`)).toMatchObject({ kind: "invalid" });
  });
});
