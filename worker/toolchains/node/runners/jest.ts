// Jest: its own JSON document in a file.
import { readJestJson } from "./jest-json.ts";
import { program, type Style } from "./style.ts";

export const jest: Style = {
  name: "jest",
  packages: "jest(?:-[\\w-]+)?|@jest|expect",
  mains: "(?:jest|jest-cli)/bin/jest[.]js|react-scripts/scripts/test[.]js",
  program: new RegExp(`${program("jest").source}|^react-scripts test(?= |$)`),
  valued:
    /^(?:-[ctw]|--(?:config|testNamePattern|maxWorkers|rootDir|roots|env|testEnvironment|testMatch|testTimeout|selectProjects|shard|reporters|outputFile|setupFiles|testRegex|testPathIgnorePatterns))$/,
  reporting: (path) => ({ options: `--json --outputFile=${path}` }),
  only: (files) => `--runTestsByPath ${files.join(" ")}`,
  byTitle: { option: "-t" },
  read: readJestJson,
  test: {
    module: null,
    test: (name, body) => `test(${name}, () => {${body}});`,
    wrong: "expect(1).toBe(2);",
    right: "expect(1).toBe(1);",
    throwing: true,
  },
};
