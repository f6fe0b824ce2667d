// A control test beside a named one: it loads what that one loads, and asserts what is false and what is true.
import { posix } from "node:path";
import { numbersOf } from "../numbers.ts";
import type { AskedControl } from "../runner.ts";
import type { Style, Written } from "./runners/style.ts";

const IMPORT = /^\s*import\s+(?!type\b)(?:[^"';]*?\sfrom\s+)?["']([^"'\n]+)["']/gm;
const REQUIRE = /\brequire\(\s*["']([^"'\n]+)["']\s*\)/g;

/** Null where the named file has no ending that a runner of JavaScript reads. */
export function controlBeside(asked: AskedControl, style: Style): { path: string; content: string } | null {
  const { beside, besideText, negative, positive } = asked;
  const ending = /\.[cm]?[jt]sx?$/.exec(beside)?.[0];
  if (ending === undefined) return null;
  const isModule = /^\s*(?:import|export)\s/m.test(besideText) || /^\.m/.test(ending);
  const loaded = loads(asked, isModule).map((name) =>
    isModule ? `import ${JSON.stringify(name)};` : `require(${JSON.stringify(name)});`,
  );
  const { module, test } = style.test;
  const usesGlobals = module !== null && !namesIn(besideText).includes(module.from);
  const runner = module === null || usesGlobals ? [] : [brings(module.names, module, isModule)];
  const assertion = style.test.wrong.startsWith("assert")
    ? [
        brings("assert", { from: "node:assert", isDefault: true }, isModule),
        ...(isNode(style)
          ? [brings("execFileSync", { from: "node:child_process", isDefault: false }, isModule)]
          : []),
      ]
    : [];
  const lines = [
    ...[...runner, ...assertion, ...loaded],
    test(JSON.stringify(positive), ` ${style.test.right} `),
    test(JSON.stringify(negative), ` ${wrong(style, numbersOf(negative))} `),
  ];
  return { path: pathBeside(beside, negative), content: `${lines.join("\n")}\n` };
}

/** The same words around the name as in the neighbour's, because runners find their files by them. */
function pathBeside(beside: string, name: string): string {
  const folder = posix.dirname(beside);
  const own = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  if (/^(?:tests?|specs?)\./.test(posix.basename(beside)))
    return posix.join(folder, `${own}.${posix.basename(beside)}`);
  const [, before = "", after = ""] =
    /^((?:test|spec)[-_.])?[^.]*?((?:[-_.](?:test|spec|tests|unit))?(?:\.[\w-]+)*)$/i.exec(
      posix.basename(beside),
    ) ?? [];
  return posix.join(folder, `${before}${own}${after}`);
}

function namesIn(text: string): string[] {
  return [...text.matchAll(IMPORT), ...text.matchAll(REQUIRE)].map(([, name = ""]) => name);
}

/** What the neighbour loads of the repository, or else the changed modules themselves. */
function loads({ beside, besideText, loads: changed }: AskedControl, isModule: boolean): string[] {
  const own = namesIn(besideText).filter((name) => /^[.#~@/]/.test(name) && !/\.(?:css|json)$/.test(name));
  const relative = own.filter((name) => !name.startsWith("@") || name.startsWith("@/"));
  if (relative.length > 0) return [...new Set(relative)];
  const to = (path: string) => {
    const found = posix.relative(posix.dirname(beside), path);
    const named = found.startsWith(".") ? found : `./${found}`;
    return isModule ? named : named.replace(/\.[jt]sx?$/, "");
  };
  return changed.filter((path) => /\.[cm]?[jt]sx?$/.test(path)).map(to);
}

type From = Pick<NonNullable<Written["module"]>, "from" | "isDefault">;

function brings(names: string, { from, isDefault }: From, isModule: boolean): string {
  const taken = isDefault ? names : `{ ${names} }`;
  return isModule ? `import ${taken} from "${from}";` : `const ${taken} = require("${from}");`;
}

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

function isNode({ name }: Style): boolean {
  return name === "node:test" || name === "mocha";
}

/**
 * Where one kind of assertion does not throw for one pair of values, or Node's own assertions are not those of a fresh
 * process, the test returns before it can be red, and the control has failed. Values are compared without any assertion.
 */
function wrong(style: Style, { one, other }: ReturnType<typeof numbersOf>): string {
  const { wrong, throwing } = style.test;
  const last = wrong.replace(/\b1\b/, String(one)).replace(/\b2\b/, String(other));
  if (!throwing) return last;
  const isAssert = wrong.startsWith("assert");
  const kinds = KINDS[isAssert ? "assert" : "expect"];
  const fresh = `const assert = require("node:assert"); process.stdout.write(${TEXTS});`;
  return [
    isAssert && isNode(style)
      ? `if (${TEXTS} !== execFileSync(process.execPath, ["-e", ${JSON.stringify(fresh)}], { encoding: "utf8", env: {} })) return;`
      : "",
    `const values = [${VALUES}, ${one}, ${other}];`,
    "for (const a of values) for (const b of values) { if (Object.is(a, b)) continue;",
    `for (const each of [${kinds}]) { let threw = false; try { each(); } catch { threw = true; } if (!threw) return; } }`,
    last,
  ].join(" ");
}
