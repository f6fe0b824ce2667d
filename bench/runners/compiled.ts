// The runners of Go, Rust, C and C++, from distribution packages.
import type { Trial } from "./trial.ts";

const C = {
  "src/add.h": "int add(int a, int b);\n",
  "src/add.c": '#include "add.h"\n\nint add(int a, int b) {\n    return a + b;\n}\n',
};
const IN_C = { file: "src/add.c", from: "a + b", to: "a - b" };
const PLAIN_TEST =
  '#include <assert.h>\n#include "../src/add.h"\n\nint main(void) {\n    assert(add(1, 2) == 3);\n    return 0;\n}\n';
const NONE = { checks: null, packages: null };

export const compiled: Trial[] = [
  {
    ...{ runner: "go test", ...NONE },
    files: {
      "go.mod": "module example.com/adding\n\ngo 1.19\n",
      "add.go": "package adding\n\nfunc Add(a, b int) int {\n\treturn a + b\n}\n",
      "add_test.go":
        'package adding\n\nimport "testing"\n\nfunc TestAddsNumbers(t *testing.T) {\n\tif got := Add(1, 2); got != 3 {\n\t\tt.Errorf("got %d, want 3", got)\n\t}\n}\n',
    },
    test: { file: "add_test.go", name: "TestAddsNumbers" },
    fault: { file: "add.go", from: "a + b", to: "a - b" },
  },
  {
    ...{ runner: "cargo test", ...NONE },
    files: {
      "Cargo.toml": '[package]\nname = "adding"\nversion = "0.1.0"\nedition = "2021"\n',
      "src/lib.rs": "pub fn add(a: i32, b: i32) -> i32 {\n    a + b\n}\n",
      "tests/adding.rs":
        "use adding::add;\n\n#[test]\nfn adds_numbers() {\n    assert_eq!(add(1, 2), 3);\n}\n",
    },
    test: { file: "tests/adding.rs", name: "adds_numbers" },
    fault: { file: "src/lib.rs", from: "a + b", to: "a - b" },
  },
  {
    ...{ runner: "CTest", ...NONE, fault: IN_C },
    files: {
      ...C,
      "test/adds_numbers.c": PLAIN_TEST,
      "CMakeLists.txt": `cmake_minimum_required(VERSION 3.16)
project(adding C)
enable_testing()
add_executable(adds_numbers test/adds_numbers.c src/add.c)
add_test(NAME adds_numbers COMMAND adds_numbers)
`,
    },
    test: { file: "test/adds_numbers.c", name: "adds_numbers" },
  },
  {
    ...{ runner: "Meson", ...NONE, fault: IN_C },
    files: {
      ...C,
      "test/adds_numbers.c": PLAIN_TEST,
      "meson.build":
        "project('adding', 'c')\ntest('adds_numbers', executable('adds_numbers', 'test/adds_numbers.c', 'src/add.c'))\n",
    },
    test: { file: "test/adds_numbers.c", name: "adds_numbers" },
  },
  {
    ...{ runner: "GoogleTest", checks: null, packages: { image: "c", names: ["libgtest-dev"] } },
    files: {
      "src/add.h": "int add(int a, int b);\n",
      "src/add.cpp": '#include "add.h"\n\nint add(int a, int b) {\n    return a + b;\n}\n',
      "test/add_test.cpp":
        '#include <gtest/gtest.h>\n#include "../src/add.h"\n\nTEST(Add, AddsNumbers) { EXPECT_EQ(add(1, 2), 3); }\n',
      Makefile:
        ".PHONY: all test\nall:\ntest:\n\tg++ -o /tmp/add_test test/add_test.cpp src/add.cpp -lgtest -lgtest_main -lpthread\n\t/tmp/add_test\n",
    },
    test: { file: "test/add_test.cpp", name: "Add.AddsNumbers" },
    fault: { file: "src/add.cpp", from: "a + b", to: "a - b" },
  },
  {
    ...{ runner: "Check", checks: null, packages: { image: "c", names: ["check"] }, fault: IN_C },
    files: {
      ...C,
      "test/check_add.c": `#include <check.h>
#include "../src/add.h"

START_TEST(adds_numbers) { ck_assert_int_eq(add(1, 2), 3); }
END_TEST

int main(void) {
    Suite *suite = suite_create("Add");
    TCase *core = tcase_create("Core");
    tcase_add_test(core, adds_numbers);
    suite_add_tcase(suite, core);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
`,
      Makefile:
        ".PHONY: all test\nall:\ntest:\n\tgcc -o /tmp/check_add test/check_add.c src/add.c $$(pkg-config --cflags --libs check)\n\t/tmp/check_add\n",
    },
    test: { file: "test/check_add.c", name: "adds_numbers" },
  },
  {
    // A stand-in of a dozen lines prints as Unity does: the library itself is in no registry that bootstrap asks.
    ...{ runner: "Unity", ...NONE, fault: IN_C },
    files: {
      ...C,
      "unity/unity.h": `#include <stdio.h>
static int failed, tests, fails;
#define TEST_ASSERT_EQUAL_INT(want, got) do { int w = (want), g = (got); if (w != g) { \\
    printf("%s:%d:%s:FAIL: Expected %d Was %d\\n", __FILE__, __LINE__, __func__, w, g); failed = 1; return; } } while (0)
#define RUN_TEST(test) do { failed = 0; tests++; test(); if (failed) fails++; \\
    else printf("%s:%d:%s:PASS\\n", __FILE__, __LINE__, #test); } while (0)
#define UNITY_END() (printf("\\n-----------------------\\n%d Tests %d Failures 0 Ignored \\n%s\\n", tests, fails, fails ? "FAIL" : "OK"), fails)
`,
      "test/test_add.c": `#include "../unity/unity.h"
#include "../src/add.h"

static void adds_numbers(void) { TEST_ASSERT_EQUAL_INT(3, add(1, 2)); }

int main(void) {
    RUN_TEST(adds_numbers);
    return UNITY_END();
}
`,
      Makefile:
        ".PHONY: all test\nall:\ntest:\n\tgcc -o /tmp/test_add test/test_add.c src/add.c\n\t/tmp/test_add\n",
    },
    test: { file: "test/test_add.c", name: "adds_numbers" },
  },
];
