// What git itself says about a repository given as a path or URL: heads, and single files of a commit.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PermanentError, reasonOf } from "../domain/errors.ts";

const TIMEOUT_MS = 120_000;
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;
const SHA = /^[0-9a-f]{40}$/;

export type Base = { branch: string; sha: string | null };

/** What HEAD or the given branch, tag or full commit id points to; `sha` null when there is no such thing (yet). */
export async function findBase(repository: string, ref: string | null): Promise<Base> {
  if (ref !== null) {
    return { branch: ref, sha: SHA.test(ref) ? ref : await refSha(repository, ref) };
  }
  const lines = await lsRemote(repository, ["--symref"], "HEAD");
  const branch = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(lines)?.[1] ?? "HEAD";
  return { branch, sha: shaIn(lines, "HEAD") };
}

export async function refSha(repository: string, ref: string): Promise<string | null> {
  const lines = await lsRemote(repository, [], ref);
  return (
    shaIn(lines, `refs/heads/${ref}`) ??
    shaIn(lines, `refs/tags/${ref}^{}`) ??
    shaIn(lines, `refs/tags/${ref}`)
  );
}

/** Text of one file; null where there is none. Fetches into a folder of its own, so it never runs inside the repository. */
export async function readFileAt(repository: string, ref: string, path: string): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), "issuewright-git-"));
  await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
  const here = ["-C", folder];
  await git(["init", "--quiet", "--bare", folder], repository);
  await git(
    [...here, "fetch", "--quiet", "--depth=1", "--no-tags", "--", source(repository), ref],
    repository,
  );
  const entry = await git([...here, "ls-tree", "FETCH_HEAD", "--", path], repository);
  if (!entry.startsWith("100")) return null;
  return await git([...here, "cat-file", "blob", `FETCH_HEAD:${path}`], repository);
}

/** As the repository's own settings name it, credentials and all; null where they name none. */
export function originIn(repository: string): Promise<string | null> {
  const args = ["-C", source(repository), "config", "--local", "--get", "remote.origin.url"];
  return new Promise((done) => {
    execFile("git", args, { timeout: TIMEOUT_MS }, (error, stdout) =>
      done(error === null ? stdout.trim() : null),
    );
  });
}

function lsRemote(repository: string, options: string[], pattern: string): Promise<string> {
  const peeled = pattern === "HEAD" ? [] : [`${pattern}^{}`];
  return git(["ls-remote", ...options, "--", source(repository), pattern, ...peeled], repository);
}

function shaIn(lines: string, name: string): string | null {
  const line = lines.split("\n").find((each) => each.endsWith(`\t${name}`) && !each.startsWith("ref:"));
  const sha = line?.slice(0, 40) ?? "";
  return SHA.test(sha) ? sha : null;
}

/** On this machine, not somewhere by an address. */
export function isPath(repository: string): boolean {
  return !/^[a-z][a-z+.-]*:\/\/|^[\w.-]+@[\w.-]+:/i.test(repository);
}

/** A path is named from the root, because git is run elsewhere. */
export function source(repository: string): string {
  return isPath(repository) ? resolve(repository) : repository;
}

function git(args: string[], repository: string): Promise<string> {
  const settings = ["-c", "credential.interactive=false", "-c", "protocol.ext.allow=never"];
  const limits = { timeout: TIMEOUT_MS, maxBuffer: MAX_OUTPUT_BYTES };
  return new Promise((done, fail) => {
    execFile("git", [...settings, ...args], limits, (error, stdout, stderr) => {
      if (error === null) done(stdout);
      else fail(unreadable(repository, stderr.trim() === "" ? reasonOf(error) : reasonOf(stderr)));
    });
  });
}

/** A path is looked at first: git names two faults for one. */
function unreadable(repository: string, gitSaid: string): PermanentError {
  if (isPath(repository) && !existsSync(source(repository))) {
    return new PermanentError({ kind: "repository-missing", repository });
  }
  const isNone = isPath(repository) && /not (?:appear to be )?a git repository/.test(gitSaid);
  return new PermanentError(
    isNone ? { kind: "no-repository", repository } : { kind: "repository-unreadable", repository, gitSaid },
  );
}
