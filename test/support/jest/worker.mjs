// One process that runs test files, one after another.
const light = new URL("worker-runner.js", import.meta.resolve("jest-light-runner")).href;

/** `given`: what Jest knows of this run. */
export async function setup(given) {
  (await import(light)).setWorkerData(given);
}

export async function run(path) {
  return (await import(light)).default(path);
}
