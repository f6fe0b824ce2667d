// A file that is not there costs a request each time, because GitHub counts a 404. A list of a folder that did not change
// costs none, so the lists from the root to its folder are asked for once the file is known to be missing.
import { type Repository, slug } from "../../domain/repository.ts";
import { at, type Installation } from "./installation.ts";
import { type Recent, recent } from "./recent.ts";
import { expecting, Refusal } from "./refusal.ts";

const MOST = 1000;

/** The files that were missing when they were last asked for. */
export function noneAbsent(): Recent<true> {
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
  if (absent.get(key) === true && (await lacks(installation, repository, path))) return null;
  const text = await read();
  if (text === null) absent.set(key, true);
  else absent.forget(key);
  return text;
}

/** A list of each folder from the root on, because a missing folder would be counted each time, too. */
async function lacks(installation: Installation, repository: Repository, path: string): Promise<boolean> {
  const [name = "", ...above] = path.split("/").toReversed();
  const folder = above.toReversed().join("/");
  if (folder !== "" && (await lacks(installation, repository, folder))) return true;
  const octokit = installation.octokit("read-file");
  const parameters = { ...at(repository), path: folder };
  const answer = await expecting([404], () => octokit.rest.repos.getContent(parameters));
  return (
    answer instanceof Refusal ||
    !Array.isArray(answer.data) ||
    !answer.data.some((each) => each.name === name)
  );
}
