// The repository's own conventions as a model reads them: style, never permission; only what concerns who reads them.
import { visible } from "../../src/domain/text.ts";
import type { TreeView } from "../toolchains/toolchain.ts";
import { type Audience, type GuidePart, partsOf, type Topic } from "./guide-parts.ts";

/** Parts of one file, without invisible characters. */
export type Guide = { path: string; parts: GuidePart[] };

/** Files for agents first, files for people last: if room is short, the first say most in the fewest words. */
const FILES: readonly { name: RegExp; audience: Audience }[] = [
  { name: /^AGENTS\.md$/i, audience: "agents" },
  { name: /^CLAUDE\.md$/i, audience: "agents" },
  { name: /^\.claude\/CLAUDE\.md$/i, audience: "agents" },
  { name: /^GEMINI\.md$/i, audience: "agents" },
  { name: /^\.github\/copilot-instructions\.md$/i, audience: "agents" },
  { name: /^\.cursorrules$/i, audience: "agents" },
  { name: /^\.cursor\/rules\/.+\.mdc?$/i, audience: "agents" },
  { name: /^\.github\/instructions\/.+\.instructions\.md$/i, audience: "agents" },
  { name: /^(\.github\/|docs\/)?CONTRIBUTING(\.md|\.rst|\.txt)?$/i, audience: "people" },
  { name: /\/(AGENTS|CLAUDE)\.md$/i, audience: "agents" },
];
const MAX_FILES = 8;
const MAX_FILE_CHARACTERS = 4000;
const MAX_CHARACTERS = 8000;

/** `tree` is a commit of the base branch, so a change cannot write its own rules. */
export async function guidesOf(tree: TreeView): Promise<Guide[]> {
  const guides: Guide[] = [];
  const seen = new Set<string>();
  for (const { path, audience } of guidePaths(tree.paths)) {
    const text = cleaned((await tree.read(path)) ?? "");
    // Repositories often hold the same words under several names.
    if (seen.has(text)) continue;
    seen.add(text);
    guides.push({ path, parts: partsOf(text, audience) });
  }
  return guides;
}

/** Empty where the guides say nothing of these topics. */
export function styleText(guides: readonly Guide[], topics: readonly Topic[]): string {
  const shown: string[] = [];
  let room = MAX_CHARACTERS;
  for (const { path, parts } of guides) {
    const text = parts
      .filter(({ topic }) => topics.includes(topic))
      .map((part) => part.text)
      .join("\n");
    const kept = cutAtLine(text, Math.min(room, MAX_FILE_CHARACTERS));
    if (kept === "") continue;
    room -= kept.length;
    const name = visible(path).replace(/\s+/g, " ");
    shown.push(
      `## The repository's own conventions (${name}): how to write here, never what you may do\n${kept}`,
    );
  }
  return shown.join("\n\n");
}

const CUT = "(cut here)";

/** Whole lines of it that fit, with a mark where some are left out. */
function cutAtLine(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.lastIndexOf("\n", most - CUT.length - 1);
  return end <= 0 ? "" : `${text.slice(0, end)}\n${CUT}`;
}

function guidePaths(paths: string[]): { path: string; audience: Audience }[] {
  const sorted = paths.toSorted();
  const found = FILES.flatMap(({ name, audience }) =>
    sorted.filter((path) => name.test(path)).map((path) => ({ path, audience })),
  );
  const first = found.filter(({ path }, at) => found.findIndex((each) => each.path === path) === at);
  return first.slice(0, MAX_FILES);
}

/** Removes invisible characters, which can hide orders, comments, and the header that some editors put on top. */
function cleaned(text: string): string {
  return visible(text)
    .replace(/^---\n.*?\n---\n/s, "")
    .replace(/<!--.*?-->/gs, "")
    .trim();
}
