// The runners of JavaScript, each from the npm registry, called as a person would in package.json.
import type { Trial } from "./trial.ts";

type Written = {
  runner: string;
  script: string;
  needs: string[];
  head: string;
  test: string;
  isModule?: boolean;
};

const WRITTEN: readonly Written[] = [
  {
    ...{ runner: "node:test", script: "node --test", needs: [] },
    head: 'const test = require("node:test");\nconst assert = require("node:assert");',
    test: 'test("adds numbers", () => { assert.equal(sum(1, 2), 3); });',
  },
  {
    ...{ runner: "jest", script: "jest", needs: ["jest"], head: "" },
    test: 'test("adds numbers", () => { expect(sum(1, 2)).toBe(3); });',
  },
  {
    ...{ runner: "vitest", script: "vitest run", needs: ["vitest"], isModule: true },
    head: 'import { expect, test } from "vitest";',
    test: 'test("adds numbers", () => { expect(sum(1, 2)).toBe(3); });',
  },
  {
    ...{ runner: "mocha", script: "mocha 'test/*.test.js'", needs: ["mocha"] },
    head: 'const assert = require("node:assert");',
    test: 'it("adds numbers", () => { assert.equal(sum(1, 2), 3); });',
  },
  {
    ...{ runner: "ava", script: "ava", needs: ["ava@6"], isModule: true },
    head: 'import test from "ava";',
    test: 'test("adds numbers", (t) => { t.is(sum(1, 2), 3); });',
  },
  {
    ...{ runner: "tap", script: "tap --allow-incomplete-coverage", needs: ["tap"], isModule: true },
    head: 'import tap from "tap";',
    test: 'tap.test("adds numbers", async (t) => { t.equal(sum(1, 2), 3); });',
  },
  {
    ...{ runner: "tape", script: "tape 'test/*.test.js'", needs: ["tape"] },
    head: 'const test = require("tape");',
    test: 'test("adds numbers", (t) => { t.equal(sum(1, 2), 3); t.end(); });',
  },
  {
    ...{ runner: "jasmine", script: "jasmine 'test/*.test.js'", needs: ["jasmine"], head: "" },
    test: 'it("adds numbers", () => { expect(sum(1, 2)).toBe(3); });',
  },
  {
    ...{ runner: "bun", script: "bun test", needs: ["@oven/bun-linux-x64"], isModule: true },
    head: 'import { expect, test } from "bun:test";',
    test: 'test("adds numbers", () => { expect(sum(1, 2)).toBe(3); });',
  },
  {
    ...{ runner: "deno", script: "deno test -A", needs: ["@deno/linux-x64-glibc"], isModule: true },
    head: 'import assert from "node:assert";',
    test: 'Deno.test("adds numbers", () => { assert.equal(sum(1, 2), 3); });',
  },
];

/** The platform's own programs stand in their packages under no name that npm would link. */
const LINKED: Record<string, string> = {
  bun: "ln -sf ../@oven/bun-linux-x64/bin/bun node_modules/.bin/bun",
  deno: "ln -sf ../@deno/linux-x64-glibc/deno node_modules/.bin/deno",
};

export const javascript: Trial[] = WRITTEN.map(({ runner, script, needs, head, test, isModule = false }) => ({
  runner,
  files: {
    "package.json": JSON.stringify({
      name: "adding",
      ...(isModule ? { type: "module" } : {}),
      scripts: { test: script, ...(runner in LINKED ? { postinstall: linked(runner) } : {}) },
      devDependencies: Object.fromEntries(needs.map(versioned)),
    }),
    "src/sum.js": `${isModule ? "export const sum" : "exports.sum"} = (...all) => all.reduce((a, b) => a + b, 0);\n`,
    "test/sum.test.js": [
      head,
      isModule ? 'import { sum } from "../src/sum.js";' : 'const { sum } = require("../src/sum.js");',
      `${test}\n`,
    ].join("\n"),
  },
  checks: null,
  packages: null,
  test: { file: "test/sum.test.js", name: "adds numbers" },
  fault: { file: "src/sum.js", from: "a + b", to: "a - b" },
}));

/** The newest version where none is named. */
function versioned(need: string): [string, string] {
  const [, name = need, version = "*"] = /^(@?[^@]+)(?:@(.+))?$/.exec(need) ?? [];
  return [name, version];
}

function linked(runner: string): string {
  return `mkdir -p node_modules/.bin && chmod +x node_modules/@*/*/deno node_modules/@*/*/bin/bun 2>/dev/null; ${LINKED[runner]}`;
}
