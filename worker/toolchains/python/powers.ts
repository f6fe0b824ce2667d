// Names through which code in Python reaches the machine, the clock or the judge.
import type { Powers } from "../by-syntax.ts";

export const powers: Powers = {
  files: /\.py$/,
  names: { __builtins__: "judge", eval: "runner", exec: "runner", __import__: "runner", globals: "judge" },
  modules: {
    ...{ sys: "process", os: "environment", time: "clock", datetime: "clock", builtins: "judge" },
    ...{ inspect: "own-source", gc: "judge", importlib: "runner", platform: "process" },
  },
  brought: /^import_statement>dotted_name>/,
  variable: /^identifier$/,
  plain: />attribute>|>dotted_name>|>aliased_import>|>call>function |>keyword_argument>name |>type>/,
  made: /parameters>|parameter>|>assignment>left |>for_statement>left |>(?:function|class)_definition>name |^import_from_statement>|>(?:pattern_list|tuple_pattern|as_pattern_target)>/,
  maker: /(?!)/,
  given: {},
  declared: /(?!)/,
};
