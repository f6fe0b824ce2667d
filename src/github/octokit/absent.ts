// A file that is not there costs a request each time, because GitHub counts a 404. A list of its folder that did not change
// costs none, so that is asked for once the file is known to be missing.
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
  const key = keyOf(repository, path);
  if (absent.get(key) === true && (await lacks(installation, repository, path))) return null;
  const text = await read();
  if (text === null) absent.set(key, true);
  else absent.forget(key);
  return text;
}

/** Where the folder is missing, too, that would cost as much as asking for the file: the list of the folder above tells it. */
async function lacks(installation: Installation, repository: Repository, path: string): Promise<boolean> {
  const [name = "", ...above] = path.split("/").toReversed();
  const folder = above.toReversed().join("/");
  const { absent } = installation;
  const key = keyOf(repository, folder);
  if (absent.get(key) === true && (await lacks(installation, repository, folder))) return true;
  const octokit = installation.octokit("read-file");
  const parameters = { ...at(repository), path: folder };
  const answer = await expecting([404], () => octokit.rest.repos.getContent(parameters));
  if (answer instanceof Refusal || !Array.isArray(answer.data)) {
    if (folder === "") return true;
    absent.set(key, true);
    // Asked for now, its unchanged list costs nothing from the next time on.
    await lacks(installation, repository, folder);
    return true;
  }
  absent.forget(key);
  return !answer.data.some((each) => each.name === name);
}

function keyOf(repository: Repository, path: string): string {
  return `${slug(repository).toLowerCase()} ${path}`;
}
