// Commits and changed files, as GitHub writes them.
import type { ChangedFile, CommitRecord, Signature } from "../git-commit.ts";
import type { Hub } from "../hub.ts";
import type { Repository } from "../state.ts";
import { nodeId, userPayload } from "./account.ts";
import { repositoryApiUrl, repositoryUrl } from "./repository.ts";

/** A commit as the Git database API shows it. */
export function gitCommitPayload(hub: Hub, repository: Repository, commit: CommitRecord) {
  const api = repositoryApiUrl(hub, repository);
  const html = repositoryUrl(hub, repository);
  return {
    sha: commit.sha,
    node_id: nodeId("Commit", commit.sha),
    url: `${api}/git/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/git/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
    verification: verification(repository, commit),
  };
}

/** A commit as lists, comparisons and branches show it. */
export function commitPayload(hub: Hub, repository: Repository, commit: CommitRecord) {
  const api = repositoryApiUrl(hub, repository);
  const html = repositoryUrl(hub, repository);
  return {
    sha: commit.sha,
    node_id: nodeId("Commit", commit.sha),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: verification(repository, commit),
    },
    url: `${api}/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    author: accountOf(hub, commit.author),
    committer: accountOf(hub, commit.committer),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
  };
}

export function filePayload(hub: Hub, repository: Repository, commit: string, file: ChangedFile) {
  const html = repositoryUrl(hub, repository);
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${html}/blob/${commit}/${path}`,
    raw_url: `${html}/raw/${commit}/${path}`,
    contents_url: `${repositoryApiUrl(hub, repository)}/contents/${path}?ref=${commit}`,
    ...(file.patch === null ? {} : { patch: file.patch }),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}

/** The account with the email address of a commit; null if no account has it. */
export function accountOf(hub: Hub, signature: Signature) {
  const found = [...hub.state.accounts.values()].find((a) => a.email === signature.email);
  return found ? userPayload(hub, found.login) : null;
}

function verification(repository: Repository, commit: CommitRecord) {
  if (!repository.verifiedCommits.has(commit.sha)) {
    return { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };
  }
  const payload = `tree ${commit.tree}\n`;
  return {
    ...{ verified: true, reason: "valid", signature: "-----BEGIN PGP SIGNATURE-----", payload },
    verified_at: commit.committer.date,
  };
}
