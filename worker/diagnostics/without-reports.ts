// The part of a check's output that is for people: without the XML reports, which `readOutput` reads.

/** Removes everything from the first report to the last. A cut output may have lost the beginning of the first one. */
export function withoutReports(output: string): string {
  const begins = output.search(/^<testsuites?[\s>]/m);
  const ends = output.search(/^<\/testsuites?>/m);
  const from = ends !== -1 && (begins === -1 || ends < begins) ? 0 : begins;
  const to = Math.max(output.lastIndexOf("</testsuite>"), output.lastIndexOf("</testsuites>"));
  return from === -1 || to < from
    ? output
    : output.slice(0, from) + output.slice(output.indexOf(">", to) + 1);
}
