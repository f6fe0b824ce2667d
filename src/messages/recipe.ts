// The rules of a repository that say what a run does by itself, with suggestions, for a person who corrects them.
import type { Hint, Origin, Withheld } from "../domain/hint.ts";
import type { Recipe } from "../domain/recipe.ts";
import { RULE_LIMITS, RULES_PATH } from "../domain/rules.ts";
import { flattened } from "../domain/text.ts";

/** What a person may start from where no kind of project is known. */
const PLACEHOLDER: Recipe["checks"] = [{ name: "test", run: "make test", kind: "test" }];

/** The rules for a repository in which nothing to check was recognised: the suggestions, since there is nothing else. */
export function unrecognised(hints: Hint[]): Recipe {
  const checks = hints.some(({ kind }) => kind === "check") ? [] : PLACEHOLDER;
  return { image: "base", setup: [], checks, hints };
}

export type RecipeOptions = {
  /** `host:port` pairs that set-up may reach, too. */
  registries?: readonly string[];
  /** Whether suggestions are in force where nothing was recognised; otherwise they are comments everywhere. */
  takesHints?: boolean;
};

/** Valid for the rules, and valid still where the `# ` before suggestions is deleted. A text in JSON is a text in YAML, too. */
export function recipeText(
  { image, setup, checks, hints }: Recipe,
  { registries = [], takesHints = false }: RecipeOptions = {},
): string {
  const of = <K extends Hint["kind"]>(kind: K) =>
    hints.filter((hint): hint is Extract<Hint, { kind: K }> => hint.kind === kind);
  const setups = of("setup").map(({ run, from }) => ({ item: word(run), from }));
  const names = new Set(checks.map(({ name }) => name));
  const checked = of("check").map(({ run, checks: kind, from }) => ({
    item: checkText({ name: freeName(kind, names), run, kind }),
    from,
  }));
  return [
    `# ${RULES_PATH}`,
    ...(hints.length === 0 ? [] : [EXPLAINED]),
    `image: ${word(image)}`,
    ...[...of("image"), ...of("version")].flatMap(({ image: other, from }) =>
      other === null ? [] : `# image: ${word(other)}  # ${originText(from)}`,
    ),
    ...(registries.length === 0 ? [] : list("registries", registries)),
    ...servicesText(of("service"), takesHints),
    ...list("setup", setup.map(word), setups, takesHints),
    ...list("checks", checks.map(checkText), checked, takesHints),
    ...of("withheld").map(
      ({ because, from }) => `# Not suggested, because ${WITHHELD[because]}: ${originText(from)}`,
    ),
  ].join("\n");
}

const EXPLAINED =
  "# A line without a source is what Issuewright does by itself. A key that is left out means the same.";

const WITHHELD: Record<Withheld, string> = {
  root: "it needs root",
  download: "it downloads something by itself or pipes into an interpreter",
  containers: "it needs a container engine",
  github: "only GitHub can run it",
};

function checkText({ name, run, kind, minutes }: Recipe["checks"][number]): string {
  const time = minutes === undefined ? "" : `, minutes: ${minutes}`;
  return `{ name: ${word(name)}, run: ${word(run)}, kind: ${kind}${time} }`;
}

function freeName(kind: string, taken: Set<string>): string {
  const free = Array.from({ length: taken.size + 1 }, (_, n) => (n === 0 ? kind : `${kind}-${n + 1}`)).find(
    (name) => !taken.has(name),
  );
  taken.add(free ?? kind);
  return free ?? kind;
}

type Suggested = { item: string; from: Origin };

function list(
  key: string,
  items: readonly string[],
  suggested: readonly Suggested[] = [],
  takes = false,
): string[] {
  if (items.length > RULE_LIMITS.commands || items.some((item) => item.length > RULE_LIMITS.command))
    return [`# ${key}: more than these rules can hold, so what is recognised stays in force`];
  const more = suggested.map(({ item, from }) => `  - ${item}  # ${originText(from)}`);
  if (items.length > 0) return [`${key}:`, ...items.map((item) => `  - ${item}`), ...more.map(comment)];
  if (more.length === 0) return [`${key}: []`];
  return takes ? [`${key}:`, ...more] : [`${key}:`, ...more].map((line) => `# ${line}`);
}

/** The indent stays before the mark, so that the list reads as one. */
function comment(line: string): string {
  return line.replace(/^( *)/, "$1# ");
}

/** Services share one loopback, so the first at a port is the one that counts. */
function servicesText(services: readonly Extract<Hint, { kind: "service" }>[], takes: boolean): string[] {
  const first = services.filter(
    ({ name, port }, at) =>
      services.findIndex((other) => other.port === port) === at &&
      services.findIndex((other) => other.name === name) === at,
  );
  if (first.length === 0) return [];
  const lines = first.slice(0, RULE_LIMITS.services).map(({ name, image, port, env, from }) => {
    const values = Object.entries(env).map(([key, value]) => `${word(key)}: ${word(value)}`);
    const given = values.length === 0 ? "" : `, env: { ${values.join(", ")} }`;
    return `  ${word(name)}: { image: ${word(image)}, port: ${port}${given} }  # ${originText(from)}`;
  });
  return ["services:", ...lines].map((line) => (takes ? line : `# ${line}`));
}

/** One line in every reader of YAML, and plain to a person who looks for what is hidden. */
function word(text: string): string {
  return JSON.stringify(text).replace(/[^\x20-\x7e\p{L}\p{N}\p{P}\p{S}]/gu, escaped);
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return code > 0xffff ? `\\U${hex.padStart(8, "0")}` : `\\u${hex.padStart(4, "0")}`;
}

const MAX_ORIGIN = 160;

/** Behind a comment's mark: whatever the repository wrote, it stays one line. */
function originText({ path, place }: Origin): string {
  const said = place === null ? path : `${path}, ${place}`;
  const flat = [...flattened(said)];
  return flat.length <= MAX_ORIGIN ? flat.join("") : `${flat.slice(0, MAX_ORIGIN).join("")}…`;
}
