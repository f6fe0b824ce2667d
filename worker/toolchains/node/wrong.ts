// The body of a negative control in JavaScript: it tries the judge in many ways before its own assertion, which is false.
import type { numbersOf } from "../numbers.ts";
import { returnsIfAltered } from "./altered.ts";
import type { Style } from "./runners/style.ts";

/** What wrong code returns, and what a test may expect. */
const VALUES = 'NaN, undefined, null, "", 0, -1, 1, Infinity, "a", true, false';

/** Of two values that differ, each has to throw. */
const KINDS: Record<"assert" | "expect", string> = {
  assert:
    "() => assert.strictEqual(a, b), () => assert.deepStrictEqual([a], [b]), () => { if (a == b) throw 0; assert.equal(a, b); }, () => assert.deepEqual([1], [2]), () => assert.ok(false), () => assert.throws(() => undefined), () => assert.notEqual(1, 1), () => assert.match('a', /b/)",
  expect:
    "() => expect(a).toBe(b), () => expect([a]).toEqual([b]), () => expect(false).toBeTruthy(), () => expect(() => undefined).toThrow()",
};

/** The texts of all assertions of Node, one after the other. */
const TEXTS =
  "Object.entries(assert).concat(Object.entries(assert.strict)).map(([name, each]) => name + String(each)).join()";

export function usesAssert({ test }: Style): boolean {
  return test.wrong.startsWith("assert");
}

/** The runner runs in Node, so a fresh process and a fresh realm can be asked. */
export function isNode({ name }: Style): boolean {
  return name === "node:test" || name === "mocha";
}

const REALMS = ["node:test", "mocha", "jest", "vitest"];

/**
 * Where one kind of assertion does not throw for one pair of values, or Node's own assertions or the language are not those of
 * a fresh process, the test returns before it can be red, and the control has failed. Values are compared without any assertion.
 * `load`: the expression that loads a module; null where none may be loaded.
 */
export function wrong(
  style: Style,
  { one, other }: ReturnType<typeof numbersOf>,
  load: ((module: string) => string) | null,
): string {
  const { wrong, throwing } = style.test;
  const last = wrong.replace(/\b1\b/, String(one)).replace(/\b2\b/, String(other));
  if (!throwing) return last;
  const kinds = KINDS[usesAssert(style) ? "assert" : "expect"];
  const fresh = `const assert = require("node:assert"); process.stdout.write(${TEXTS});`;
  return [
    load !== null && REALMS.includes(style.name) ? returnsIfAltered(load("node:vm")) : "",
    usesAssert(style) && isNode(style)
      ? `if (${TEXTS} !== execFileSync(process.execPath, ["-e", ${JSON.stringify(fresh)}], { encoding: "utf8", env: {} })) return;`
      : "",
    `const values = [${VALUES}, ${one}, ${other}];`,
    "for (const a of values) for (const b of values) { if (Object.is(a, b)) continue;",
    `for (const each of [${kinds}]) { let threw = false; try { each(); } catch { threw = true; } if (!threw) return; } }`,
    last,
  ].join(" ");
}
