// A build file decides how tests run, unless a change of it only names more of them.
import { describe, expect, it } from "@jest/globals";
import { suspicions } from "../../../worker/evidence/scrutiny/tampering.ts";
import { aChange, aPatch } from "../../support/builders.ts";

describe("a build file", () => {
  const CMAKE = "test/CMakeLists.txt";

  it.each([
    [
      CMAKE,
      [],
      ["add_executable(sum_test sum.c)", "target_link_libraries(sum_test core)", "add_test(sum sum_test)"],
    ],
    [CMAKE, ["add_executable(all a.c)"], ["add_executable(all a.c b.c)"]],
    [CMAKE, [], ["  parse_sums.cpp"]],
    [CMAKE, ["set(TESTS", "  b.c)"], ["set(TESTS", "  b.c", "  c.c)"]],
    ["meson.build", [], ["test('sum', executable('sum', 'sum.c'))"]],
    ["meson.build", ["sources += ['a.c']"], ["sources += ['a.c', 'b.c']"]],
    ["Makefile", ["TESTS = a b"], ["TESTS = a b c"]],
    ["Makefile", [], ["  sum.o \\"]],
  ])("that only names more in %s: %j, %j", (path, removed, added) => {
    expect(suspicions(aPatch(aChange({ path, removed, added })))).toEqual([]);
  });

  it.each([
    [CMAKE, ["add_test(sum sum_test)"], []],
    [CMAKE, ["add_executable(all a.c b.c)"], ["add_executable(all a.c c.c)"]],
    [CMAKE, [], ["set_tests_properties(sum PROPERTIES WILL_FAIL TRUE)"]],
    [CMAKE, [], ["add_test(NAME sum COMMAND true)"]],
    [CMAKE, [], ["add_test(NAME sum COMMAND sum_test --filter=none)"]],
    [CMAKE, [], ["set(CMAKE_BUILD_TYPE Release)"]],
    [CMAKE, [], ["target_link_libraries(sum_test -Wl,--wrap=strcmp)"]],
    [CMAKE, [], ["target_compile_definitions(sum_test PRIVATE NDEBUG)"]],
    ["meson.build", [], ["test('sum', sum, should_fail: true)"]],
    ["Makefile", [], ["\ttrue"]],
    ["Makefile", ["\t./run-tests"], ["\t./run-tests || true"]],
    ["Makefile", [], ["CFLAGS += -DNDEBUG"]],
    ["Makefile", ["TESTS = a b"], ["TESTS = a"]],
  ])("that decides how tests run, in %s: %j, %j", (path, removed, added) => {
    expect(suspicions(aPatch(aChange({ path, removed, added })))).toContainEqual({
      kind: "test-settings",
      path,
    });
  });
});
