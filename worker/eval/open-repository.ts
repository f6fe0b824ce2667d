// The repository of a case in a form that a run can fetch. A bundle is unpacked into a bare repository with its HEAD alone.
import { PermanentError } from "../../src/domain/errors.ts";
import { type Git, tidy } from "../workspace/git.ts";
import type { CaseRepository } from "./case.ts";
import { broken, type Reading } from "./case-fault.ts";

export type OpenRepository = {
  path: string;
  /** Null: the commit that HEAD points to. */
  base: string | null;
};

const UNPACK_TIMEOUT_MS = 10 * 60_000;

/** `folder` must be empty; the caller removes it. */
export async function openRepository(
  git: Git,
  repository: CaseRepository,
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<Reading<OpenRepository>> {
  if (repository.kind === "local") {
    return { kind: "read", value: { path: repository.path, base: repository.commit } };
  }
  const call = { cwd: folder, env: { GIT_DIR: folder, GIT_ALLOW_PROTOCOL: "file" }, signal };
  const made = await git({ ...call, args: ["init", "--quiet", "--bare", "--template=", "-b", "main"] });
  if (made.status !== 0) throw new PermanentError({ kind: "git-failed", gitSaid: tidy(made.stderr) });
  const fetch = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--", repository.path];
  const answer = await git({
    ...call,
    args: [...fetch, "+HEAD:refs/heads/main"],
    timeoutMs: UNPACK_TIMEOUT_MS,
  });
  return answer.status === 0
    ? { kind: "read", value: { path: folder, base: null } }
    : broken({ kind: "bundle-not-unpacked", said: tidy(answer.stderr) });
}
