// The repository's own settings file: strict, with line and remedy.
import { describe, expect, it } from "@jest/globals";
import { NO_RULES, Rules } from "../../src/domain/rules.ts";
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
services:
  db: { image: "postgres:16.4", port: 5432, env: { POSTGRES_PASSWORD: test, N: 1 }, ready: pg_isready }
base: develop
hear: ["lint[bot]"]
rounds: { most: 4 }
requests: { bots: 2 }
watch: 0
bypass: accepted
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
        submodules: false,
        checks: [{ name: "test", run: "make test", kind: "test", minutes: 5 }],
        image: "node",
        services: {
          db: {
            image: "postgres:16.4",
            port: 5432,
            env: { POSTGRES_PASSWORD: "test", N: "1" },
            ready: "pg_isready",
            seconds: 60,
            writable: [],
          },
        },
        ...{ draft: "required", merged: "keep-branch", ready: "never", base: "develop" },
        ...{ hear: ["lint[bot]"], requests: { hour: 20, bots: 2 }, watch: 0, bypass: "accepted" },
        rounds: { most: 4, blockingFrom: 3, source: 100, tests: 200 },
        protect: ["infra/"],
        allow: ["package-lock.json"],
        budget: { usd: 2 },
        models: { coder: "some/coder" },
        labels: { ready: "robot" },
      },
    });
  });

  it("takes a command alone as a check, and names it after its words", () => {
    const names = (text: string) => {
      const reading = parseRules(text);
      return reading.kind === "read" ? reading.rules.checks?.map(({ name, run }) => [name, run]) : reading;
    };
    expect(parseRules("checks: [npm test]")).toMatchObject({
      rules: { checks: [{ name: "npm-test", run: "npm test", kind: "test", minutes: 10 }] },
    });
    expect(names("checks: [make, make, { name: make-2, run: make x }, ./x.sh, '1', 2>&1]")).toEqual([
      ["make", "make"],
      ["make-3", "make"],
      ["make-2", "make x"],
      ["x-sh", "./x.sh"],
      ["test", "1"],
      ["test-2", "2>&1"],
    ]);
    expect(names(`checks: [a${" b".repeat(900)}]`)).toEqual([
      [expect.stringMatching(/^[a-z-]{30,31}$/), expect.anything()],
    ]);
    const fault = (text: string) => parseRules(text);
    expect(fault('checks: [""]')).toMatchObject({
      faults: [{ kind: "wrong-value", path: ["checks", "0", "run"] }],
    });
    expect(fault("checks: npm test")).toMatchObject({ faults: [{ kind: "wrong-value", path: ["checks"] }] });
    expect(fault("checks: [5]")).toMatchObject({ faults: [{ kind: "wrong-value", path: ["checks", "0"] }] });
  });

  it("names line, place and the known settings for a key it does not know", () => {
    expect(parseRules("base: main\ncheck:\n  - x\n")).toEqual({
      kind: "invalid",
      faults: [
        { kind: "unknown-setting", line: 2, name: "check", path: [], known: Object.keys(Rules.shape) },
      ],
    });
    expect(parseRules("checks:\n  - name: test\n    run: npm test\n    kid: test\n")).toEqual({
      kind: "invalid",
      faults: [
        {
          kind: "unknown-setting",
          line: 4,
          name: "kid",
          path: ["checks", "0"],
          known: ["name", "run", "kind", "minutes"],
        },
      ],
    });
  });

  it.each([
    ["rounds: { max: 6 }", ["most", "blockingFrom", "source", "tests"]],
    ["requests: { day: 3 }", ["hour", "bots"]],
    ["labels: { done: x }", ["ready", "needsInfo", "working", "inReview", "blocked"]],
    ["models: { tester: x }", ["architect", "coder", "reviewer"]],
    ["budget: { eur: 1 }", ["usd", "tokens", "steps", "minutes"]],
  ])("names the settings that stand in the same place as an unknown one: %s", (text, known) => {
    expect(parseRules(text)).toMatchObject({ faults: [{ kind: "unknown-setting", known }] });
  });

  it("refuses a model without a name", () => {
    expect(parseRules('models: { coder: "" }')).toMatchObject({
      faults: [{ kind: "wrong-value", path: ["models", "coder"] }],
    });
  });

  it("refuses two labels of one name, however it is written", () => {
    expect(parseRules("labels: { ready: robot, working: Robot }")).toMatchObject({
      faults: [{ path: ["labels"], schemaSaid: "each label needs a name of its own" }],
    });
  });

  it("says what an image and a branch look like", () => {
    expect(parseRules("image: Foo Bar\nbase: -x\n")).toMatchObject({
      faults: [
        { path: ["image"], schemaSaid: "must look like node or ghcr.io/owner/image:1.2" },
        { path: ["base"], schemaSaid: "must be the name of a branch" },
      ],
    });
  });

  it.each([
    ["an image that may change", "db: { image: postgres, port: 5432 }", "services.db.image"],
    ["the newest image", 'db: { image: "postgres:latest", port: 5432 }', "services.db.image"],
    ["root", 'db: { image: "a/b@sha256:HEX", port: 1, user: root }', "services.db.user"],
    ["a port for two", 'a: { image: "a:1", port: 1 }\n  b: { image: "b:1", port: 1 }', "services"],
    ["no port", 'db: { image: "postgres:16" }', "services.db.port"],
  ])("refuses a service with %s", (_name, text, path) => {
    const hex = "0123456789abcdef".repeat(4);
    const reading = parseRules(`services:\n  ${text.replace("HEX", hex)}\n`);
    const faults = reading.kind === "invalid" ? reading.faults : [];
    expect(faults.map((fault) => ("path" in fault ? fault.path.join(".") : fault.kind))).toEqual([path]);
  });

  it("takes a service by tag, by digest, or by both, from any registry", () => {
    const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
    for (const image of ["redis:7.4-alpine", `redis@${digest}`, `ghcr.io/a/b:1@${digest}`, "host:5000/a/b:1"])
      expect(parseRules(`services: { a: { image: "${image}", port: 1 } }`)).toMatchObject({ kind: "read" });
    expect(parseRules("services: { a: { imag: x } }")).toMatchObject({
      faults: expect.arrayContaining([
        expect.objectContaining({ name: "imag", known: expect.arrayContaining(["image", "ready"]) }),
      ]),
    });
  });

  it("names the line of a wrong value, with what the schema said", () => {
    expect(parseRules("base: main\nbudget:\n  usd: lots\n")).toEqual({
      kind: "invalid",
      faults: [
        {
          kind: "wrong-value",
          line: 3,
          path: ["budget", "usd"],
          schemaSaid: "Invalid input: expected number, received string",
        },
      ],
    });
  });

  it("says where it is not YAML, refuses aliases that could explode, and a file over its cap", () => {
    expect(parseRules("base: 'main\n")).toEqual({
      kind: "invalid",
      faults: [{ kind: "not-yaml", line: 2, parserSaid: "Missing closing 'quote" }],
    });
    expect(parseRules("a: &a [x]\nprotect: *a\n")).toEqual({
      kind: "invalid",
      faults: [{ kind: "alias", line: 2 }],
    });
    expect(parseRules(`# ${"x".repeat(64 * 1024)}`)).toEqual({
      kind: "invalid",
      faults: [{ kind: "too-large", line: 1, maxBytes: 64 * 1024 }],
    });
  });
});
