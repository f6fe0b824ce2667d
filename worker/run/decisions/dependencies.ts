// Names the dependencies that a change adds to manifests, or alters there, with what is known of each. Pure.
import type { Dependency } from "../../../src/domain/dependency.ts";
import type { Manifests, Requirement } from "../../toolchains/manifests.ts";
import { canonical, nearName } from "./near-name.ts";

/** A changed manifest or lockfile. A text is empty where there is no such file. */
export type ManifestChange = { path: string; base: string; head: string };

type Known = {
  /** Words of the architect that may name dependencies. */
  announced: readonly string[];
  languages: readonly Manifests[];
  /** Manifests and lockfiles of the base that the change leaves as they are. */
  others: readonly { path: string; text: string }[];
};

/**
 * In the order of the manifests. Of a lockfile it names only entries that come from elsewhere than the registry and its
 * mirrors in use, or that run a script. Not promised: what a manifest that is a program computes is read only as far as it is
 * written out.
 */
export function newDependencies(changes: readonly ManifestChange[], known: Known): Dependency[] {
  return known.languages.flatMap((language) => {
    const { registry, wellKnown, additions = [] } = language;
    const before = [...changes.map(({ path, base }) => ({ path, text: base })), ...known.others];
    const used = before.flatMap(({ path, text }) => [
      ...read(language, "manifests", path, text),
      ...read(language, "locks", path, text),
    ]);
    const names = [...new Set([...used.map(({ name }) => name), ...wellKnown])];
    const scripts = new Set(
      changes.flatMap(({ path, head }) => read(language, "locks", path, head)).flatMap(runningOnInstall),
    );
    const added = changes.flatMap((change) => [
      ...ofManifest(language, change),
      ...ofLock(language, change, hostsOf(used)),
    ]);
    const announced = (name: string) => known.announced.some((words) => announces(words, name));
    const isBrought = added.some(({ name, brought }) => brought !== true && announced(name));
    return unrepeated(added).map(
      ({ manifest, name, before: was, asks, source, runsOnInstall, brought }): Dependency => ({
        ...{ manifest, registry, name, before: was, now: asks, source },
        near: source === "index" ? null : nearName(name, names, additions),
        runsOnInstall: runsOnInstall === true || scripts.has(name),
        announced: announced(name) || (brought === true && isBrought),
      }),
    );
  });
}

type Added = Requirement & { manifest: string; before: string | null };

function read(language: Manifests, kind: "manifests" | "locks", path: string, text: string): Requirement[] {
  if (text === "") return [];
  const reader = language[kind].find(({ files }) => files.test(path));
  return reader?.read(text) ?? [];
}

function ofManifest(language: Manifests, { path, base, head }: ManifestChange): Added[] {
  const was = read(language, "manifests", path, base);
  return read(language, "manifests", path, head).flatMap((now) => {
    const same = was.filter(({ name }) => name === now.name);
    if (same.some(({ asks }) => asks === now.asks)) return [];
    return [{ ...now, manifest: path, before: same[0]?.asks ?? null }];
  });
}

/** A manifest may be new to the lockfile and be as it was itself. */
function ofLock(language: Manifests, { path, base, head }: ManifestChange, hosts: Set<string>): Added[] {
  const was = read(language, "locks", path, base);
  return read(language, "locks", path, head).flatMap((now) => {
    const same = was.filter(({ name }) => name === now.name);
    const isOdd =
      now.runsOnInstall === true ||
      (now.source === "address" ? !hosts.has(hostOf(now.asks)) : now.source !== "registry");
    const isKnown = same.some(
      ({ asks, runsOnInstall }) => asks === now.asks && runsOnInstall === now.runsOnInstall,
    );
    if (!isOdd || isKnown) return [];
    return [{ ...now, manifest: path, before: same[0]?.asks ?? null }];
  });
}

/** Where lockfiles of the base fetch from: a mirror of the registry is none of the change's doing. */
function hostsOf(used: readonly Requirement[]): Set<string> {
  return new Set(used.filter(({ source }) => source === "address").map(({ asks }) => hostOf(asks)));
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : "";
}

function runningOnInstall({ name, runsOnInstall }: Requirement): string[] {
  return runsOnInstall === true ? [name] : [];
}

/** What the manifest asks for comes before the same in the lockfile. */
function unrepeated(added: readonly Added[]): Added[] {
  return added.filter(
    ({ name, asks }, index) =>
      !added
        .slice(0, index)
        .some((each) => each.name === name && (each.asks === asks || each.source === "registry")),
  );
}

/** The words name it whole; a version may follow. */
function announces(words: string, name: string): boolean {
  const tokens = words
    .split(/[\s`'"(),;]+/)
    .map((token) => token.replace(/(?<=.)(?:@|[=<>~^!:]=?|==).*$/, ""));
  const wanted = canonical(name);
  return [...words.split(/[\s`'"(),;]+/), ...tokens].some((token) => canonical(token) === wanted);
}
