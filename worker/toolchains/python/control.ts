// What tests of ours in Python share: a path that the runner finds, and the modules that the tests beside them load.

/** A path beside a test file, named as that one is. */
export function testPath(beside: string, name: string): string {
  const folder = beside.slice(0, beside.lastIndexOf("/") + 1);
  return /_test\.py$/.test(beside) ? `${folder}${name}_test.py` : `${folder}test_${name}.py`;
}

const IMPORT = /^(?:import [\w., ]+|from [\w.]+ import (?:\([^)]*\)|[^\n(]+))$/gm;

/** The imports at the top level of a text. One that fails stops none of the others. */
export function importsOf(text: string): string {
  const found = text.slice(0, 100_000).match(IMPORT) ?? [];
  const lines = found.filter((line) => !/^from __future__/.test(line) && !line.includes("*")).slice(0, 50);
  return lines
    .map((line) => `try:\n    ${line.replaceAll("\n", "\n    ")}\nexcept ImportError:\n    pass`)
    .join("\n");
}
