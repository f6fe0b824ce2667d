// Tests of ours in C and C++: in the program of the named test where a library of tests is there, else programs of their own.
import { identifier } from "../../diagnostics/reported.ts";
import { numbersOf } from "../numbers.ts";
import type { AskedControl, ControlFiles } from "../runner.ts";

type Written = { includes: RegExp; with(text: string, names: Names): string | null };
type Names = { negative: string; positive: string; one: number; other: number };

const LIBRARIES: readonly Written[] = [
  {
    includes: /^#\s*include\s*[<"]gtest\/gtest\.h[>"].*$/m,
    with: (text, { negative, positive, one, other }) =>
      `${text.trimEnd()}\n\nTEST(${negative}, ${negative}) { EXPECT_EQ(${one}, ${other}); }\nTEST(${negative}, ${positive}) { EXPECT_EQ(${one}, ${one}); }\n`,
  },
  {
    includes: /^#\s*include\s*[<"](?:\.\.\/|[\w-]+\/)*unity\.h[>"].*$/m,
    with: (text, { negative, positive, one, other }) => {
      const test = (name: string, wanted: number) =>
        `static void ${name}(void) { TEST_ASSERT_EQUAL_INT(${wanted}, ${one}); }`;
      return calling(text, /\bRUN_TEST\s*\([^;\n]*\)\s*;/g, {
        defined: `${test(negative, other)}\n${test(positive, one)}`,
        called: () => `RUN_TEST(${negative}); RUN_TEST(${positive});`,
        behind: /^#\s*include\s*[<"](?:\.\.\/|[\w-]+\/)*unity\.h[>"].*$/m,
      });
    },
  },
  {
    includes: /^#\s*include\s*[<"]check\.h[>"].*$/m,
    with: (text, { negative, positive, one, other }) => {
      const test = (name: string, wanted: number) =>
        `START_TEST(${name}) { ck_assert_int_eq(${wanted}, ${one}); } END_TEST`;
      return calling(text, /\btcase_add_(?:loop_)?test\s*\(\s*(\w+)\s*,[^;\n]*\)\s*;/g, {
        defined: `${test(negative, other)}\n${test(positive, one)}`,
        called: (group) => `tcase_add_test(${group}, ${negative}); tcase_add_test(${group}, ${positive});`,
        behind: /^#\s*include\s*[<"]check\.h[>"].*$/m,
      });
    },
  },
];

/** Null: no library that we know, or no place in this file at which its tests are called. */
export function controlInside({ beside, besideText, ...names }: AskedControl): ControlFiles | null {
  const [negative, positive] = [identifier(names.negative), identifier(names.positive)];
  const library = LIBRARIES.find(({ includes }) => includes.test(besideText));
  const content = library?.with(besideText, { negative, positive, ...numbersOf(negative) }) ?? null;
  return content === null ? null : { path: beside, content };
}

type Calling = { defined: string; called(group: string): string; behind: RegExp };

/** Definitions behind the library's own lines, and calls behind the last one in the text, so that they run after the others. */
function calling(text: string, call: RegExp, { defined, called, behind }: Calling): string | null {
  const last = [...text.matchAll(call)].at(-1);
  if (last === undefined) return null;
  const at = last.index + last[0].length;
  const withCalls = `${text.slice(0, at)} ${called(last[1] ?? "")}${text.slice(at)}`;
  return withCalls.replace(behind, (line) => `${line}\n${defined}`);
}

/** Two programs at the root, each of which compares two numbers. `named`: what the build's own file says of them. */
export function controlPrograms(
  { beside, manifest, ...names }: AskedControl,
  path: string,
  named: (name: string, source: string) => string,
): ControlFiles | null {
  if (manifest === null || manifest === undefined) return null;
  const [negative, positive] = [identifier(names.negative), identifier(names.positive)];
  const { one, other } = numbersOf(negative);
  const ending = /\.(?:cc|cpp|cxx)$/.exec(beside)?.[0] ?? ".c";
  const program = (name: string, wanted: number) => ({
    path: `${name}${ending}`,
    content: `#include <stdio.h>\n\nint main(void)\n{\n    if (${one} == ${wanted})\n        return 0;\n    fprintf(stderr, "Assertion failed: ${one} == ${wanted}\\n");\n    return 1;\n}\n`,
  });
  const lines = [negative, positive].map((name) => named(name, `${name}${ending}`));
  return {
    path,
    content: `${manifest.trimEnd()}\n\n${lines.join("\n")}\n`,
    besides: [program(negative, other), program(positive, one)],
  };
}
