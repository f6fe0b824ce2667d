// Controls in C and C++: where a library's tests are called, or as programs that the build's own file names.
import { expect, it } from "@jest/globals";
import { controlInside } from "../../../worker/toolchains/c/control.ts";
import { ctest } from "../../../worker/toolchains/c/ctest.ts";
import { meson } from "../../../worker/toolchains/c/meson.ts";
import { numbersOf } from "../../../worker/toolchains/numbers.ts";

const names = { loads: [], negative: "kulofi", positive: "gabita" };
const { one, other } = numbersOf("kulofi");
const inside = (besideText: string) =>
  controlInside({ beside: "test/a.c", besideText, ...names })?.content ?? null;

it("stand in the program of a named test that a library runs, behind its tests", () => {
  expect(
    inside(
      '#include "unity.h"\nint main(void) {\n  UNITY_BEGIN();\n  RUN_TEST(a);\n  return UNITY_END();\n}\n',
    ),
  ).toBe(
    `#include "unity.h"\nstatic void kulofi(void) { TEST_ASSERT_EQUAL_INT(${other}, ${one}); }\nstatic void gabita(void) { TEST_ASSERT_EQUAL_INT(${one}, ${one}); }\nint main(void) {\n  UNITY_BEGIN();\n  RUN_TEST(a); RUN_TEST(kulofi); RUN_TEST(gabita);\n  return UNITY_END();\n}\n`,
  );
  expect(inside("#include <check.h>\nvoid f(TCase *core) {\n  tcase_add_test(core, a);\n}\n")).toBe(
    `#include <check.h>\nSTART_TEST(kulofi) { ck_assert_int_eq(${other}, ${one}); } END_TEST\nSTART_TEST(gabita) { ck_assert_int_eq(${one}, ${one}); } END_TEST\nvoid f(TCase *core) {\n  tcase_add_test(core, a); tcase_add_test(core, kulofi); tcase_add_test(core, gabita);\n}\n`,
  );
  expect(inside("#include <gtest/gtest.h>\nTEST(A, b) {}\n")).toBe(
    `#include <gtest/gtest.h>\nTEST(A, b) {}\n\nTEST(kulofi, kulofi) { EXPECT_EQ(${one}, ${other}); }\nTEST(kulofi, gabita) { EXPECT_EQ(${one}, ${one}); }\n`,
  );
});

it("are none where nobody sees which tests run", () => {
  expect([inside('#include "unity.h"\nvoid a(void) {}\n'), inside("#include <assert.h>\n")]).toEqual([
    null,
    null,
  ]);
});

it("are programs of their own where the build's own file names programs", () => {
  const asked = { ...names, beside: "test/a.cpp", besideText: "int main() {}\n" };
  const cmake = ctest.control({ ...asked, manifest: "project(a CXX)\n" });
  expect([cmake?.path, cmake?.content, cmake?.besides?.map(({ path }) => path)]).toEqual([
    "CMakeLists.txt",
    "project(a CXX)\n\nenable_testing()\nadd_executable(kulofi kulofi.cpp)\nadd_test(NAME kulofi COMMAND kulofi)\nenable_testing()\nadd_executable(gabita gabita.cpp)\nadd_test(NAME gabita COMMAND gabita)\n",
    ["kulofi.cpp", "gabita.cpp"],
  ]);
  const built = meson.control({ ...asked, beside: "test/a.c", manifest: "project('a', 'c')\n" });
  expect([built?.path, built?.content]).toEqual([
    "meson.build",
    "project('a', 'c')\n\ntest('kulofi', executable('kulofi', 'kulofi.c'))\ntest('gabita', executable('gabita', 'gabita.c'))\n",
  ]);
  expect(ctest.control({ ...asked, manifest: null })).toBeNull();
});
