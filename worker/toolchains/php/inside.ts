// A test of ours at the end of a test file in PHP: a method of its class, or a test of Pest's where it has no class.
import { identifier } from "../../diagnostics/reported.ts";
import { endOfClass } from "../class-end.ts";
import { numbersOf } from "../numbers.ts";
import type { AskedInside } from "../runner.ts";

/** Texts, with those that end at a word of their own, and comments. An attribute begins as a comment does. */
const LITERAL =
  /"(?:\\[\s\S]|[^"\\])*"?|'(?:\\[\s\S]|[^'\\])*'?|<<<[ \t]*["']?(?<word>\w+)["']?\r?\n(?:[\s\S]*?\n[ \t]*\k<word>\b|[\s\S]*)|\/\/.*|#(?!\[).*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)/;
const OF_PEST = /^(?:it|test|describe)\(/m;

/** Null where no test may follow: behind the end of the code, or in a file that is neither. */
export function controlAtEnd({ path, text, name }: AskedInside): string | null {
  const own = identifier(name);
  const end = endOfClass(text, /([^/]+)\.php$/.exec(path)?.[1] ?? "", LITERAL);
  if (OF_PEST.test(text))
    return text.trimEnd().endsWith("?>")
      ? null
      : `${text.trimEnd()}\n\ntest('${own}', function () {\n${wrongIn(own)}});\n`;
  if (end === null) return null;
  const method = `    public function test_${own}(): void\n    {\n${wrongIn(own)}    }`;
  return `${text.slice(0, end).trimEnd()}\n\n${method}\n${text.slice(end)}`;
}

/** It returns before it can be red where the judge holds for two values that differ. */
function wrongIn(name: string): string {
  const { one, other } = numbersOf(name);
  return [
    "$values = [null, '', -1, 0, 2, 'a', [], true];",
    "foreach ($values as $at => $a) foreach ($values as $beside => $b) {",
    "    if ($at === $beside) continue;",
    "    $fails = false;",
    "    try { $this->assertSame($a, $b); } catch (\\PHPUnit\\Framework\\AssertionFailedError $asserted) { $fails = true; }",
    "    if (!$fails) return;",
    "}",
    `$this->assertSame(${other}, ${one});`,
  ]
    .map((line) => `        ${line}\n`)
    .join("");
}
