// How a repository writes the subjects of its commits, read from its newest ones: conventional commits, or plain sentences.

export type Convention =
  /** `type(scope): subject`, with the types and scopes the repository uses; `scoped`: most subjects name a scope. */
  | { kind: "conventional"; types: string[]; scopes: string[]; scoped: boolean; style: Style }
  /** A subject without a prefix. */
  | { kind: "plain"; style: Style }
  /** Too few subjects to tell, or nothing in common. */
  | { kind: "none" };

/** How the subject itself is written. `capital` null: both are usual. */
export type Style = { capital: boolean | null; period: boolean };

type Parsed = { prefix: string; scope: string | null; subject: string };

const TYPES =
  /^(?:feat|feature|fix|bugfix|docs?|style|refactor|perf|tests?|build|ci|chore|revert|deps|security|types|wip|release)$/i;
const CONVENTIONAL = /^([a-z]{2,12})(?:\(([\w./@ ,-]{1,40})\))?!?: +(\S.*)$/i;
/** An area, a tag or an emoji before the subject. */
const PREFIXED =
  /^(?:[\w./@{},*-]{1,40}: |\[[\w ./@-]{1,30}\]|:[a-z0-9_+-]{2,40}:|\p{Extended_Pictographic})/u;

/** Subjects that machines write, or that describe no change. */
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
  const conventional = told.flatMap((subject) => asConventional(subject) ?? []);
  if (conventional.length >= most) return conventionalOf(conventional);
  const plain = told.filter((subject) => !PREFIXED.test(subject));
  if (plain.length < most) return { kind: "none" };
  return { kind: "plain", style: styleOf(plain.map((subject) => ({ prefix: "", scope: null, subject }))) };
}

export function asConventional(text: string): Parsed | null {
  const [, prefix = "", scope = null, subject = ""] = CONVENTIONAL.exec(text) ?? [];
  return TYPES.test(prefix) ? { prefix, scope, subject } : null;
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
