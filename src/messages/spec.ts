// A spec as markdown a person can edit, and back. parse(render(spec)) = spec.
import { Spec, type SpecReading } from "../domain/spec.ts";
import { visible } from "../domain/text.ts";

const SECTIONS = {
  criteria: "Acceptance criteria",
  outOfScope: "Out of scope",
  requirements: "Technical requirements",
  questions: "Open questions",
  decisions: "Decisions and lessons",
} as const;
type Section = keyof typeof SECTIONS;
const NAMES = ["criteria", "outOfScope", "requirements", "questions", "decisions"] as const;
const RECOMMENDED = "- *recommended:* ";

export function renderSpec(spec: Spec): string {
  return [
    `### Spec v${spec.version}`,
    `**Goal.** ${spec.goal}`,
    section(
      "criteria",
      spec.criteria.map((c) => `- **${c.id}** ${c.text}`),
    ),
    section("outOfScope", spec.outOfScope.map(item)),
    section("requirements", spec.requirements.map(item)),
    section(
      "questions",
      spec.questions.map(
        (q) => `- **${q.id}**${q.blocking ? " (blocking)" : ""} ${q.text}\n  ${RECOMMENDED}${q.recommended}`,
      ),
    ),
    section("decisions", spec.decisions.map(item)),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Finds the spec in a whole comment. Text around it is ignored; a spec that lost a needed part says which. */
export function parseSpec(markdown: string): SpecReading {
  const lines = markdown.split(/\r?\n/).map((text) => text.trim());
  const quoted = insideFences(lines);
  const start = lines.findIndex((text, index) => /^### Spec v\d+$/.test(text) && !quoted.has(index));
  const heading = lines[start];
  if (heading === undefined) return { kind: "none" };
  const end = lines.findIndex((text, index) => index > start && /^(#{1,6} |---$|<)/.test(text));
  const body = lines.slice(start + 1, end === -1 ? undefined : end);
  const parsed = Spec.safeParse({
    version: Number(heading.slice("### Spec v".length)),
    ...readSections(body),
  });
  if (parsed.success) return { kind: "read", spec: parsed.data };
  const fault = parsed.error.issues[0];
  return {
    kind: "unreadable",
    said: `${fault?.path.join(".") ?? "spec"}: ${fault?.message ?? "not valid"}`,
  };
}

/** A log above the spec is a quotation: its author has agreed to nothing. */
function insideFences(lines: string[]): Set<number> {
  const inside = new Set<number>();
  let open = "";
  for (const [index, text] of lines.entries()) {
    const ticks = /^(`{3,})[^`]*$/.exec(text)?.[1] ?? "";
    if (open !== "") inside.add(index);
    if (open === "") open = ticks;
    else if (ticks.length >= open.length && text === ticks) open = "";
  }
  return inside;
}

function section(name: Section, items: string[]): string {
  return items.length === 0 ? "" : `**${SECTIONS[name]}**\n\n${items.join("\n")}`;
}

function item(text: string): string {
  return `- ${text}`;
}

function readSections(lines: string[]) {
  const items: Record<Section, string[]> = {
    criteria: [],
    outOfScope: [],
    requirements: [],
    questions: [],
    decisions: [],
  };
  let goal = "";
  let current: Section | null = null;
  for (const text of lines) {
    const named = NAMES.find((name) => text === `**${SECTIONS[name]}**`);
    if (named !== undefined) current = named;
    else if (text.startsWith("**Goal.**")) goal = text.slice("**Goal.**".length);
    else if (current === null) goal = `${goal} ${text}`;
    else if (/^[-*] /.test(text)) items[current].push(text.slice(2));
    else if (text !== "" && items[current].length > 0) items[current].push(`${items[current].pop()} ${text}`);
  }
  return {
    goal,
    criteria: items.criteria.map(readCriterion),
    outOfScope: items.outOfScope,
    requirements: items.requirements,
    questions: readQuestions(items.questions),
    decisions: items.decisions,
  };
}

/** A criterion a person added without a number gets the next one. */
function readCriterion(text: string, index: number) {
  const match = /^(?:\[[ xX]\] )?\*\*(AC\d{1,2})\*\* (.*)$/.exec(visible(text));
  return match === null ? { id: `AC${index + 1}`, text } : { id: match[1], text: match[2] };
}

/** The recommended answer stands on a line of its own below its question. */
function readQuestions(items: string[]) {
  return items.flatMap((text, index) => {
    if (`- ${text}`.startsWith(RECOMMENDED)) return [];
    const match = /^\*\*(Q\d{1,2})\*\*( \(blocking\))? (.*)$/.exec(text);
    const next = `- ${items[index + 1] ?? ""}`;
    return {
      id: match?.[1] ?? `Q${index + 1}`,
      text: match?.[3] ?? text,
      recommended: next.startsWith(RECOMMENDED) ? next.slice(RECOMMENDED.length) : "decide during the work",
      blocking: match?.[2] !== undefined,
    };
  });
}
