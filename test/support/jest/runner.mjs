// Runs each test file as jest-light-runner does, in processes of Jest's own pool: those of the light runner can miss the
// message that they begin with, where two of them start at different times.
import { fileURLToPath } from "node:url";
import { Worker } from "jest-worker";

const worker = fileURLToPath(new URL("worker.mjs", import.meta.url));

export default class Runner {
  #globalConfig;

  constructor(globalConfig) {
    this.#globalConfig = globalConfig;
  }

  /** As Jest calls it. */
  async runTests(tests, _watcher, onStart, onResult, onFailure) {
    const globalConfig = this.#globalConfig;
    const projectConfig = tests[0]?.context.config;
    const pool = new Worker(worker, {
      exposedMethods: ["run"],
      numWorkers: globalConfig.maxWorkers,
      // A process that ends under a test is a failure of that test.
      maxRetries: 0,
      setupArgs: [{ globalConfig, projectConfig, runtime: "child_process" }],
    });
    pool.getStdout()?.pipe(process.stdout);
    pool.getStderr()?.pipe(process.stderr);
    const waiting = tests.values();
    const lane = async () => {
      for (const test of waiting) {
        await onStart(test);
        const [ran] = await Promise.allSettled([pool.run(test.path)]);
        if (ran.status === "fulfilled") await onResult(test, ran.value);
        else await onFailure(test, ran.reason);
      }
    };
    await Promise.all(Array.from({ length: globalConfig.maxWorkers }, lane));
    await pool.end();
  }
}
