// A control test beside a named one: it loads what that one loads, and asserts what is false and what is true.
import { posix } from "node:path";
import { numbersOf } from "../numbers.ts";
import type { AskedControl, AskedInside } from "../runner.ts";
import { BLOCK } from "./inline-tests.ts";
import type { Style, Written } from "./runners/style.ts";
import { isNode, usesAssert, wrong } from "./wrong.ts";

const IMPORT = /^\s*import\s+(?!type\b)(?:[^"';]*?\sfrom\s+)?["']([^"'\n]+)["']/gm;
const REQUIRE = /\brequire\(\s*["']([^"'\n]+)["']\s*\)/g;

/** Null where the named file has no ending that a runner of JavaScript reads. */
export function controlBeside(asked: AskedControl, style: Style): { path: string; content: string } | null {
  const { beside, besideText, negative, positive } = asked;
  if (!ENDING.test(beside)) return null;
  const isModule = isModuleAt(beside, besideText);
  const loaded = loads(asked, isModule).map((name) =>
    isModule ? `import ${JSON.stringify(name)};` : `require(${JSON.stringify(name)});`,
  );
  const { module, test } = style.test;
  const usesGlobals = module !== null && !namesIn(besideText).includes(module.from);
  const inSource = isInSource(besideText, style);
  const runner = module === null || usesGlobals || inSource ? [] : [brings(module.names, module, isModule)];
  const assertion = usesAssert(style)
    ? [
        brings("assert", { from: "node:assert", isDefault: true }, isModule),
        ...(isNode(style)
          ? [brings("execFileSync", { from: "node:child_process", isDefault: false }, isModule)]
          : []),
      ]
    : [];
  const load = loadedBy(isModule);
  const body = ` ${wrong(style, numbersOf(negative), canLoad(beside, style) ? load : null)} `;
  const tests = [
    test(JSON.stringify(positive), ` ${style.test.right} `),
    awaiting(test(JSON.stringify(negative), body), body),
  ];
  const lines = [...runner, ...assertion, ...loaded, ...(inSource ? [inSourceBlock(tests, style)] : tests)];
  return { path: pathBeside(beside, negative), content: `${lines.join("\n")}\n` };
}

/** The tests stand with the code, and only where the runner loads the file for its tests. */
function isInSource(text: string, { name }: Style): boolean {
  return name === "vitest" && BLOCK.test(text);
}

function inSourceBlock(tests: readonly string[], { test: { module } }: Style): string {
  return `if (import.meta.vitest) {\nconst { ${module?.names ?? ""} } = import.meta.vitest;\n${tests.join("\n")}\n}`;
}

const ENDING = /\.[cm]?[jt]sx?$/;

function isModuleAt(path: string, text: string): boolean {
  return /^\s*(?:import|export)\s/m.test(text) || /\.m[jt]sx?$/.test(path);
}

function loadedBy(isModule: boolean): (module: string) => string {
  return (module) =>
    isModule
      ? `(typeof require === "function" ? require(${JSON.stringify(module)}) : await import(${JSON.stringify(module)}))`
      : `require(${JSON.stringify(module)})`;
}

/** Jest's compiler of TypeScript may know no types of Node's own modules, and refuses the file then. */
function canLoad(path: string, { name }: Style): boolean {
  return name !== "jest" || !/\.[cm]?tsx?$/.test(path);
}

/** What loads a module has to wait for it. */
function awaiting(test: string, body: string): string {
  return body.includes("await ") ? test.replace("() => {", "async () => {") : test;
}

/** Called once for a whole file, these let no other test follow. */
const ENDED = /^(?:tap|t|test)\.(?:plan|end|onFinish)\(/m;

/**
 * The named file with a test at its end, for which it brings the runner and the judge as the file itself may have altered them.
 * Null where no test may follow.
 */
export function controlInside({ path, text, name }: AskedInside, style: Style): string | null {
  if (!ENDING.test(path) || ENDED.test(text)) return null;
  const isModule = isModuleAt(path, text);
  const load = loadedBy(isModule);
  const { module, test } = style.test;
  const taken = (names: string, { from, isDefault }: From) => {
    const named = isDefault && isModule ? `{ default: ${names} }` : isDefault ? names : `{ ${names} }`;
    const loaded = isModule ? `await import(${JSON.stringify(from)})` : load(from);
    return `const ${named} = ${loaded};`;
  };
  const body = [
    usesAssert(style) ? taken("assert", { from: "node:assert", isDefault: true }) : "",
    usesAssert(style) && isNode(style)
      ? taken("execFileSync", { from: "node:child_process", isDefault: false })
      : "",
    wrong(style, numbersOf(name), canLoad(path, style) ? load : null),
  ].join(" ");
  const own = awaiting(test(JSON.stringify(name), ` ${body} `), body);
  if (isInSource(text, style)) return `${text.trimEnd()}\n\n${inSourceBlock([own], style)}\n`;
  const runner = module === null ? "" : taken(module.names, module);
  return `${text.trimEnd()}\n\n{ ${runner} ${own} }\n`;
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
