// Reports of coverage tools, read from what a sandbox printed.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { gcov } from "../../../worker/toolchains/c/coverage.ts";
import { type LineCounts, lcov, MOST_COUNTS } from "../../../worker/toolchains/coverage.ts";
import { profile } from "../../../worker/toolchains/go/coverage.ts";

const told = (counts: LineCounts) =>
  Object.fromEntries([...counts].map(([file, lines]) => [file, [...lines]]));
const wanted = new Set(["src/a.js", "slug.go", "src/trim.c"]);

describe("a coverage report", () => {
  it("in lcov is read for the files asked for, whichever way they are named, and adds up", () => {
    const report = `TN:
SF:/repo/src/a.js
FN:1,f
DA:1,1
DA:2,0
end_of_record
SF:src/other.js
DA:1,5
SF:./src/a.js
DA:2,3,checksum
DA:3,0
`;
    expect(told(lcov(report, wanted))).toEqual({
      "src/a.js": [
        [1, 1],
        [2, 3],
        [3, 0],
      ],
    });
  });

  it("of Go counts every line of a block, below the module's name", () => {
    const report = `example.com/slug
mode: set
example.com/slug/slug.go:3.30,5.2 2 1
example.com/slug/slug.go:5.2,6.3 1 0
example.com/other/slug.go:9.1,9.9 1 1
`;
    expect(told(profile(report, wanted))).toEqual({
      "slug.go": [
        [3, 1],
        [4, 1],
        [5, 1],
        [6, 0],
      ],
    });
  });

  it("of gcov leaves out what cannot run", () => {
    const report = `        -:    0:Source:src/trim.c
        -:    0:Graph:trim.gcno
        -:    1:#include "trim.h"
        2:    6:char *trim(char *text)
       3*:    7:    while (*text)
    #####:    8:        text++;
    =====:    9:    abort();
        -:    0:Source:/usr/include/x.h
        1:    1:int x;
`;
    expect(told(gcov(report, wanted))).toEqual({
      "src/trim.c": [
        [6, 2],
        [7, 3],
        [8, 0],
        [9, 0],
      ],
    });
  });

  it.each(["/repo/src/a.js", "./src/a.js", "../../repo/src/a.js", "src/a.js"])(
    "knows a file as %s",
    (name) => {
      expect(told(lcov(`SF:${name}\nDA:1,1\n`, wanted))).toEqual({ "src/a.js": [[1, 1]] });
    },
  );

  it.each(["repo/src/a.js", "../src/a.js", "/tmp/repo/src/a.js"])("takes %s for another file", (name) => {
    expect(told(lcov(`SF:${name}\nDA:1,1\n`, wanted))).toEqual({});
  });

  it("is read no further than a bound, however long its blocks are", () => {
    const report = `m\nm/slug.go:1.1,999999999.1 1 1\nm/slug.go:1.1,2.1 1 1`;
    expect(profile(report, wanted).get("slug.go")?.size).toBe(MOST_COUNTS);
  });

  it("is read without failing, whatever it is", () => {
    const piece = fc.constantFrom(
      "SF:",
      "DA:",
      "src/a.js",
      "slug.go:",
      "1.2,3.4 1 1",
      "    #####:",
      "   1:",
      "0:Source:",
      ",",
      "\n",
      "9".repeat(30),
      "m\n",
      "m/",
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: "binary", maxLength: 5 })), { maxLength: 20 }),
        (pieces) => {
          const report = pieces.join("");
          for (const read of [lcov, profile, gcov])
            for (const file of read(report, wanted).keys()) expect(wanted.has(file)).toBe(true);
        },
      ),
    );
  });
});
