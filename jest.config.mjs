// Jest loads what production runs: native ES modules, types stripped by Node itself, nothing mocked or remapped.
export default {
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testPathIgnorePatterns: ["<rootDir>/test/fixtures/"],
  modulePathIgnorePatterns: ["<rootDir>/test/fixtures/", "<rootDir>/.data/"],
  extensionsToTreatAsEsm: [".ts"],
  moduleFileExtensions: ["ts", "mjs", "js", "json"],
  transform: { "\\.ts$": "<rootDir>/test/support/strip-types.mjs" },
  testSequencer: "<rootDir>/test/support/dearest-first.mjs",
  // A good part of what a test waits for is the engine, not the processor: three workers keep two cores busy.
  maxWorkers: 3,
  // What a test file loaded is never let go (jestjs/jest#14605), and the larger a process the dearer each child it starts.
  workerIdleMemoryLimit: "300MB",
  testTimeout: 240_000,
};
