// A file that is not there costs a request each time, because GitHub counts a 404. A list of its folder that did not change
// costs none, so that is asked for once the file is known to be missing.
import { type Repository, slug } from "../../domain/repository.ts";
import { at, type Installation } from "./installation.ts";
import { type Recent, recent } from "./recent.ts";
import { expecting, Refusal } from "./refusal.ts";

/** By file: the innermost folder that may be there. */
export type Absent = Recent<string>;

const MOST = 1000;

export function noneAbsent(): Absent {
  return recent(MOST);
}

/** What `read` says of a file on the default branch, or null where its folder tells that there is none. */
export async function unlessAbsent(
  installation: Installation,
  { repository, path }: { repository: Repository; path: string },
  read: () => Promise<string | null>,
): Promise<string | null> {
  const { absent } = installation;
  const key = `${slug(repository).toLowerCase()} ${path}`;
  const folder = absent.get(key);
  const inner = folder === undefined ? null : await innermost(installation, repository, { path, folder });
  if (inner !== null) {
    absent.set(key, inner);
    return null;
  }
  const text = await read();
  if (text === null) absent.set(key, parentOf(path));
  else absent.forget(key);
  return text;
}

/** The innermost folder on the way to a file that is there, and lacks what follows; null: the file may be there. */
async function innermost(
  installation: Installation,
  repository: Repository,
  { path, folder }: { path: string; folder: string },
): Promise<string | null> {
  const octokit = installation.octokit("read-file");
  const parameters = { ...at(repository), path: folder };
  const answer = await expecting([404], () => octokit.rest.repos.getContent(parameters));
  if (answer instanceof Refusal) return folder === "" ? null : parentOf(folder);
  const within = folder === "" ? path : path.slice(folder.length + 1);
  const [name = ""] = within.split("/");
  if (!Array.isArray(answer.data) || !answer.data.some((each) => each.name === name)) return folder;
  if (name === within) return null;
  return innermost(installation, repository, { path, folder: folder === "" ? name : `${folder}/${name}` });
}

function parentOf(path: string): string {
  return path.split("/").slice(0, -1).join("/");
}
