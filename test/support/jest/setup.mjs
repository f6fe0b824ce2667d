// Before the first test file of a worker: `@jest/globals` is what the runner offers, with a limit for each test.
import { registerHooks } from "node:module";

const globals = new URL("globals.mjs", import.meta.url).href;

registerHooks({
  resolve: (name, context, next) =>
    name === "@jest/globals" ? { url: globals, shortCircuit: true } : next(name, context),
});
