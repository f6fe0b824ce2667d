#!/usr/bin/env node
// The command line: one word chooses what is loaded. Everything it does lives elsewhere.
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import manifest from "../package.json" with { type: "json" };
import { type CommandMain, INTERRUPTED } from "./command.ts";
import { misused } from "./words.ts";

// Types stripped and code compiled once, not at every start; kept with the packages, where only who installs them writes.
enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/node-compile"));

const commands: Record<string, { says: string; load(): Promise<{ main: CommandMain }> }> = {
  demo: {
    says: "watch an issue become a pull request, on this machine alone",
    load: () => import("./demo.ts"),
  },
  run: { says: "one run on any repository, without GitHub", load: () => import("./run.ts") },
  eval: { says: "many cases at once: what is resolved, and at what cost", load: () => import("./eval.ts") },
  start: { says: "server and worker together", load: () => import("./start.ts") },
  server: { says: "the webhook server alone", load: () => import("./server.ts") },
  worker: { says: "a worker alone", load: () => import("./worker.ts") },
  doctor: {
    says: "check engine, Redis, model endpoint and GitHub credentials",
    load: () => import("./doctor.ts"),
  },
  configuration: {
    says: "print every variable of the environment",
    load: () => import("./configuration.ts"),
  },
};

const help = `Issuewright: issues in, pull requests you can trust out.

Usage: issuewright <command> [options]
       issuewright help <command> | --version

${Object.entries(commands)
  .map(([name, { says }]) => `  ${name.padEnd(13)} ${says}`)
  .join("\n")}

issuewright <command> --help says more. Everything is configured by the environment; see docs/configuration.md.`;

async function main(words: string[]): Promise<number> {
  const [name, ...rest] = words;
  if (name === "--version") {
    console.log(manifest.version);
    return 0;
  }
  if (name === "help" && rest.length > 0) return main([...rest, "--help"]);
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(help);
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const known = Object.keys(commands).join(", ");
    return misused(`There is no command \`${name}\`. There are ${known}.`, { name: "" });
  }
  const { main: run } = await command.load();
  return run(rest, stopSignal());
}

/** The first Ctrl-C asks everything to end in order; the second ends the process at once. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(INTERRUPTED);
    stop.abort();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return stop.signal;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { failureWords } = await import("./failure-words.ts");
  console.error(failureWords(error));
  process.exitCode = 1;
}
