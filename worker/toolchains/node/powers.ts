// Names through which code in JavaScript and TypeScript reaches the machine, the clock or the judge.
import type { Powers } from "../by-syntax.ts";

/** What runners of tests put into the global scope. */
const RUNNERS =
  "describe|it|test|suite|expect|assert|jest|vi|vitest|mocha|jasmine|QUnit|sinon|beforeEach|afterEach|beforeAll|afterAll";

export const powers: Powers = {
  files: /\.[cm]?[jt]sx?$/,
  names: {
    ...{ globalThis: "judge", global: "judge", process: "process", Deno: "process", Bun: "process" },
    ...{ Date: "clock", performance: "clock", eval: "runner", Function: "runner" },
  },
  modules: {},
  brought: /(?!)/,
  variable: /^identifier$/,
  plain:
    />member_expression>object |>new_expression>constructor |>call_expression>function |>binary_expression>right |>pair>value Date$|>arguments> Date$|>unary_expression>|>class_heritage>|>extends_clause>|>(?:import|export)_\w+>/,
  made: /formal_parameters>|parameter>pattern |>arrow_function>parameter |>variable_declarator>name |>(?:function|generator_function|class)_declaration>name |>(?:import_specifier|import_clause|namespace_import)>/,
  maker: /^(?:call|new)_expression$/,
  given: Object.fromEntries(RUNNERS.split("|").map((name) => [name, "runner" as const])),
  declared:
    />(?:\w+_pattern|formal_parameters|\w+_parameter|\w+_specifier|import_clause|namespace_import|catch_clause)>|>variable_declarator>name |>\w+_(?:declaration|expression|signature)>name |>class>name |>arrow_function>parameter |>for_in_statement>left /,
};
