// The condition under which code is built, and the command of the project that builds it.
import { expect, it } from "@jest/globals";
import { builtBy } from "../../../worker/toolchains/building.ts";
import { aTree } from "./told.ts";

const RUST = {
  "Cargo.toml": '[package]\nname = "a"\n[features]\nfast = []\n',
  "src/lib.rs": '#[cfg(feature = "fast")]\nmod quick;\nmod plain;\n',
};
const lib = `pub fn a() -> u8 {
    1
}

#[cfg(feature = "fast")]
impl A {
    pub fn b() -> u8 {
        2
    }
}

pub fn c() {}
`;
const C =
  "#ifndef A_H\n#define A_H\nint a;\n#if defined(FAST) && X\nint b;\n#else\nint c;\n#endif\nint d;\n#endif\n";
const GO = "// Notes.\n\n//go:build integration && !windows\n\npackage a\n";

it.each<[string, string, number, Record<string, string>, string | null, string | null]>([
  ["src/a.rs", lib, 8, RUST, '#[cfg(feature = "fast")]', "cargo test --features fast"],
  ["src/a.rs", lib, 2, RUST, null, null],
  ["src/a.rs", lib, 12, RUST, null, null],
  ["src/a.rs", lib, 8, { "Cargo.toml": "[package]" }, '#[cfg(feature = "fast")]', null],
  ["src/quick.rs", "fn a() {}", 1, RUST, '#[cfg(feature = "fast")]', "cargo test --features fast"],
  ["src/plain.rs", "fn a() {}", 1, RUST, null, null],
  [
    "tests/a.rs",
    '#![cfg(feature = "fast")]\nfn a() {}',
    2,
    RUST,
    '#![cfg(feature = "fast")]',
    "cargo test --features fast",
  ],
  ["a.c", C, 5, { Makefile: "fast:\n\tcc -DFAST a.c\n" }, "#if defined(FAST) && X", "make fast"],
  ["a.c", C, 7, {}, "#else of #if defined(FAST) && X", null],
  ["a.c", C, 9, {}, null, null],
  [
    "a.c",
    C,
    5,
    { "CMakeLists.txt": 'option(FAST "" OFF)' },
    "#if defined(FAST) && X",
    "cmake -S . -B build -DFAST=ON",
  ],
  ["a_test.go", GO, 5, {}, "//go:build integration && !windows", "go test -tags integration ./..."],
  ["a_windows.go", "package a", 1, {}, "a_windows.go", "GOOS=windows go vet ./..."],
  ["a_slug.go", "package a", 1, {}, null, null],
  [
    "check/pad.c",
    "",
    1,
    { Makefile: "all: a\ncheck-pad: check/pad\n\t./check/pad\n" },
    null,
    "make check-pad",
  ],
  [
    "integration/a.js",
    "",
    1,
    {
      "package.json": '{ "scripts": { "test": "node --test test", "test:all": "node --test integration" } }',
    },
    null,
    "npm run test:all",
  ],
])("%s at its line %#", async (path, text, line, files, condition, command) => {
  expect(await builtBy({ path, text, line }, aTree(files))).toEqual({ condition, command });
});
