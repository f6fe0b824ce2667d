// What a check printed for people: its output without reports in XML, which `readOutput` has read.

/** Takes out everything from the first report to the last. A cut output may have lost the beginning of the first. */
export function withoutReports(output: string): string {
  const begins = output.search(/^<testsuites?[\s>]/m);
  const ends = output.search(/^<\/testsuites?>/m);
  const from = ends !== -1 && (begins === -1 || ends < begins) ? 0 : begins;
  const to = Math.max(output.lastIndexOf("</testsuite>"), output.lastIndexOf("</testsuites>"));
  return from === -1 || to < from
    ? output
    : output.slice(0, from) + output.slice(output.indexOf(">", to) + 1);
}
