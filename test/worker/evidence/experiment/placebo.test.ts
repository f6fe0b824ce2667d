// A placebo alters what only a reader sees.
import { expect, it } from "@jest/globals";
import { placeboOf } from "../../../../worker/evidence/experiment/placebo.ts";

const CODE = `// Adds numbers.

export function sum(numbers) {
  // Starts at 0.
  // eslint-disable-next-line no-console
  const said = "// not a comment";
  /* stays */
  return numbers.reduce((a, b) => a + b, 0);
}
`;

it("has other words in its comments and another line at its end, and the same code", () => {
  expect(placeboOf("src/sum.js", CODE)).toBe(
    CODE.replace("// Starts at 0.", "// Nothing here behaves otherwise.") +
      "\n// Nothing here behaves otherwise.\n",
  );
});

it("keeps what a tool reads", () => {
  const python =
    "#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\nx = 1  # type: ignore\n# noqa\n# type: ignore\n# Words.\n";
  expect(placeboOf("a.py", python)).toBe(
    `${python.replace("# Words.", "# Nothing here behaves otherwise.")}\n# Nothing here behaves otherwise.\n`,
  );
  const go = "//go:build linux\n\npackage a\n\n//go:embed x.txt\nvar x string\n// nolint\n//nolint:all\n";
  expect(placeboOf("a.go", go)).toBe(`${go}\n// Nothing here behaves otherwise.\n`);
});

it("is none where nobody knows how comments are written, or how lines end", () => {
  expect(["a.txt", "a.css"].map((path) => placeboOf(path, "# x\n"))).toEqual([null, null]);
  expect(placeboOf("a.js", "// a\r\n")).toBeNull();
});
