// A dependency that a change adds or alters, in one clause: where it stands, and what is known of it.
import type { Dependency } from "../domain/dependency.ts";
import { code } from "./words.ts";

/** Without a full stop. */
export function dependencyText(dependency: Dependency): string {
  return `${code(dependency.manifest)}: ${entryText(dependency)}${doubtsText(dependency)}`;
}

function entryText({ registry, name, before, now, source }: Dependency): string {
  if (source === "index") return `new place that packages come from, ${code(name)}`;
  if (before === null)
    return `new ${registry} dependency ${[name, now]
      .filter((text) => text !== "")
      .map(code)
      .join(" ")}`;
  const [from, to] = [before, now].map((text) => (text === "" ? "any version" : code(text)));
  return `${registry} dependency ${code(name)} altered from ${from} to ${to}`;
}

function doubtsText({ announced, near, source, runsOnInstall }: Dependency): string {
  const doubts = [
    announced ? null : "the order does not announce it",
    near === null ? null : `its name may be taken for ${code(near)}`,
    source === "git" ? "it comes from a git repository and not from the registry" : null,
    source === "address" ? "it comes from an address and not from the registry" : null,
    source === "path" ? "it comes from a path and not from the registry" : null,
    runsOnInstall ? "it runs code of its own when it is installed" : null,
  ].filter((doubt) => doubt !== null);
  return doubts.length === 0 ? "" : `; ${doubts.join("; ")}`;
}
