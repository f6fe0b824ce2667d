// What tests of ours in Python share: a path that the runner finds, and the modules that the tests beside them load.

/** A path beside a test file, named as that one is. */
export function testPath(beside: string, name: string): string {
  const folder = beside.slice(0, beside.lastIndexOf("/") + 1);
  return /_test\.py$/.test(beside) ? `${folder}${name}_test.py` : `${folder}test_${name}.py`;
}

const IMPORT = /^(?:import [\w., ]+|from [\w.]+ import (?:\([^)]*\)|[^\n(]+))$/gm;

/**
 * The imports at the top level of a text, or the changed modules where it names none of them there. One that fails stops
 * none of the others.
 */
export function importsOf(text: string, changed: readonly string[]): string {
  const found = text.slice(0, 100_000).match(IMPORT) ?? [];
  const lines = found.filter((line) => !/^from __future__/.test(line) && !line.includes("*")).slice(0, 50);
  const modules = changed.filter((path) => path.endsWith(".py")).map(moduleAt);
  const named = modules.some((module) => {
    const last = module.split(".").at(-1) ?? module;
    return lines.some((line) => new RegExp(`\\b${last}\\b`).test(line));
  });
  return [...lines, ...(named ? [] : modules.flatMap(importsNamed))]
    .map((line) => `try:\n    ${line.replaceAll("\n", "\n    ")}\nexcept Exception:\n    pass`)
    .join("\n");
}

function moduleAt(path: string): string {
  return path.replace(/(?:\/__init__)?\.py$/, "").replaceAll("/", ".");
}

/** Its folder may be one in which Python looks for modules. */
function importsNamed(module: string): string[] {
  if (!/^[A-Za-z_][\w.]*$/.test(module)) return [];
  const bare = module.replace(/^(?:src|lib)\./, "");
  return [`import ${bare}`, ...(bare === module ? [] : [`import ${module}`])];
}

/** The file is no test file, so what doctest finds in it are its tests. */
export function holdsExamples(path: string, text: string): boolean {
  return !/(^|\/)(?:test_[^/]*|[^/]*_test|tests?)\.py$/.test(path) && PROMPT.test(text);
}

const PROMPT = /^\s*>>> /m;

/** A function with an example that prints one number and expects another. */
export function exampleFor(name: string, printed: number, expected: number): string {
  return `def ${name}():\n    """\n    >>> ${printed}\n    ${expected}\n    """\n`;
}
