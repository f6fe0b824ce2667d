// How a test's title in its file and the name that its runner prints belong together.

/** What runners print between suites and tests: ` > ` of many, `::` of pytest and Rust, `#` of Java, `/` of Go. */
const BETWEEN = /\s+[>›»]\s+|::|#|\/(?=\S)/;

/** The parts of a name, the test's own last; the name itself is the first of all. */
function partsOf(name: string): string[] {
  const parts = name.split(BETWEEN).filter((part) => part !== "");
  return [name, ...parts].map(flat);
}

/** Whether a text holds the title of a test, however its name is printed. Spaces count as one; Go prints `_` for one. */
export function holdsTitle(text: string, name: string): boolean {
  const title = partsOf(name).at(-1) ?? "";
  const [whole, flatText] = [flat(name), flat(text)];
  return (
    whole !== "" &&
    [whole, title, title.replaceAll("_", " ")].some((each) => each !== "" && flatText.includes(each))
  );
}

/** Whether a test of this name, as its runner prints it, is the one of this title, or stands in a suite of this title. */
export function isOfTitle(name: string, title: string): boolean {
  const wanted = partsOf(title).at(-1) ?? "";
  const parts = partsOf(name);
  return parts.some(
    (part) => part === flat(title) || part === wanted || part.replaceAll("_", " ") === wanted,
  );
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
