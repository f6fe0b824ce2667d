#!/usr/bin/env node
// The command line: the first word names the command whose file is loaded.
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import manifest from "../package.json" with { type: "json" };
import { misused } from "./arguments.ts";
import { type CommandMain, INTERRUPTED } from "./command.ts";

// Code is compiled once, not at every start. The cache is kept with the packages, where only their installer writes.
enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/node-compile"));

type Listed = [name: string, says: string, load: () => Promise<{ main: CommandMain }>];

const COMMANDS: Listed[] = [
  ["demo", "watch an issue become a pull request, on this machine alone", () => import("./demo.ts")],
  ["run", "one run on any repository, without GitHub", () => import("./run.ts")],
  ["init", "write the rules of a repository, and try them in a sandbox", () => import("./init.ts")],
  ["eval", "many cases at once: what is resolved, and at what cost", () => import("./eval.ts")],
  ["start", "server and worker together; at first the page that sets them up", () => import("./start.ts")],
  ["server", "the server alone", () => import("./server.ts")],
  ["page", "a link to the page of the server that runs here", () => import("./page.ts")],
  ["worker", "a worker alone", () => import("./worker.ts")],
  ["doctor", "check engine, Redis, model endpoint and GitHub credentials", () => import("./doctor.ts")],
  ["configuration", "print every variable of the environment", () => import("./configuration.ts")],
];

const help = `Issuewright: issues in, pull requests you can trust out.

Usage: issuewright <command> [options]
       issuewright help <command> | --version

${COMMANDS.map(([name, says]) => `  ${name.padEnd(13)} ${says}`).join("\n")}

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
  const command = COMMANDS.find(([known]) => known === name);
  if (command === undefined) {
    const known = COMMANDS.map(([each]) => each).join(", ");
    return misused(`There is no command \`${name}\`. There are ${known}.`, { name: "" });
  }
  const [, , load] = command;
  const { namesSet } = await import("../src/config.ts");
  const { unreadAmong, unreadLine } = await import("./configuration/unread.ts");
  for (const unread of unreadAmong(namesSet())) console.error(unreadLine(unread));
  const { main: run } = await load();
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
  const { failureWords } = await import("./words/failure.ts");
  console.error(failureWords(error));
  process.exitCode = 1;
}
