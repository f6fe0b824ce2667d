// What machines read of us: each line of a log names its run once, the conventions of telemetry stand in one file, and it is loaded only where it is on.
import { expect, it } from "@jest/globals";
import { codeOnly, sourceFiles } from "./support/source.ts";

const product = sourceFiles(["src", "worker", "bin"]);

it("a line of a run's log does not name the run: the log does, where it is made", () => {
  const byHand = /log\.(debug|info|warn|error)\(\s*\{[^}]*\brunId\b/;
  const runs = product.filter(({ path }) => /^(worker\/run|src\/announcers)\//.test(path));
  expect(runs.filter(({ text }) => byHand.test(codeOnly(text))).map(({ path }) => path)).toEqual([]);
});

it("the conventions of telemetry are named in one file", () => {
  const named = product.filter(({ text }) => /["'`]gen_ai\./.test(text)).map(({ path }) => path);
  expect(named).toEqual(["src/telemetry/otel/gen-ai.ts"]);
});

it("OpenTelemetry has one door, which is opened only where telemetry is on", () => {
  const importing = (name: RegExp) =>
    product.filter(({ imports }) => imports.some((each) => name.test(each))).map(({ path }) => path);
  const inside = /^src\/telemetry\/otel\//;
  expect(importing(/^@opentelemetry\//).filter((path) => !inside.test(path))).toEqual([]);
  expect(importing(inside).filter((path) => !inside.test(path))).toEqual(["src/telemetry/open.ts"]);
  const door = product.find(({ path }) => path === "src/telemetry/open.ts");
  expect(door?.text).toContain('await import("./otel/otel.ts")');
});
