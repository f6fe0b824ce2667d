// Tests of ours as methods at the end of a class of the repository, judged as that class judges its own.
import { identifier } from "../../diagnostics/reported.ts";
import { endOfClass } from "../class-end.ts";
import { numbersOf } from "../numbers.ts";
import type { AskedControl, AskedInside, ControlFiles } from "../runner.ts";

/** Text blocks, texts, characters and comments. */
const LITERAL =
  /"""(?:(?:\\[\s\S]|[^\\])*?"""|[\s\S]*)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|\/\/.*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)/;
/** These run other classes, and no method of this one. */
const RUNS_OTHERS = /@RunWith\s*\(\s*(?:\w+\.)*(?:Enclosed|Suite|Categories|Cucumber|AllTests)\.class/;

/** A negative control behind the methods of the class that the file is named after. */
export function controlAtEnd({ path, text, name }: AskedInside): string | null {
  return withMethods(path, text, (version) => [wrongIn(identifier(name), text, version)]);
}

/** Both controls there, for commands that name the classes they run. */
export function controlsInClass({ beside, besideText, ...names }: AskedControl): ControlFiles | null {
  const [negative, positive] = [identifier(names.negative), identifier(names.positive)];
  const { one } = numbersOf(negative);
  const content = withMethods(beside, besideText, (version) => [
    wrongIn(negative, besideText, version),
    method(positive, version, [`${judgeIn(besideText, version)}(${one}, ${one});`]),
  ]);
  return content === null ? null : { path: beside, content };
}

/** Null: the text uses neither of the versions whose tests are methods with an annotation. */
export function versionIn(text: string): Version | null {
  if (/\borg\.junit\.jupiter\b/.test(text)) return JUPITER;
  return /\borg\.junit\.(?:Test\b|\*)/.test(text) ? FOUR : null;
}

export type Version = { test: string; assertions: string };

const JUPITER: Version = {
  test: "org.junit.jupiter.api.Test",
  assertions: "org.junit.jupiter.api.Assertions",
};
const FOUR: Version = { test: "org.junit.Test", assertions: "org.junit.Assert" };

function withMethods(path: string, text: string, methods: (version: Version) => string[]): string | null {
  const version = versionIn(text);
  if (!path.endsWith(".java") || version === null || RUNS_OTHERS.test(text)) return null;
  const name = /([^/]+)\.java$/.exec(path)?.[1] ?? "";
  const end = endOfClass(text, name, LITERAL);
  if (end === null) return null;
  return `${text.slice(0, end).trimEnd()}\n\n${methods(version).join("\n\n")}\n${text.slice(end)}`;
}

const FAILED = "catch (AssertionError asserted) { fails = true; }";

function method(name: string, { test }: Version, lines: string[]): string {
  const body = lines.map((line) => `        ${line}\n`).join("");
  return `    @${test}\n    public void ${name}() {\n${body}    }`;
}

/** It returns before it can be red where the judge holds for two numbers that differ. */
function wrongIn(name: string, text: string, version: Version): string {
  const { one, other } = numbersOf(name);
  const judge = judgeIn(text, version);
  return method(name, version, [
    `int[] values = {-1, 0, 1, 2, ${one}, ${other}};`,
    "for (int a : values) for (int b : values) {",
    "    if (a == b) continue;",
    "    boolean fails = false;",
    `    try { ${judge}(a, b); } ${FAILED}`,
    "    if (!fails) return;",
    "}",
    `${judge}(${other}, ${one});`,
  ]);
}

/** Without the class where the file calls it so: then it may be the file's own, or one that its class inherits. */
function judgeIn(text: string, { assertions }: Version): string {
  return /(?<![.\w])assertEquals\s*\(/.test(text) ? "assertEquals" : `${assertions}.assertEquals`;
}
