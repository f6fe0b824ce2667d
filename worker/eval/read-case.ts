// Reads one case from its folder. The folder is not trusted: no link is followed, and everything has a cap.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { z } from "zod";
import { readYaml } from "../../src/rules.ts";
import { type CaseCaps, type CaseRepository, CaseRules, type EvalCase, LocalRepository } from "./case.ts";
import { broken, type Reading } from "./case-fault.ts";
import { type Entries, entriesOf, fileIn } from "./entries.ts";
import { readHidden } from "./read-hidden.ts";

export async function readCase(cases: string, name: string, caps: CaseCaps): Promise<Reading<EvalCase>> {
  const folder = join(cases, name);
  const entries = await entriesOf(folder);
  const rules = await readSettings(folder, entries, { name: "case.yml", schema: CaseRules });
  if (rules.kind === "broken") return rules;
  const issue = await fileIn(folder, entries, { name: "issue.md", maxBytes: caps.issueBytes });
  if (issue.kind === "broken") return issue;
  if ((await readFile(issue.value, "utf8")).trim() === "")
    return broken({ kind: "empty-file", name: "issue.md" });
  const repository = await readRepository(folder, entries, caps);
  if (repository.kind === "broken") return repository;
  const hidden = await readHidden(folder, entries, caps);
  if (hidden.kind === "broken") return hidden;
  const value = {
    name,
    issueFile: issue.value,
    repository: repository.value,
    hidden: hidden.value,
    rules: rules.value,
  };
  return { kind: "read", value: { ...value, digest: await digestOf(value) } };
}

async function readRepository(
  folder: string,
  entries: Entries,
  caps: CaseCaps,
): Promise<Reading<CaseRepository>> {
  const [bundle, local] = ["repository.bundle", "repository.json"];
  if (entries.has(bundle) && entries.has(local)) return broken({ kind: "two-repositories" });
  if (entries.has(bundle)) {
    const file = await fileIn(folder, entries, { name: bundle, maxBytes: caps.bundleBytes });
    if (file.kind === "broken") return file;
    if (!(await isBundle(file.value))) return broken({ kind: "no-bundle" });
    return { kind: "read", value: { kind: "bundle", path: file.value } };
  }
  if (!entries.has(local)) return broken({ kind: "no-repository" });
  const reading = await readSettings(folder, entries, { name: local, schema: LocalRepository });
  if (reading.kind === "broken") return reading;
  const { path, commit } = reading.value;
  return { kind: "read", value: { kind: "local", path: resolve(folder, path), commit } };
}

/** Checked before git reads the file, because other content could lead git to a repository elsewhere. */
async function isBundle(path: string): Promise<boolean> {
  await using file = await open(path);
  const { bytesRead, buffer } = await file.read(Buffer.alloc(16), 0, 16, 0);
  return /^# v[23] git bundle\n$/.test(buffer.toString("latin1", 0, bytesRead));
}

const SETTINGS_BYTES = 64 * 1024;

/** Reads YAML, and so JSON too. */
async function readSettings<T>(
  folder: string,
  entries: Entries,
  { name, schema }: { name: string; schema: z.ZodType<T> },
): Promise<Reading<T>> {
  const file = await fileIn(folder, entries, { name, maxBytes: SETTINGS_BYTES });
  if (file.kind === "broken") return file;
  const reading = readYaml(await readFile(file.value, "utf8"), schema);
  return reading.kind === "read"
    ? reading
    : broken({ kind: "settings-invalid", name, faults: reading.faults });
}

/** Covers the content and no path, so that a folder of cases can be moved. */
async function digestOf({ issueFile, repository, hidden, rules }: Omit<EvalCase, "digest">): Promise<string> {
  const laid =
    hidden.kind === "patch"
      ? Buffer.from(hidden.diff).toString("latin1")
      : hidden.files.map(({ path, content, executable }) => [
          ...[path, sha256().update(content).digest("hex")],
          ...(executable ? ["executable"] : []),
        ]);
  const base = repository.kind === "local" ? repository.commit : await digestOfFile(repository.path);
  const parts = [await digestOfFile(issueFile), base, laid, rules];
  return sha256().update(JSON.stringify(parts)).digest("hex");
}

async function digestOfFile(path: string): Promise<string> {
  const hash = sha256();
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest("hex");
}

function sha256() {
  return createHash("sha256");
}
