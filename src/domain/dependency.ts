// One entry of a manifest that brings in other people's code, as a change adds or alters it.
import { z } from "zod";

/**
 * Where the code comes from. `registry`: the language's own. `address`: a file somewhere on the web. `path`: a folder or
 * an archive. `index`: the entry is no package, but another place that packages may come from.
 */
export const DependencySource = z.enum(["registry", "git", "address", "path", "index"]);
export type DependencySource = z.infer<typeof DependencySource>;

/** Names, versions and addresses are the coder's. */
export const Dependency = z.object({
  manifest: z.string(),
  /** As people call it: `npm`, `PyPI`. */
  registry: z.string(),
  /** As the registry knows it; of an index its address. */
  name: z.string(),
  /** What the base asks for: a version, a range, an address. Null: it does not name it. */
  before: z.string().nullable(),
  /** What the head asks for. */
  now: z.string(),
  source: DependencySource,
  /** A name that people know, or that the project uses already, and that this one may be taken for. */
  near: z.string().nullable(),
  /** The lockfile says that it runs a script when it is installed. */
  runsOnInstall: z.boolean(),
  /** The work order names it. */
  announced: z.boolean(),
});
export type Dependency = z.infer<typeof Dependency>;

/** A person has to look at it before it is merged. */
export function isDoubtful({ announced, near, source, runsOnInstall }: Dependency): boolean {
  return !announced || near !== null || source !== "registry" || runsOnInstall;
}
