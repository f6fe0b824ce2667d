// A worker to be killed: opens one sandbox, says so, and waits. Arguments: data directory, tree.
import { openOptions, realSandboxes } from "./sandboxes.ts";

const [dataDir = "", tree = ""] = process.argv.slice(2);
const sandbox = await realSandboxes({ dataDir }).open(openOptions(JSON.parse(tree), { runId: "killed" }));
process.stdout.write(`${sandbox.id}\n`);
setInterval(() => {}, 60_000);
