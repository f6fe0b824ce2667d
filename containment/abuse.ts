// Attempts to take more than a share, or to outlive a command. Each asks for a little more than the limit.
import type { Attack, Counterpart, Site } from "./attack.ts";
import { type Attacker, type AttackResult, refused, worked } from "./result.ts";

const MEBIBYTE = 1024 ** 2;
const FLOOD_MIB = 1024;
const KEPT_BYTES = 64 * 1024;
/** The most that the worker's memory may grow by while the flood passes. */
const GROWTH_BYTES = 128 * MEBIBYTE;
/** A temporary file system that lets so many files be made has no limit on them. */
const MANY_FILES = 250_000;

const works = (name: string, ...words: (string | number)[]): Counterpart => ({
  name,
  attempt: ({ cell }) => cell.probe("agent", ...words),
});

type Abuse = {
  name: string;
  expected: string;
  short?: boolean;
  by?: Attacker[];
  /** In a sandbox of its own, because what it leaves would weigh on the next. */
  apart?: boolean;
  attempt: Attack["attempt"];
};

/** The sandbox must go on afterwards. */
const abuse = (wanted: Abuse, counterpart: Counterpart): Attack => ({
  ...{ group: "abuse", name: wanted.name, expected: wanted.expected, counterpart },
  by: wanted.by ?? ["agent", "root"],
  short: wanted.short ?? false,
  attempt: async (site, who) => {
    const cell = wanted.apart ? await site.another() : site.cell;
    const result = await wanted.attempt({ ...site, cell }, who);
    const after = await cell.run("agent", "echo alive");
    return after.output === "alive\n" ? result : worked(`the sandbox did not survive (${result.how})`);
  },
});

export const ABUSE: Attack[] = [
  abuse(
    {
      ...{ name: "forks without end", expected: "stopped at the process limit", short: true },
      attempt: ({ cell }, who) => cell.probe(who, "forks", cell.limits.pids + 64),
    },
    works("twenty processes run at once", "forks", 20),
  ),
  abuse(
    {
      ...{ name: "takes all memory", expected: "killed, alone" },
      attempt: async ({ cell }, who) =>
        orKilled(await cell.probe(who, "memory", cell.limits.memoryBytes + 64 * MEBIBYTE)),
    },
    works("sixteen MiB of memory are to be had", "memory", 16 * MEBIBYTE),
  ),
  abuse(
    {
      ...{ name: "fills the repository's disk", expected: "stopped at the disk limit" },
      attempt: (site, who) => filled(site, who, "/repo/full", site.cell.limits.diskBytes + 32 * MEBIBYTE),
    },
    {
      name: "eight MiB are written to the repository",
      attempt: (site) => filled(site, "agent", "/repo/full", 8 * MEBIBYTE),
    },
  ),
  abuse(
    {
      ...{ name: "fills /tmp", expected: "stopped before memory is short" },
      attempt: (site, who) => filled(site, who, "/tmp/full", site.cell.limits.memoryBytes),
    },
    {
      name: "eight MiB are written to /tmp",
      attempt: (site) => filled(site, "agent", "/tmp/full", 8 * MEBIBYTE),
    },
  ),
  abuse(
    {
      ...{ name: "makes files without end, in the repository", expected: "stopped at its disk's limit" },
      attempt: (site, who) => files(site, who, "/repo/many", MANY_FILES),
    },
    { name: "a thousand files are made", attempt: (site) => files(site, "agent", "/repo/many", 1000) },
  ),
  abuse(
    {
      ...{ name: "makes files without end, in /tmp", expected: "stopped at a limit", apart: true },
      attempt: async ({ cell }, who) => orKilled(await cell.probe(who, "inodes", "/tmp", MANY_FILES)),
    },
    {
      name: "a thousand files are made in /tmp",
      attempt: (site) => files(site, "agent", "/tmp/many", 1000),
    },
  ),
  abuse(
    {
      ...{ name: "prints 1 GiB", expected: "its ends are kept, the rest counted; the worker stays small" },
      by: ["agent"],
      attempt: (site) => flooded(site),
    },
    { name: "1 MiB of output comes back whole", attempt: (site) => whole(site) },
  ),
  abuse(
    {
      ...{ name: "leaves processes that ignore every signal", expected: "none is left", by: ["agent"] },
      attempt: ({ cell }) =>
        after(cell.probe("agent", "undead"), () => cell.probe("agent", "remains", "undead", 0)),
    },
    {
      name: "a command may use the background",
      attempt: ({ cell }) => cell.attempt("agent", "(sleep 0.05; echo done) & wait"),
    },
  ),
  abuse(
    {
      ...{ name: "leaves a storm of zombies", expected: "they are reaped" },
      attempt: ({ cell }, who) =>
        after(cell.probe(who, "zombies", 1000), () =>
          cell.attempt("agent", "sleep 0.2; exec /tmp/probe remains zombie 0"),
        ),
    },
    works("a child's end is seen", "zombies", 1),
  ),
  abuse(
    {
      ...{ name: "reads the input of its tool server", expected: "there is nothing to read", by: ["agent"] },
      attempt: ({ cell }) => cell.probe("agent", "eat"),
    },
    {
      name: "a pipe inside a command is read",
      attempt: ({ cell }) => cell.attempt("agent", "echo words | /tmp/probe eat"),
    },
  ),
  abuse(
    {
      ...{
        name: "answers in the name of the tool server",
        expected: "its output cannot be opened",
      },
      attempt: ({ cell }, who) => cell.attempt(who, FORGE),
    },
    { name: "a command's own output comes back", attempt: ({ cell }) => cell.attempt("agent", "echo words") },
  ),
  abuse(
    {
      ...{ name: "kills everything it may", expected: "the sandbox goes on" },
      // This may kill the tool server, too: then the call ends as a fault of the command, and the next call works.
      attempt: ({ cell }, who) => cell.run(who, "kill -9 1; kill -9 -1").then(survived, survived),
    },
    {
      name: "a process ends its own child",
      attempt: ({ cell }) => cell.attempt("agent", "sleep 9 & kill $! && echo ended"),
    },
  ),
];

