// Prints what the test files named on standard input use of this machine (`redis`, `engine`, `browser`), as their imports say.
import { relative } from "node:path";
import { text } from "node:stream/consumers";
import { root, sourceFiles } from "./source.ts";

/** A test that imports one of these, directly or not, uses the real thing. The command line may start anything. */
const doors: Record<string, readonly string[]> = {
  browser: ["test/support/browser.ts"],
  redis: ["test/support/redis.ts", "test/support/cli.ts", "src/redis/server.ts"],
  engine: [
    "test/support/sandboxes.ts",
    "test/support/cli.ts",
    "test/support/left.ts",
    "test/support/careless-engine.ts",
  ],
};

const files = new Map(
  sourceFiles(["src", "worker", "containment", "bin", "local", "bench", "test"]).map((file) => [
    file.path,
    file,
  ]),
);
const chosen = (await text(process.stdin)).split("\n").filter((line) => line !== "");
const used = new Set<string>();
for (const path of chosen) follow(relative(root, path));
const needed = Object.keys(doors).filter((part) => doors[part]?.some((door) => used.has(door)));
process.stdout.write(needed.join(" "));

function follow(path: string): void {
  if (used.has(path)) return;
  used.add(path);
  for (const imported of files.get(path)?.imports ?? []) follow(imported);
}
