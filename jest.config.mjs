// Tests run in bare Node.js, as production does: it strips the types itself, loads a module once a worker, and nothing is mocked or remapped.
export default {
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testPathIgnorePatterns: ["<rootDir>/test/fixtures/"],
  modulePathIgnorePatterns: ["<rootDir>/test/fixtures/", "<rootDir>/.data/"],
  moduleFileExtensions: ["ts", "mjs", "js", "json"],
  transform: {},
  runner: "<rootDir>/test/support/jest/runner.mjs",
  setupFiles: ["<rootDir>/test/support/jest/setup.mjs"],
  testSequencer: "<rootDir>/test/support/jest/dearest-first.mjs",
  // A good part of what a test waits for is the engine, not the processor: three workers keep two cores busy.
  maxWorkers: 3,
};
