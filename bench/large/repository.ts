// A repository of a given size, made by one stream into git's fast-import: files, history, a lockfile, generated files.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";

/** `historyBytes`: of versions of one file that no compression makes smaller; the newest alone is in the tree. */
export type Scale = {
  files: number;
  commits: number;
  lockfileBytes: number;
  generatedBytes: number;
  historyBytes: number;
};

const GENERATED = 3;
const BY = "Ada <ada@example.com>";

/** Makes it in an empty folder; the id of its newest commit. */
export async function makeRepository(folder: string, scale: Scale): Promise<string> {
  await run("git", ["init", "--quiet", "--bare", folder], null);
  const uncompressed = ["-c", "core.compression=0"];
  await run("git", ["-C", folder, ...uncompressed, "fast-import", "--quiet"], streamOf(scale));
  return (await run("git", ["-C", folder, "rev-parse", "refs/heads/main"], null)).trim();
}

function* streamOf(scale: Scale): Generator<string | Uint8Array> {
  yield commit(1, "begin");
  for (let at = 0; at < scale.files; at++) yield file(pathOf(at), sourceOf(at, 0));
  yield file("package.json", JSON.stringify({ name: "large", scripts: { test: "node --test" } }));
  yield file("package-lock.json", lockfileOf(scale.lockfileBytes));
  for (let at = 0; at < GENERATED; at++)
    yield file(
      `generated/bundle-${at}.js`,
      `export const row${at} = "generated";\n`.repeat(scale.generatedBytes / 34),
    );
  const assetBytes = Math.floor(scale.historyBytes / scale.commits);
  for (let at = 1; at < scale.commits; at++) {
    yield commit(at + 1, `change ${at}`);
    yield file(pathOf((at * 7919) % scale.files), sourceOf((at * 7919) % scale.files, at));
    yield `M 100644 inline assets/picture.bin\ndata ${assetBytes}\n`;
    yield randomBytes(assetBytes);
    yield "\n";
    if (at % 100 === 0) yield `\nreset refs/tags/v1.${at}\nfrom refs/heads/main\n\n`;
  }
}

function commit(at: number, message: string): string {
  return `commit refs/heads/main\ncommitter ${BY} ${1_700_000_000 + at * 60} +0000\n${data(message)}`;
}

function file(path: string, content: string): string {
  return `M 100644 inline ${path}\n${data(content)}`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

function pathOf(at: number): string {
  return join("src", `part-${at % 97}`, `group-${Math.floor(at / 97) % 31}`, `file-${at}.js`);
}

function sourceOf(at: number, version: number): string {
  return `// Version ${version}.\nexport function name${at}() {\n  return "${at}";\n}\n`.repeat(3);
}

function lockfileOf(bytes: number): string {
  const rows = Array.from(
    { length: Math.ceil(bytes / 60) },
    (_, at) => `    "package-${at}": { "version": "1.0.${at % 50}" }`,
  );
  return `{\n  "lockfileVersion": 3,\n  "packages": {\n${rows.join(",\n")}\n  }\n}\n`;
}

async function run(
  program: string,
  words: string[],
  input: Iterable<string | Uint8Array> | null,
): Promise<string> {
  const child = spawn(program, words, { stdio: ["pipe", "pipe", "inherit"] });
  const parts: Buffer[] = [];
  child.stdout.on("data", (part: Buffer) => parts.push(part));
  for (const part of input ?? []) if (!child.stdin.write(part)) await once(child.stdin, "drain");
  child.stdin.end();
  const [status] = await once(child, "close");
  if (status !== 0) throw new Error(`${program} ${words[0]} ended with ${status}`);
  return Buffer.concat(parts).toString();
}
