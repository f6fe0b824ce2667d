// Hostile files in the repository against what handles them: the tool server, the extractor, git on the host.
import { ToolError } from "../src/domain/errors.ts";
import { FileRefused, reasonWords } from "../worker/sandboxes/file-refusal.ts";
import type { Sandbox } from "../worker/sandboxes/sandbox.ts";
import type { Attack, Counterpart } from "./attack.ts";
import { type AttackResult, noAnswer, refused, worked } from "./result.ts";

const MOST = { maxBytes: 65_536 };
const RACE_MS = 600;

const READS: Counterpart = {
  name: "a file is written, listed and read back, through a folder and by a link that stays inside",
  attempt: async ({ cell: { sandbox, run } }) => {
    await sandbox.write("plain/file", Buffer.from("plain"));
    await run("agent", "ln -sfn plain/file inside");
    const names = (await sandbox.list("plain")).map((entry) => entry.name);
    const text = [await sandbox.read("plain/file", MOST), await sandbox.read("inside", MOST)].map(String);
    return `${names} ${text}` === "file plain,plain" ? worked("as written") : refused(`${names} ${text}`);
  },
};

type Trick = {
  name: string;
  short?: boolean;
  /** Shell that lays it out, told a file of the host. */
  lay(secretPath: string): string;
  /** Held when it fails with a ToolError. */
  spring(sandbox: Sandbox): Promise<unknown>;
};

const trick = ({ name, short = false, lay, spring }: Trick): Attack => ({
  ...{ group: "file tricks", name, expected: "the operation is refused", by: ["agent", "root"], short },
  attempt: async ({ cell, targets }, who) => {
    const laid = await cell.run(
      who,
      `rm -rf trick && mkdir -m 777 trick && cd trick && ${lay(targets.secretPath)}`,
    );
    if (laid.exitStatus !== 0) return noAnswer(laid.output);
    const result = await spring(cell.sandbox).then(showed, withheld);
    await cell.run(who, "rm -rf trick");
    return result;
  },
  counterpart: READS,
});

const read = (path: string) => async (sandbox: Sandbox) => await sandbox.read(path, MOST);

export const FILE_TRICKS: Attack[] = [
  trick({
    ...{ name: "a link to a file of the host, read", short: true },
    lay: (secretPath) => `ln -s ${secretPath} link`,
    spring: read("trick/link"),
  }),
  trick({
    name: "a link to /etc/passwd, read",
    lay: () => "ln -s /etc/passwd link",
    spring: read("trick/link"),
  }),
  trick({
    name: "a link up and out, read",
    lay: () => "ln -s ../../etc/passwd link",
    spring: read("trick/link"),
  }),
  trick({
    name: "a link to the server's own environment, read",
    lay: () => "ln -s /proc/self/environ link",
    spring: read("trick/link"),
  }),
  trick({
    name: "a folder that is a link, read through",
    lay: () => "ln -s /etc folder",
    spring: read("trick/folder/passwd"),
  }),
  trick({
    name: "a folder that is a link, listed",
    lay: () => "ln -s /etc folder",
    spring: (sandbox) => sandbox.list("trick/folder"),
  }),
  trick({ name: "a path with ..", lay: () => "true", spring: read("trick/../../etc/passwd") }),
  trick({ name: "an absolute path", lay: () => "true", spring: read("/etc/passwd") }),
  trick({
    name: "a folder that is a link, written through",
    lay: () => "ln -s /tmp folder",
    spring: (sandbox) => sandbox.write("trick/folder/written", Buffer.from("x")),
  }),
  trick({
    name: "a link, written to",
    lay: (secretPath) => `ln -s ${secretPath} link`,
    spring: (sandbox) => sandbox.write("trick/link", Buffer.from("x")),
  }),
  trick({ name: "a FIFO, read", lay: () => "mkfifo pipe", spring: read("trick/pipe") }),
  trick({
    name: "a FIFO, written to",
    lay: () => "mkfifo pipe",
    spring: (sandbox) => sandbox.write("trick/pipe", Buffer.from("x")),
  }),
  trick({ name: "a file without end", lay: () => "truncate -s 1T sparse", spring: read("trick/sparse") }),
  racing(
    "a link swapped for a file while it is read",
    "echo inside >one; ln -s /etc/passwd other",
    (sandbox) => sandbox.read("race/one", MOST),
  ),
  racing(
    "a link swapped for a folder while it is read",
    "mkdir one; echo inside >one/passwd; ln -s /etc other",
    (sandbox) => sandbox.read("race/one/passwd", MOST),
  ),
  racing("a link swapped for a folder while it is listed", "mkdir one; ln -s /etc other", async (sandbox) =>
    (await sandbox.list("race/one")).map((entry) => entry.name).join(" "),
  ),
  racing(
    "a link swapped for a folder while it is written",
    "mkdir -m 777 one; mkdir -m 777 /tmp/beyond; ln -s /tmp/beyond other",
    (sandbox) => sandbox.write("race/one/written", Buffer.from("x")),
  ),
];

const showed = (): AttackResult => worked("it was done");

function withheld(thrown: unknown): AttackResult {
  if (thrown instanceof FileRefused) return refused(reasonWords(thrown.refusal.reason).because);
  if (thrown instanceof ToolError) return refused(thrown.message);
  throw thrown;
}

/** `one` and `other` in `race` change places all the time; only what belongs inside may ever be seen or changed. */
function racing(name: string, lay: string, act: (sandbox: Sandbox) => Promise<unknown>): Attack {
  return {
    ...{
      group: "file tricks",
      name,
      expected: "only what is inside is touched",
      by: ["agent", "root"],
      short: false,
    },
    attempt: async (site, who) => {
      const { sandbox, run } = site.cell;
      const laid = await run(who, `rm -rf race /tmp/beyond; mkdir -m 777 race && cd race && ${lay}`);
      if (laid.exitStatus !== 0) return noAnswer(laid.output);
      const over = new AbortController();
      const swapping = run(who, `/tmp/probe race race/one race/other ${RACE_MS}`).finally(() => over.abort());
      const [outcome] = await Promise.all([raced(sandbox, act, over.signal), swapping]);
      const beyond = await run(who, "ls -A /tmp/beyond 2>/dev/null; rm -rf race /tmp/beyond");
      return beyond.output === "" ? outcome : worked("a file was written outside");
    },
    counterpart: READS,
  };
}

async function raced(
  sandbox: Sandbox,
  act: (sandbox: Sandbox) => Promise<unknown>,
  over: AbortSignal,
): Promise<AttackResult> {
  let [done, tries] = [0, 0];
  while (!over.aborted) {
    const seen = await act(sandbox).then(String, withheldWords);
    tries++;
    if (seen !== null && /root:|passwd/.test(seen)) return worked(`after ${tries} tries`);
    if (seen !== null) done++;
  }
  const how = `${done} of ${tries} tries met what is inside, the others nothing`;
  return done === 0 || done === tries ? noAnswer(`nothing raced: ${how}`) : refused(how);
}

function withheldWords(thrown: unknown): null {
  if (!(thrown instanceof ToolError)) throw thrown;
  return null;
}
