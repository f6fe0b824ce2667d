// An evaluation as a picture: shares of verdicts, then time and cost of each case. One SVG, readable on light and dark.
import { count, duration, money } from "../../src/messages/words.ts";
import { type CaseResult, type Evaluation, summaryOf } from "../../worker/eval/result.ts";
import { Verdict } from "../../worker/eval/verdict.ts";
import { reasonLine } from "./reason.ts";
import { configurationLine, VERDICT_WORDS } from "./table.ts";

const WIDTH = 860;
const LEFT = 24;
const ROW = 22;
const BAR_TOP = 64;
const LEGEND_TOP = 112;
const ROWS_TOP = 160;
const NAME_WIDTH = 250;
const BAR_LEFT = LEFT + NAME_WIDTH + 12;
const BAR_WIDTH = 320;
const COST_RIGHT = WIDTH - LEFT;

/** Each has a sign as well, for people who do not see the colours. */
const SIGNS: Record<Verdict, string> = {
  resolved: "✓",
  "false-success": "✗",
  "honest-stop": "–",
  "broken-case": "?",
  error: "!",
};

const STYLE = `
  svg { --ink: #1f2328; --dim: #59636e; --paper: #ffffff; --line: #d1d9e0;
    --resolved: #1a7f37; --false-success: #cf222e; --honest-stop: #6e7781; --broken-case: #bf8700; --error: #8250df; }
  @media (prefers-color-scheme: dark) { svg { --ink: #f0f6fc; --dim: #9198a1; --paper: #0d1117; --line: #3d444d;
    --resolved: #3fb950; --false-success: #f85149; --honest-stop: #8b949e; --broken-case: #d29922; --error: #ab7df8; } }
  text { font: 13px system-ui, sans-serif; fill: var(--ink); }
  .title { font-size: 17px; font-weight: 600; } .dim { fill: var(--dim); } .end { text-anchor: end; }
  .paper { fill: var(--paper); } .line { stroke: var(--line); }`;

export function plot({ configuration, cases }: Evaluation): string {
  const height = ROWS_TOP + Math.max(1, cases.length) * ROW + 24;
  const longestMs = Math.max(1, ...cases.map(({ runMs }) => runMs));
  const { counts, settled, total, runMs } = summaryOf(cases);
  const sum = `${counts.resolved} of ${settled} resolved, ${count(counts["false-success"], "false success", "false successes")}, ${money(total.usd)}, ${duration(runMs)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(sum)}">
<style>${STYLE}
</style>
<rect class="paper" width="${WIDTH}" height="${height}"/>
<text class="title" x="${LEFT}" y="30">${escaped(sum)}</text>
<text class="dim" x="${LEFT}" y="50">${escaped(shortened(configurationLine(configuration), 120))}</text>
${shares(cases).join("\n")}
<text class="dim" x="${BAR_LEFT}" y="${ROWS_TOP - 12}">time of the run</text>
<text class="dim end" x="${COST_RIGHT}" y="${ROWS_TOP - 12}">cost</text>
<line class="line" x1="${LEFT}" x2="${COST_RIGHT}" y1="${ROWS_TOP - 4}" y2="${ROWS_TOP - 4}"/>
${cases.map((each, i) => caseRow(each, ROWS_TOP + i * ROW, longestMs)).join("\n")}
</svg>
`;
}

/** One bar of all cases, and what its colours mean. */
function shares(cases: CaseResult[]): string[] {
  const { counts } = summaryOf(cases);
  let x = LEFT;
  return Verdict.options.flatMap((verdict, i) => {
    const width = ((WIDTH - 2 * LEFT) * counts[verdict]) / Math.max(1, cases.length);
    const legendX = LEFT + i * 160;
    const bar = `<rect x="${fixed(x)}" y="${BAR_TOP}" width="${fixed(width)}" height="20" fill="var(--${verdict})"/>`;
    x += width;
    return [
      ...(counts[verdict] === 0 ? [] : [bar]),
      `<rect x="${legendX}" y="${LEGEND_TOP - 10}" width="10" height="10" fill="var(--${verdict})"/>`,
      `<text x="${legendX + 16}" y="${LEGEND_TOP}">${SIGNS[verdict]} ${VERDICT_WORDS[verdict].toLowerCase()} ${counts[verdict]}</text>`,
    ];
  });
}

function caseRow(result: CaseResult, top: number, longestMs: number): string {
  const { name, verdict, runMs } = result;
  const width = (BAR_WIDTH * runMs) / longestMs;
  const text = `y="${top + 15}"`;
  return `<g><title>${escaped(`${name}: ${VERDICT_WORDS[verdict]}. ${reasonLine(result.reason)}`)}</title>
<text x="${LEFT}" ${text} style="fill: var(--${verdict})">${SIGNS[verdict]}</text>
<text x="${LEFT + 18}" ${text}>${escaped(shortened(name, 34))}</text>
<rect x="${BAR_LEFT}" y="${top + 4}" width="${fixed(width)}" height="${ROW - 8}" fill="var(--${verdict})"/>
<text class="dim" x="${fixed(BAR_LEFT + width + 6)}" ${text}>${runMs === 0 ? "no outcome" : duration(runMs)}</text>
<text class="end" x="${COST_RIGHT}" ${text}>${runMs === 0 ? "" : money(summaryOf([result]).total.usd)}</text></g>`;
}

function shortened(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}

function fixed(value: number): string {
  return value.toFixed(1);
}

/** A name or a reason may hold any character; those that XML cannot hold are left out. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
