// Vitest: its JSON document in a file, beside what it prints for people.
import { readJestJson } from "./jest-json.ts";
import { program, type Style } from "./style.ts";

export const vitest: Style = {
  name: "vitest",
  packages: "vitest|@vitest",
  mains: "vitest/vitest[.]mjs",
  program: new RegExp(`(?:${program("vitest").source})(?: run(?= |$))?`),
  valued:
    /^(?:-[crt]|--(?:config|root|dir|testNamePattern|reporter|outputFile|pool|environment|mode|project|shard|maxWorkers|minWorkers|testTimeout|exclude))$/,
  reporting: (path) => ({ options: `--reporter=default --reporter=json --outputFile.json=${path}` }),
  only: (files) => files.join(" "),
  byTitle: { option: "-t" },
  read: readJestJson,
  test: {
    module: { from: "vitest", names: "expect, test", isDefault: false },
    test: (name, body) => `test(${name}, () => {${body}});`,
    wrong: "expect(1).toBe(2);",
    right: "expect(1).toBe(1);",
    throwing: true,
  },
};
