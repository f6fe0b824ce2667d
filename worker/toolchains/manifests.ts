// What a language knows of the files that name other people's code.
import type { DependencySource } from "../../src/domain/dependency.ts";

/** One entry. Names and texts are as the file has them. */
export type Requirement = {
  /** As the registry knows it; of an index its address. */
  name: string;
  /** A version, a range or an address; empty where the file asks for none. */
  asks: string;
  source: DependencySource;
  runsOnInstall?: true;
  /** The manifest says that another package brings it. */
  brought?: true;
};

/** `read` is total: a text of another shape has no entries, and a part of another shape hides no other part. */
export type RequirementReader = { files: RegExp; read(text: string): Requirement[] };

export type Manifests = {
  /** As people call it: `npm`, `PyPI`. */
  registry: string;
  /**
   * Names that people know, so that a name beside one of them is seen. Written by hand; a name that is missing here only
   * means that nothing is called near to it.
   */
  wellKnown: readonly string[];
  /** Words that people put before or behind such a name to say which language it is for. */
  additions?: readonly string[];
  manifests: readonly RequirementReader[];
  locks: readonly RequirementReader[];
};

export function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** Where an address of any language leads. */
export function sourceOf(address: string): DependencySource {
  if (/^(?:git\+|git:|git@|ssh:|github:|gitlab:|bitbucket:|gist:)|\.git(?:[#@?].*)?$/.test(address))
    return "git";
  if (/^https?:/.test(address)) return "address";
  if (/^(?:file:|link:|portal:|\.{0,2}\/|~\/)/.test(address)) return "path";
  return "registry";
}

/** The members of an object; none where it is something else. */
export function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

/** A member of an object by its path; undefined where there is none. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce((part, key) => entriesOf(part).find(([name]) => name === key)?.[1], value);
}

export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
