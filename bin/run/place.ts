// Where a run reads and writes: issue file, repository and --out folder, checked before anything is spent.
import { existsSync, statSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { reasonOf } from "../../src/domain/errors.ts";
import type { Repository } from "../../src/domain/repository.ts";
import { folderGitHub } from "../../src/github/folder.ts";
import { isPath, source } from "../../src/github/local-git.ts";
import { saidOfThrown } from "../../src/messages/fault.ts";
import { sentenceOf } from "../../src/messages/sentence.ts";
import { writeWhole } from "../../src/write-whole.ts";
import { CommandRefused } from "../command.ts";

export type RunPlace = {
  issueFile: string;
  repository: string;
  base: string | null;
  out: string;
};

/** The file that says whose run an --out folder holds. */
const MARK = "run.json";
const Mark = z.object({ repository: z.string(), issue: z.string() });
type Mark = z.infer<typeof Mark>;

export const LOG_FILE = "run.log";
const COMMENT = "issue-comment.md";
const TRANSCRIPT = /^transcript-\w+\.jsonl$/;
const RESULT =
  /^(change\.patch|pull-request\.md|evidence\.(json|md)|notice\.md|question-[\w.-]+\.md|events\.log|run\.log)$/;

/** Everything that keeps a run from beginning there, each a sentence. Spends nothing, and contacts no remote address. */
export async function placeFaults(place: RunPlace, repository: Repository): Promise<string[]> {
  return [
    await issueFault(place.issueFile),
    await repositoryFault(place, repository),
    await outFault(place),
  ].flatMap((fault) => fault ?? []);
}

async function issueFault(issueFile: string): Promise<string | null> {
  const fault = (because: string) =>
    sentenceOf({
      what: `Could not read the issue ${issueFile}`,
      because,
      remedy: "Name a markdown file with --issue: its first line is the title, the rest the body",
    });
  try {
    const found = statSync(issueFile, { throwIfNoEntry: false });
    if (found === undefined) return fault("there is no such file");
    if (found.isDirectory()) return fault("it is a folder");
    if (!found.isFile()) return fault("it is a device or a pipe, not a file");
    const text = await readFile(issueFile, "utf8");
    return text.replace(/^\uFEFF/, "").trim() === "" ? fault("it is empty") : null;
  } catch (thrown) {
    return fault(reasonOf(thrown));
  }
}

async function repositoryFault(place: RunPlace, repository: Repository): Promise<string | null> {
  if (!isPath(place.repository)) return null;
  try {
    await folderGitHub(place).source.find(repository);
    return null;
  } catch (thrown) {
    return saidOfThrown(thrown);
  }
}

/** A run must never read what another one wrote, least of all its spec. */
async function outFault(place: RunPlace): Promise<string | null> {
  const { out } = place;
  const { what, remedy } = unwritable(out);
  if (!existsSync(out)) return null;
  if (!statSync(out).isDirectory()) return sentenceOf({ what, because: "it is not a folder", remedy });
  const holds = await readdir(out);
  const mark = await readMark(out);
  if (mark === null) {
    const stranger = holds.find((name) => name === COMMENT || TRANSCRIPT.test(name) || RESULT.test(name));
    if (stranger === undefined) return null;
    const because = `it holds ${stranger}, and no ${MARK} names the repository and the issue`;
    return sentenceOf({ what, because, remedy: `${remedy}, or empty that one` });
  }
  const now = markOf(place);
  const other = (["repository", "issue"] as const).find((part) => mark[part] !== now[part]);
  if (other === undefined) return null;
  const because = `it holds the run of another ${other}, ${mark[other]}`;
  return sentenceOf({ what, because, remedy: `${remedy}, or empty that one` });
}

/** Makes the folder ready: only the comment stays from an earlier run of the same issue, because the spec is in it. */
export async function beginIn(place: RunPlace): Promise<void> {
  await makeFolder(place.out);
  for (const name of await readdir(place.out))
    if (TRANSCRIPT.test(name) || RESULT.test(name)) await rm(join(place.out, name));
  await writeWhole(join(place.out, MARK), `${JSON.stringify(markOf(place), null, 2)}\n`);
}

async function makeFolder(out: string): Promise<void> {
  try {
    await mkdir(out, { recursive: true });
  } catch (thrown) {
    throw new CommandRefused(sentenceOf({ ...unwritable(out), because: reasonOf(thrown) }));
  }
}

function unwritable(out: string) {
  return { what: `Could not write to ${out}`, remedy: "Name another folder with --out" };
}

/** What the run wrote, by kind; null where it wrote none. */
export async function filesOf(out: string) {
  const names = await readdir(out);
  const one = (name: string) => (names.includes(name) ? join(out, name) : null);
  return {
    patch: one("change.patch"),
    pullRequest: one("pull-request.md"),
    evidence: one("evidence.md"),
    transcripts: names
      .filter((name) => TRANSCRIPT.test(name))
      .sort()
      .map((name) => join(out, name)),
    comment: one(COMMENT),
    log: one(LOG_FILE),
  };
}

/** Leaves out the name and password that an address may have. */
function markOf({ repository, issueFile }: RunPlace): Mark {
  const address = source(repository).replace(/^([a-z][a-z+.-]*:\/\/)[^/@]*@/i, "$1");
  return { repository: address, issue: issueFile };
}

async function readMark(out: string): Promise<Mark | null> {
  const file = join(out, MARK);
  if (!existsSync(file)) return null;
  try {
    return Mark.safeParse(JSON.parse(await readFile(file, "utf8"))).data ?? null;
  } catch {
    return null;
  }
}
