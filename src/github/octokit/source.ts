// Where the code is: default branch, heads, single files, and how git gets in.
import { z } from "zod";
import { PermanentError } from "../../domain/errors.ts";
import { type Repository, slug } from "../../domain/repository.ts";
import type { GitSource, Source } from "../github.ts";
import { unlessAbsent } from "./absent.ts";
import { at, type Installation } from "./installation.ts";
import { expecting, Refusal } from "./refusal.ts";

const MAX_FILE_BYTES = 1024 * 1024;
const Token = z.object({ token: z.string() });

export function octokitSource(installation: Installation): Source {
  return {
    async find(repository) {
      const { data } = await installation.octokit("read-repository").rest.repos.get(at(repository));
      const defaultBranch = data.default_branch;
      const headSha = await branchSha(installation, repository, defaultBranch);
      const standing = { isArchived: data.archived, isDisabled: data.disabled, isPrivate: data.private };
      // git follows no redirect, and the name that we know may be a former one.
      const url = `${installation.serverUrl}/${data.full_name}.git`;
      const git = { url, ...gitAuthorization(installation, repository), kib: data.size };
      return { defaultBranch, headSha, git, standing };
    },
    branchSha: (repository, branch) => branchSha(installation, repository, branch),
    readFile: (repository, path) =>
      unlessAbsent(installation, { repository, path }, () => readFile(installation, repository, path)),
  };
}

async function readFile(
  installation: Installation,
  repository: Repository,
  path: string,
): Promise<string | null> {
  const octokit = installation.octokit("read-file");
  const answer = await expecting([404], () => octokit.rest.repos.getContent({ ...at(repository), path }));
  if (answer instanceof Refusal) return null;
  const file = answer.data;
  if (Array.isArray(file) || file.type !== "file") return null;
  if (file.size > MAX_FILE_BYTES || !("content" in file)) throw tooLarge(repository, path);
  return Buffer.from(file.content, "base64").toString("utf8");
}

/** GitHub answers 409 for a repository without a commit. */
export async function branchSha(
  installation: Installation,
  repository: Repository,
  branch: string,
): Promise<string | null> {
  const answer = await expecting([404, 409], () =>
    installation.octokit("read-repository").rest.git.getRef({ ...at(repository), ref: `heads/${branch}` }),
  );
  return answer instanceof Refusal ? null : answer.data.object.sha;
}

/** The token for git opens this one repository, for reading. */
function gitAuthorization(
  installation: Installation,
  repository: Repository,
): Pick<GitSource, "authorization"> {
  return {
    async authorization() {
      const { id, name } = repository;
      // GitHub knows a repository that was renamed by its id alone.
      const only = id === undefined ? { repositoryNames: [name] } : { repositoryIds: [id] };
      const scope = { ...only, permissions: { contents: "read" }, about: repository };
      const octokit = installation.octokit("read-repository");
      const { token } = Token.parse(await octokit.auth({ type: "installation", ...scope }));
      return `Basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`;
    },
  };
}

function tooLarge(repository: Repository, path: string): PermanentError {
  return new PermanentError({
    kind: "file-too-large",
    repository: slug(repository),
    path,
    maxBytes: MAX_FILE_BYTES,
  });
}