const FORGE = `for at in /proc/[0-9]*; do
  [ "$(cat $at/comm 2>/dev/null)" = tool ] || continue
  seen=yes
  for fd in 0 1 2; do (echo '{"id":1,"bytes":""}' >$at/fd/$fd) 2>/dev/null && echo "$at/fd/$fd" && exit 0; done
done
[ -n "$seen" ] || exit 3; echo "it cannot be opened"; exit 1`;

const survived = () => refused("it went on");

/** By the kernel, for want of memory. */
function orKilled(result: AttackResult): AttackResult {
  return result.kind === "no-answer" && result.killed ? refused("killed") : result;
}

async function filled({ cell }: Site, who: Attacker, path: string, bytes: number): Promise<AttackResult> {
  const result = await cell.probe(who, "fill", path, bytes);
  await cell.run(who, `rm -f ${path}`);
  return result;
}

async function files({ cell }: Site, who: Attacker, folder: string, count: number): Promise<AttackResult> {
  await cell.run(who, `mkdir -p ${folder}`);
  const result = await cell.probe(who, "inodes", folder, count);
  await cell.run(who, `rm -rf ${folder}`);
  return result;
}

async function after(
  attempt: Promise<AttackResult>,
  look: () => Promise<AttackResult>,
): Promise<AttackResult> {
  const result = await attempt;
  return result.kind === "worked" ? await look() : result;
}

async function flooded({ cell }: Site): Promise<AttackResult> {
  const before = process.memoryUsage().rss;
  const line = `/tmp/probe output ${FLOOD_MIB}`;
  const result = await cell.sandbox.run({ line, timeoutMs: 30_000, outputBytes: KEPT_BYTES });
  const grown = process.memoryUsage().rss - before;
  const counted = result.cutBytes + KEPT_BYTES === FLOOD_MIB * MEBIBYTE;
  const how = `${result.cutBytes} bytes cut; the worker grew by ${Math.max(0, Math.round(grown / MEBIBYTE))} MiB`;
  const small = grown < GROWTH_BYTES && result.output.length < KEPT_BYTES * 2;
  return counted && small ? refused(how) : worked(how);
}

async function whole({ cell }: Site): Promise<AttackResult> {
  const result = await cell.sandbox.run({
    line: "/tmp/probe output 1",
    timeoutMs: 10_000,
    outputBytes: 2 * MEBIBYTE,
  });
  return result.output === "o".repeat(MEBIBYTE)
    ? worked("all of it")
    : refused(`${result.output.length} bytes`);
}
