// A program that runs in the sandbox and prints as lcov what Node wrote down. It must fit between single quotes.

/**
 * Each range has a count; an inner range overrides the outer one. A file with a source map is left out: the offsets are
 * those of the code that ran, not of the file.
 */
export const V8_REPORT = `
const fs = require("node:fs");
const [folder, ...files] = process.argv.slice(1);
const wanted = new Set(files);
const counts = new Map();
for (const name of fs.existsSync(folder) ? fs.readdirSync(folder) : []) {
  const report = JSON.parse(fs.readFileSync(folder + "/" + name, "utf8"));
  const mapped = report["source-map-cache"] || {};
  for (const script of report.result) {
    if (!script.url.startsWith("file:///repo/") || mapped[script.url]) continue;
    const path = decodeURIComponent(script.url.slice(13));
    if (!wanted.has(path)) continue;
    const ranges = script.functions.flatMap((each) => each.ranges);
    ranges.sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
    const lines = linesOf(fs.readFileSync(path, "utf8"));
    for (const range of ranges)
      for (const line of lines)
        if (line.from >= range.startOffset && line.to <= range.endOffset) line.count = range.count;
    const known = counts.get(path) || new Map();
    for (const line of lines) known.set(line.number, Math.max(known.get(line.number) || 0, line.count));
    counts.set(path, known);
  }
}
for (const [path, lines] of counts) {
  const told = [...lines].map(([line, count]) => "DA:" + line + "," + count);
  process.stdout.write(["SF:" + path, ...told, ""].join("\\n"));
}
function linesOf(text) {
  let at = 0;
  const lines = text.split("\\n").map((line, index) => {
    const from = at + line.length - line.trimStart().length;
    const to = at + line.trimEnd().length;
    at += line.length + 1;
    return { number: index + 1, from, to, said: line.trim(), count: 0 };
  });
  return lines.filter((line) => !/^$|^(\\/\\/|\\/?\\*)|^[\\])};,]*$/.test(line.said));
}
`;
