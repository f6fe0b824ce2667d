// What a reviewer found, one line each: plain for folded details and for models, and as markdown for an item of a list.
import type { Finding } from "../domain/finding.ts";
import { code, exitText } from "./words.ts";

export function findingsText(findings: Finding[]): string {
  return findings.map((finding) => `- ${finding.severity}: ${plainLine(finding)}`).join("\n");
}

function plainLine(finding: Finding): string {
  const { criterion, text, shownBy } = finding;
  const measured = measuredText(finding);
  const about = criterion === null ? "" : ` (${criterion})`;
  const shown = shownBy === null ? "" : ` Shown by: ${shownBy}`;
  return `${placeOf(finding) ?? "the change as a whole"}${about} ${text}${shown}${measured}`;
}

export function findingItem(finding: Finding): string {
  const place = placeOf(finding);
  const criterion = finding.criterion === null ? [] : [`**${finding.criterion}**`];
  const said = [...(place === null ? [] : [code(place)]), ...criterion, finding.text].join(" ");
  return `${said}${measuredText(finding)}`;
}

/** Of a command that the harness ran; with a space before it. */
function measuredText({ command, shown }: Finding): string {
  if (command === null || shown === null) return "";
  const printed = shown.output === "" ? "" : `: ${code(shown.output)}`;
  return ` Measured: ${code(command)} ended with ${exitText(shown.exitStatus)}${printed}`;
}

/** Null: the change as a whole. */
function placeOf({ file, line }: Finding): string | null {
  return file === null || line === null ? file : `${file}:${line}`;
}
