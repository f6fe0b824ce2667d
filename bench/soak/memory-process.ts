// A worker as a process of its own whose sandboxes are in memory. Arguments: the queue's timing, and the folder of the git
// repository. Ends on SIGTERM.
import { execFileSync } from "node:child_process";
import { createLog } from "../../src/log.ts";
import { nodeTests } from "../../test/support/ports/node-tests.ts";
import type { Tree } from "../../test/support/ports/repository.ts";
import { fakeSandboxes } from "../../test/support/ports/sandboxes.ts";
import { readWorkerConfig } from "../../worker/config.ts";
import { startWorker } from "../../worker/main.ts";

const [timing = "{}", gitDir = ""] = process.argv.slice(2);
const reading = readWorkerConfig();
if (reading.kind === "invalid") throw new Error(JSON.stringify(reading.complaints));
const worker = await startWorker(reading.config, {
  redisUrl: reading.config.redisUrl ?? "",
  log: createLog({ level: "silent", name: "worker" }),
  pace: { spaced: false, secondMs: 1 },
  proveContainment: null,
  timing: JSON.parse(timing),
  sandboxes: fakeSandboxes({ treeOf, machine: nodeTests, images: ["base", "node"] }),
});
process.once("SIGTERM", () => void worker[Symbol.asyncDispose]());

function treeOf(sha: string): Tree {
  const git = (...words: string[]) => execFileSync("git", ["-C", gitDir, ...words], { encoding: "utf8" });
  const paths = git("ls-tree", "-r", "--name-only", "-z", sha)
    .split("\0")
    .filter((path) => path !== "");
  return new Map(paths.map((path) => [path, git("show", `${sha}:${path}`)]));
}
