// How a repository writes the subjects of its commits, read from its newest ones, and how a title of ours is put into it.

export type Convention =
  /** `type(scope): subject`, with the types and scopes the repository uses; `scoped`: it mostly names one. */
  | { kind: "conventional"; types: string[]; scopes: string[]; scoped: boolean; style: Style }
  /** `area: subject`, the area named for a part of the repository. */
  | { kind: "area"; areas: string[]; style: Style }
  /** `[tag] subject`. */
  | { kind: "tag"; tags: string[]; style: Style }
  /** An emoji, or its `:code:`, then the subject. */
  | { kind: "gitmoji"; emojis: string[]; style: Style }
  | { kind: "sentence"; style: Style }
  /** Too few to tell, or nothing in common. */
  | { kind: "none" };

/** Of the subject itself. Null: either is usual. */
export type Style = { capital: boolean | null; period: boolean };

type Parsed = { prefix: string; scope: string | null; subject: string };

const TYPES =
  /^(?:feat|feature|fix|bugfix|docs?|style|refactor|perf|tests?|build|ci|chore|revert|deps|security|types|wip|release)$/i;
const CONVENTIONAL = /^([a-z]{2,12})(?:\(([\w./@ ,-]{1,40})\))?!?: +(\S.*)$/i;
const AREA = /^([\w./@{},*-]{1,40}): +(\S.*)$/;
const TAG = /^\[([\w ./@-]{1,30})\][: ] *(\S.*)$/;
const GITMOJI = /^(:[a-z0-9_+-]{2,40}:|\p{Extended_Pictographic}\uFE0F?)\s*(\S.*)$/u;

/** Written by machines, or about no change. */
const NOISE =
  /^(?:merge\b|revert "|(?:fixup|squash|amend)! |initial commit|bump |update dependency|v?\d+(?:\.\d+)+|release v?\d|(?:build|chore)\(deps(?:-dev)?\))/i;
const MAX_CHARACTERS = 200;
const LEAST_SUBJECTS = 5;
const SHARE = 0.6;
const MOST_NAMES = 30;

/** The convention that most of the subjects keep to. */
export function conventionOf(subjects: string[]): Convention {
  const told = subjects
    .map((subject) =>
      subject
        .slice(0, MAX_CHARACTERS)
        .replace(/ \(#\d+\)$/, "")
        .trim(),
    )
    .filter((subject) => subject !== "" && !NOISE.test(subject));
  if (told.length < LEAST_SUBJECTS) return { kind: "none" };
  const most = told.length * SHARE;
  const of = (parse: (subject: string) => Parsed | null) => told.flatMap((subject) => parse(subject) ?? []);
  const conventional = of(asConventional);
  if (conventional.length >= most) return conventionalOf(conventional);
  const tags = of(asTag);
  if (tags.length >= most) return { kind: "tag", tags: namesOf(tags), style: styleOf(tags) };
  const emojis = of(asGitmoji);
  if (emojis.length >= most) return { kind: "gitmoji", emojis: namesOf(emojis), style: styleOf(emojis) };
  const areas = of(asArea);
  if (areas.length >= most) return { kind: "area", areas: namesOf(areas), style: styleOf(areas) };
  const plain = told.filter((subject) => (asTag(subject) ?? asGitmoji(subject) ?? asArea(subject)) === null);
  if (plain.length < most) return { kind: "none" };
  return { kind: "sentence", style: styleOf(plain.map((subject) => ({ prefix: "", scope: null, subject }))) };
}

export function asConventional(text: string): Parsed | null {
  const [, prefix = "", scope = null, subject = ""] = CONVENTIONAL.exec(text) ?? [];
  return TYPES.test(prefix) ? { prefix, scope, subject } : null;
}

export function asArea(text: string): Parsed | null {
  const [, prefix, subject = ""] = AREA.exec(text) ?? [];
  return prefix === undefined ? null : { prefix, scope: null, subject };
}

export function asTag(text: string): Parsed | null {
  const [, prefix, subject = ""] = TAG.exec(text) ?? [];
  return prefix === undefined ? null : { prefix, scope: null, subject };
}

export function asGitmoji(text: string): Parsed | null {
  const [, prefix, subject = ""] = GITMOJI.exec(text) ?? [];
  return prefix === undefined ? null : { prefix, scope: null, subject };
}

function conventionalOf(parsed: Parsed[]): Convention {
  const scoped = parsed.filter(({ scope }) => scope !== null);
  return {
    kind: "conventional",
    types: namesOf(parsed),
    scopes: namesOf(scoped.map((each) => ({ ...each, prefix: each.scope ?? "" }))),
    scoped: scoped.length >= parsed.length * SHARE,
    style: styleOf(parsed),
  };
}

/** The commonest first. */
function namesOf(parsed: Parsed[]): string[] {
  const counts = new Map<string, number>();
  for (const { prefix } of parsed) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_NAMES)
    .map(([name]) => name);
}

function styleOf(parsed: Parsed[]): Style {
  const letters = parsed
    .map(({ subject }) => /^\p{L}/u.exec(subject)?.[0] ?? "")
    .filter((letter) => letter !== "");
  const capitals = letters.filter((letter) => letter !== letter.toLowerCase()).length;
  const periods = parsed.filter(({ subject }) => /[^.]\.$/.test(subject)).length;
  const capital =
    capitals >= letters.length * SHARE ? true : capitals <= letters.length * (1 - SHARE) ? false : null;
  return {
    capital: letters.length < LEAST_SUBJECTS ? null : capital,
    period: parsed.length >= LEAST_SUBJECTS && periods >= parsed.length * SHARE,
  };
}
