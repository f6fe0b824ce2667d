// The parts of a guide that a model can follow: what it says of code, tests and commits. The rest concerns people. Pure.

/** What a part of a guide speaks of. */
export type Topic = "code" | "tests" | "commits";
export type GuidePart = { topic: Topic; text: string };

/** `agents`: written for a program that writes code, so that a part without a known subject counts as code. */
export type Audience = "agents" | "people";

type Section = { titles: string[]; lines: string[] };

const COMMITS = /\bcommit|change ?log|news fragment/i;
const TESTS = /\btests?\b|\btesting\b|\bspecs\b|\bcoverage\b|\bfixtures?\b|\bsnapshots?\b/i;
const STYLE = /styl|convention|\blint|formatt|\bnam(es|ing)\b|coding (standard|guideline|rule)/i;
/** Headings of what only people do. */
const FOR_PEOPLE =
  /conduct|licen[cs]|\bcla\b|sign.?off|\bdco\b|vulnerabilit|security polic|report|\bbugs?\b|\bissues?\b|support|question|communit|donat|sponsor|fund|releas|publish|deploy|translat|getting started|set.?up|install|prerequisit|\bclon(e|ing)\b|\bfork|environment|thank|contribut|acknowledg|governance|maintainer|roadmap|contact|chat|discuss|table of contents|welcome|introduction|proposal|feature request|triag|\breview|pull request|\bprs?\b|branch/i;
/** Words of headings that say it less surely. */
const CODE =
  /\bcod(e|ing)\b|architect|structur|layout|design|\btyp(es?|ing)\b|\bimports?\b|\berrors?\b|comment|docstring|documentation|guideline|\brules?\b|principle|pattern|practice|\bapi\b|dependenc|\bdo(?:n't|'s| not)?\b|must|never|always|gotcha|pitfall|boundar|compatib|performance/i;
/** What makes a sentence of any other part a rule. */
const RULE =
  /\b(cod(e|ing) styl|style ?guide|lint(er|ing|s)?|eslint|prettier|biome|black|ruff|flake8|gofmt|rustfmt|clippy|rubocop|indent|spaces|tabs|semicolons?|quotes|line length|naming|convention|commit messages?|conventional commits?|squash|unit tests?|tests? (for|must|should|pass|case)|(add|write|include|update|have)[\w ]* tests?|coverage|type ?check|docstring|change ?log|backwards?.compat|public api)\b/i;

export function partsOf(guide: string, audience: Audience): GuidePart[] {
  return sectionsOf(guide).flatMap((section) => partsIn(section, audience));
}

function partsIn({ titles, lines }: Section, audience: Audience): GuidePart[] {
  const body = withoutLongExamples(lines).join("\n").trim();
  if (body === "" || isReference(body)) return [];
  const subject = subjectOf(titles);
  const [title = ""] = titles.slice(-1);
  if (subject !== "people" && (subject !== null || audience === "agents"))
    return [{ topic: subject ?? "code", text: title === "" ? body : `${title}\n${body}` }];
  return ruleSentences(lines).map((text) => ({ topic: topicOf(text) ?? "code", text }));
}

/** What the nearest heading says that says something. */
function subjectOf(titles: string[]): Topic | "people" | null {
  for (const title of titles.toReversed()) {
    const subject = topicOf(title) ?? (FOR_PEOPLE.test(title) ? "people" : CODE.test(title) ? "code" : null);
    if (subject !== null) return subject;
  }
  return null;
}

function topicOf(text: string): Topic | null {
  if (COMMITS.test(text)) return "commits";
  if (TESTS.test(text)) return "tests";
  return STYLE.test(text) ? "code" : null;
}

/** The file only stands for another one, as a link that git keeps as a text. */
function isReference(body: string): boolean {
  return /^@?[\w./-]+\.mdc?$/.test(body);
}

/** Examples take more room than the rule that they show. */
function withoutLongExamples(lines: string[]): string[] {
  const kept: string[] = [];
  let example: string[] | null = null;
  for (const line of lines) {
    const isFence = /^\s*(```|~~~)/.test(line);
    if (example !== null) {
      example.push(line);
      if (!isFence) continue;
      if (example.length <= MAX_EXAMPLE_LINES) kept.push(...example);
      example = null;
    } else if (isFence) example = [line];
    else kept.push(line);
  }
  return kept;
}

const MAX_EXAMPLE_LINES = 14;

/** Items of lists and paragraphs, each as one line. Examples in fences belong to nobody. */
function ruleSentences(lines: string[]): string[] {
  const pieces: string[] = [];
  let open = false;
  let fenced = false;
  for (const line of lines) {
    const isFence = /^\s*(```|~~~)/.test(line);
    if (isFence) fenced = !fenced;
    if (isFence || fenced || line.trim() === "") open = false;
    else if (open && !/^\s*([-*+]|\d+[.)])\s/.test(line)) pieces.push(`${pieces.pop() ?? ""} ${line.trim()}`);
    else {
      pieces.push(line.trim());
      open = true;
    }
  }
  return pieces.filter(
    (piece) => RULE.test(piece) && piece.length <= MAX_SENTENCE && !/^\S+ \[[^\]]*\]\([^)]*\)$/.test(piece),
  );
}

const MAX_SENTENCE = 600;

/** Headings of markdown and reStructuredText. The first section is what stands before any. */
function sectionsOf(guide: string): Section[] {
  const sections: Section[] = [{ titles: [], lines: [] }];
  const trail: { level: number; title: string }[] = [];
  const lines = guide.split("\n");
  let fenced = false;
  for (const [at, line] of lines.entries()) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    const heading = fenced ? null : headingAt(line, lines[at + 1] ?? "");
    const isUnderline = !fenced && at > 0 && headingAt(lines[at - 1] ?? "", line)?.underlined === true;
    if (isUnderline) continue;
    if (heading === null) sections.at(-1)?.lines.push(line);
    else {
      while ((trail.at(-1)?.level ?? -1) >= heading.level) trail.pop();
      trail.push(heading);
      sections.push({ titles: trail.map(({ title }) => title), lines: [] });
    }
  }
  return sections;
}

/** Underlines of reStructuredText, in the order in which most documents use them. */
const UNDERLINES = "=-~^\"'*+#";

function headingAt(line: string, next: string): { level: number; title: string; underlined: boolean } | null {
  const marked = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line);
  if (marked !== null) return { level: marked[1]?.length ?? 1, title: marked[2] ?? "", underlined: false };
  const mark = /^([=\-~^"'*+#])\1{2,}\s*$/.exec(next)?.[1];
  const isTitle = /^[^\s>|`].*\S$|^[^\s>|`-]$/.test(line) && !/^([=\-~^"'*+#])\1{2,}\s*$/.test(line);
  if (mark === undefined || !isTitle || /^([-*+]|\d+[.)])\s/.test(line)) return null;
  return { level: UNDERLINES.indexOf(mark) + 1, title: line.trim(), underlined: true };
}
