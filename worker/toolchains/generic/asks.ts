// What code in any language says that looks at the machine it is measured on.
import type { Asks } from "../language.ts";

export const asks: Asks = {
  // A test that reads code tests its text.
  "own-source":
    /\b(?:readFile\w*|read_text|open|ReadFile|read_to_string|include_str|File\.read|file_get_contents|fopen|readString|readAllLines)\b[\s\S]{0,120}\.(?:[cm]?[jt]sx?|py|go|rs|java|kt|c|h|cc|cpp|hpp|rb|php)["'`]/,
  process: /\/proc\b|\/dev\/(?:std|fd|tty)|\/sys\/fs\/cgroup|\/\.dockerenv|\/etc\/(?:hostname|machine-id)/,
  runner:
    /\b(?:NODE_TEST_CONTEXT|JEST_WORKER_ID|VITEST|PYTEST_CURRENT_TEST|PYTEST_VERSION|CARGO_MANIFEST_DIR|GITHUB_ACTIONS|CONTINUOUS_INTEGRATION|npm_lifecycle_\w+|LCOV|NODE_V8_COVERAGE|COVERAGE_\w+|GOCOVERDIR|LLVM_PROFILE_FILE)\b|\b(?:env|environ|ENV)\s*(?:\??\.\s*|\[\s*["'])CI\b|\bgetenv\s*\(\s*["']CI\b/,
};
