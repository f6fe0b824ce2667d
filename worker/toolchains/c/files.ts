// What paths say in C and C++.
import type { Files } from "../language.ts";
import { cmakeRegistrations, mesonRegistrations } from "./registrations.ts";
import { cmakeTestPrograms, makeTestPrograms } from "./test-programs.ts";

export const files: Files = {
  shadows: /(^|\/)(?:assert|check)\.h$|(^|\/)gtest\/[^/]+\.h$|(^|\/)unity(?:_internals)?\.[ch]$/,
  declares: /\.(?:h|hh|hpp|hxx)$/i,
  code: /\.(?:c|cc|cpp|cxx|h|hh|hpp|hxx)$/i,
  testSettings: /(^|\/)(CMakeLists\.txt|meson\.build)$/,
  testPrograms: [cmakeTestPrograms, makeTestPrograms],
  registrations: [cmakeRegistrations, mesonRegistrations],
};
