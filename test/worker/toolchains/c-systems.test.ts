// Which of several build systems a C project is checked with, and with which options.
import { describe, expect, it } from "@jest/globals";
import { aTree, recognised } from "./told.ts";

const check = async (files: Record<string, string>) => (await recognised(aTree(files)))?.checks.test;

describe("a C project with two build systems", () => {
  const sources = { "cJSON.c": "", "test.c": "", "tests/parse.c": "", "tests/print_tests.c": "" };
  const demo = { Makefile: "test: cJSON_test\ncJSON_test: cJSON.c test.c\n" };
  const cmake = {
    "CMakeLists.txt": "add_subdirectory(tests)\n",
    "tests/CMakeLists.txt": `set(unity_tests parse print_tests)\nforeach(t \${unity_tests})\n add_test(NAME \${t})\n`,
  };

  it("is checked with the one that registers more of its tests", async () => {
    expect(await check({ ...sources, ...demo, ...cmake })).toMatch(/ctest/);
    expect(await check({ ...sources, ...demo })).toBe("test: make test");
    // One that names its test files by a pattern registers them, too.
    const all = { Makefile: "check:\n\tfor t in $(wildcard tests/*.c); do ./run $$t; done\n" };
    expect(await check({ ...sources, ...all, ...cmake })).toBe("test: make check");
    // A manifest that builds the tests and registers none has none.
    const builds = { "CMakeLists.txt": "add_executable(parse tests/parse.c tests/print_tests.c)\n" };
    expect(await check({ ...sources, ...demo, ...builds })).toBe("test: make test");
  });

  it("is checked with the one that its Makefile only calls", async () => {
    const calls = {
      Makefile: "all:\n\tcmake -S . -B b\ntest: all\n\tctest --test-dir b # parse print_tests\n",
    };
    expect(await check({ ...sources, ...calls, ...cmake })).toMatch(/^test: cmake .* ctest/);
    expect(await recognised(aTree({ ...sources, ...calls }))).toMatchObject({ image: "c" });
  });

  it("counts only what the file in the root leads to", async () => {
    const inner = {
      "tests/unity/Makefile": "test: test_a test_b test_c\n",
      "tests/unity/test_a.c": "",
      "tests/unity/test_b.c": "",
      "tests/unity/test_c.c": "",
    };
    expect(await check({ ...sources, ...demo, ...cmake, ...inner })).toMatch(/ctest/);
    const leads = { Makefile: "TESTS = tests/unity\ntest:\n\t$(MAKE) -C tests/unity test\n" };
    expect(await check({ ...sources, ...leads, ...cmake, ...inner })).toBe("test: make test");
  });

  it("does not count the tests of what stands in it from elsewhere", async () => {
    const vendored = {
      "vendor/x/CMakeLists.txt": "add_test(NAME a)\n",
      "vendor/x/test_a.c": "",
      "vendor/x/test_b.c": "",
    };
    expect(await check({ ...sources, ...demo, ...vendored, "CMakeLists.txt": "" })).toBe("test: make test");
  });
});

describe("a project with CMake", () => {
  const configured = async (cmake: string, workflow = "") =>
    /cmake -S [^;&|]*/.exec(
      (await check({ "a.c": "", "CMakeLists.txt": cmake, ".github/workflows/ci.yml": workflow })) ?? "",
    )?.[0];

  it("is built with the options for tests, and those that its pipeline turns on", async () => {
    const options = `option(X_BUILD_TESTS "Build tests" OFF)
option(ENABLE_UTILS "Enable utils" Off)
option(ENABLE_SANITIZERS "Asan" OFF)
option(ENABLE_SSL "tls" OFF)
option(ENABLE_EXTRA "more" ON)
`;
    expect(
      await configured(options, "- run: cmake .. -DENABLE_UTILS=On -DENABLE_SANITIZERS=On -DENABLE_EXTRA=ON"),
    ).toBe("cmake -S . -B /tmp/build -DX_BUILD_TESTS=ON -DENABLE_UTILS=ON ");
    expect(await configured('option(ENABLE_SSL_TESTS "Test SSL" OFF)\n')).toBe("cmake -S . -B /tmp/build ");
  });

  it("is built without options where they cannot be had", async () => {
    expect(await check({ "a.c": "", "CMakeLists.txt": "option(BUILD_TESTS OFF)" })).toMatch(
      /^test: \{ cmake -S \. -B \/tmp\/build -DBUILD_TESTS=ON \|\| cmake --fresh -S \. -B \/tmp\/build; \} && cmake --build/,
    );
  });
});
