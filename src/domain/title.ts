// A title in the repository's own convention. A title that already follows it stays; an unclear part is left out.
import { asConventional, type Convention, type Style } from "./convention.ts";

/** What our own code can tell about a change. */
export type About = {
  title: string;
  /** The title of the issue: a defect, unless it reads like a wish. */
  wish: string;
  /** The files it changes. */
  files: ChangedFile[];
};

export type ChangedFile = { path: string; isTest: boolean };

export function titleIn(convention: Convention, about: About): string {
  const said = { ...about, title: about.title.trim() };
  if (said.title === "") return "";
  switch (convention.kind) {
    case "conventional":
      return conventional(convention, said);
    case "plain":
      return styled(bare(said.title), convention.style);
    case "none":
      return said.title;
    default:
      return convention satisfies never;
  }
}

function conventional({ types, scopes, scoped, style }: ConventionOf<"conventional">, about: About): string {
  const own = asConventional(about.title);
  const kind = kindOf(about, own?.prefix ?? null);
  const same = types.find((each) => each.toLowerCase() === own?.prefix.toLowerCase());
  const type = same ?? types.find((each) => SPELLINGS[kind].includes(each.toLowerCase())) ?? kind;
  const written = own !== null && isScope(own.scope, scopes, about.files) ? own.scope : null;
  const scope = written ?? (scoped ? (placeAmong(scopes, about.files) ?? null) : null);
  const breaking = own !== null && /^[^:]*!:/.test(about.title) ? "!" : "";
  const prefix = `${type}${scope === null ? "" : `(${scope})`}${breaking}`;
  return `${prefix}: ${styled(own?.subject ?? bare(about.title), style)}`;
}

/** The repository uses this scope, or it uses scopes and this one names a changed part of it. */
function isScope(scope: string | null, scopes: string[], files: ChangedFile[]): boolean {
  if (scope === null || scopes.length === 0) return false;
  return scopes.includes(scope) || files.some(({ path }) => isIn(scope, path));
}

type ConventionOf<Kind extends Convention["kind"]> = Extract<Convention, { kind: Kind }>;
type Kind = "feat" | "fix" | "docs" | "test" | "refactor" | "perf" | "chore";

const SPELLINGS: Record<Kind, string[]> = {
  feat: ["feat", "feature", "enhancement"],
  fix: ["fix", "bugfix", "bug"],
  docs: ["docs", "doc"],
  test: ["test", "tests"],
  refactor: ["refactor", "style"],
  perf: ["perf"],
  chore: ["chore", "build", "ci", "deps"],
};
const DOCUMENT = /\.(?:md|mdx|rst|adoc|txt)$|(?:^|\/)docs?\//i;
const WISHES =
  /^(?:add|allow|support|introduce|implement|provide|offer|let|make it possible|enable|feature|wish|please|would be nice)\b/i;
const REWRITES = /^(?:rename|move|extract|refactor|simplify|split|inline|remove dead|clean up)\b/i;

/** The written prefix wins, then the changed paths, then the words of the titles: an issue is a wish or a defect. */
function kindOf({ title, wish, files }: About, written: string | null): Kind {
  const own = KINDS.find((kind) => SPELLINGS[kind].includes(written?.toLowerCase() ?? ""));
  if (own !== undefined) return own;
  const code = files.filter(({ path, isTest }) => !isTest && !DOCUMENT.test(path));
  if (files.length > 0 && code.length === 0) return files.every(({ isTest }) => isTest) ? "test" : "docs";
  if (WISHES.test(title)) return "feat";
  if (REWRITES.test(title)) return "refactor";
  return WISHES.test(wish) ? "feat" : "fix";
}

const KINDS: Kind[] = ["feat", "fix", "docs", "test", "refactor", "perf", "chore"];

/** The name that most changed paths contain; undefined for none, or for a tie. */
function placeAmong(names: string[], files: ChangedFile[]): string | undefined {
  const code = files.filter(({ isTest }) => !isTest);
  const counted = names
    .map((name) => ({
      name,
      hits: (code.length > 0 ? code : files).filter(({ path }) => isIn(name, path)).length,
    }))
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => b.hits - a.hits || b.name.length - a.name.length);
  const [first, second] = counted;
  if (first === undefined) return undefined;
  const alike =
    second !== undefined && second.hits === first.hits && second.name.length === first.name.length;
  return alike ? undefined : first.name;
}

/** `net/http` is in `src/net/http/server.go`, and `parser` is `lib/parser.js`. */
function isIn(name: string, path: string): boolean {
  const stem = path.replace(/\.[^./]+$/, "");
  return `/${stem}/`.toLowerCase().includes(`/${name.toLowerCase()}/`);
}

/** Without the prefix of a conventional commit. */
function bare(title: string): string {
  const parsed = asConventional(title);
  return parsed === null ? title : bare(parsed.subject);
}

/** A first word with a capital, digit or dot inside is a name: its case stays. */
function styled(subject: string, { capital, period }: Style): string {
  const word = /^\S+/.exec(subject)?.[0] ?? "";
  const isName = /^.+[\p{Lu}\d_(]/u.test(word) || /[./]./.test(word);
  const first = subject.charAt(0);
  const start = isName || capital === null ? first : capital ? first.toUpperCase() : first.toLowerCase();
  const end = subject.slice(1).replace(/(?<!\.)\.$/, "");
  return `${start}${end}${period && !end.endsWith("…") ? "." : ""}`;
}
