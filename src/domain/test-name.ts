// How a test's title in its file and the name that its runner prints belong together.

/**
 * What runners print between suites and tests: ` > ` of many, `::` of pytest and Rust, `#` of Java, `/` of Go, and there a blank
 * behind the package.
 */
const BETWEEN = /\s+[>›»]\s+|::|#|\/(?=\S)|(?<=^\S+) (?=(?:Test|Example|Fuzz|Benchmark)\w*(?:\/|$))/;

/** What stands behind the title of a test that runs once for each row of a table. */
const ROW = /\s*(?:\[[^\]]*\]|\([^)]*\))$/;

/** The parts of a name, the test's own last; the name itself is the first of all. */
function partsOf(name: string): string[] {
  const whole = name.replace(ROW, "");
  const parts = whole.split(BETWEEN).filter((part) => part !== "");
  return [name, whole, ...parts].map(flat);
}

/** Whether a text holds the title of a test, however its name is printed. Spaces count as one; Go prints `_` for one. */
export function holdsTitle(text: string, name: string): boolean {
  const title = partsOf(name).at(-1) ?? "";
  const flatText = flat(text);
  return [flat(name), title, title.replaceAll("_", " ")].some(
    (each) => each !== "" && flatText.includes(each),
  );
}

/**
 * Whether a test of this name, as its runner prints it, is the one of this title, or stands in a suite of this title. What
 * stands for a value in a title (`%s`, `$name`) is any text.
 */
export function isOfTitle(name: string, title: string): boolean {
  const titles = [flat(title), partsOf(title).at(-1) ?? ""];
  return partsOf(name).some((part) =>
    titles.some((each) => reads(part, each) || reads(part.replaceAll("_", " "), each)),
  );
}

/**
 * Whether a person who writes `by` means a test of this name: its own title, the title behind those of suites and its file, however
 * they are joined.
 */
export function isCalled(name: string, by: string): boolean {
  const wanted = joined(by);
  const parts = name.replace(ROW, "").split(BETWEEN).map(flat);
  return joined(name) === wanted || parts.some((_, from) => flat(parts.slice(from).join(" ")) === wanted);
}

/** Whether `by` stands in the name with no letter or digit on either side. */
export function holdsWords(name: string, by: string): boolean {
  const wanted = flat(by);
  const text = flat(name);
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    if (!/\w/.test(text[at - 1] ?? "") && !/\w/.test(text[at + wanted.length] ?? "")) return true;
  }
  return false;
}

function joined(name: string): string {
  return flat(name.split(BETWEEN).join(" "));
}

const VALUE = /(?:%[a-zA-Z#%]|\$\{[^}]*\}|\$[\w.#]+)+/;

/** The fixed pieces of the title stand there in order, with something between each two. Linear. */
function reads(text: string, title: string): boolean {
  const [first = "", ...rest] = title.split(VALUE);
  const last = rest.pop();
  if (last === undefined) return text === title;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at + 1);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return text.startsWith(first) && text.endsWith(last) && text.length - last.length > at;
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
