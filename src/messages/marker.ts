// The hidden first line that marks our own comments and pull requests. Model text cannot forge one: `neutral` breaks every comment
// opener, and readers also ask that the author is our app.
import { NO_ROUND, type Round } from "../domain/round.ts";

export function stickyMarker(issue: number): string {
  return marker("sticky", `issue=${issue}`);
}

export function noticeMarker(issue: number): string {
  return marker("notice", `issue=${issue}`);
}

/** `key` is ours (a spec version, a run id), never a person's or a model's text. */
export function askMarker(issue: number, key: string): string {
  return marker("ask", `issue=${issue} key=${key.replace(/[^\w.-]/g, "_")}`);
}

/** The key of a comment that holds what somebody said on the page. `id` tells it from any other. */
export function pageKey(id: string): string {
  return `page-${id}`;
}

/** Below it stands what somebody said, word for word. `by`: a login; null: the operator. */
export function wordsMarker(by: string | null): string {
  return marker("words", by === null ? "operator" : `by=${by}`);
}

/** `by`: a login; null: whoever operates Issuewright. `text`: as it was typed. */
export type SaidOnPage = { by: string | null; text: string };

/** Null: the comment, which is one of our app, holds nothing that was said on the page. */
export function readSaidOnPage(body: string): SaidOnPage | null {
  if (!/^<!-- issuewright:ask issue=\d+ key=page-[\w.-]+ -->$/.test(firstLine(body))) return null;
  const found = /^<!-- issuewright:words (?:operator|by=([\w[\]-]+)) -->\r?\n([\s\S]*)$/m.exec(body);
  const text = found?.[2]?.trim() ?? "";
  return text === "" ? null : { by: found?.[1] ?? null, text };
}

/** `upTo`: the newest comment that is answered. It tells a second answer from the first. */
export function answerMarker(threadId: number, commitSha: string | null, upTo: number | null): string {
  const last = upTo === null ? "" : ` upto=${upTo}`;
  return marker("answer", `thread=${threadId} commit=${commitSha ?? "none"}${last}`);
}

/** The marker that a text of ours begins with. */
export function markerOf(body: string): string {
  return firstLine(body);
}

type Answered = { threadId: number; commitSha: string | null; upTo: number | null };

/** The thread that a comment answers, the commit it came with, and the newest comment that was read; null: it is no answer. */
export function readAnswer(body: string): Answered | null {
  const fields = /^<!-- issuewright:answer thread=(\d+) commit=(\w+)(?: upto=(\d+))? -->$/.exec(
    firstLine(body),
  );
  const [, threadId, commit, upTo] = fields ?? [];
  if (threadId === undefined || commit === undefined) return null;
  const commitSha = commit === "none" ? null : commit;
  return { threadId: Number(threadId), commitSha, upTo: upTo === undefined ? null : Number(upTo) };
}

/** Two answers to a thread say the same where they differ in nothing but their marker and the commits that they name. */
export function isSameAnswer(one: string, other: string): boolean {
  const words = (body: string) =>
    body
      .slice(firstLine(body).length)
      .replace(/\b[0-9a-f]{40}\b/g, "")
      .replaceAll("\r\n", "\n")
      .trim();
  return readAnswer(one) !== null && readAnswer(other) !== null && words(one) === words(other);
}

/** `spec` is the version that the pull request was built from. */
export function pullMarker(issue: number, spec: number, { number, first }: Round = NO_ROUND): string {
  const size = first === null ? "" : ` source=${first.source} tests=${first.tests}`;
  return marker("pull", `issue=${issue} spec=${spec} round=${number}${size}`);
}

const PULL =
  /^<!-- issuewright:pull issue=(\d+) spec=(\d+)(?: round=(\d{1,4})(?: source=(\d{1,7}) tests=(\d{1,7}))?)? -->$/;

/** The text of our pull request with another count of rounds; null: its marker is gone, so there is nothing to count on. */
export function withRound(body: string, issue: number, round: Round): string | null {
  const built = readBuiltSpec(body, issue);
  return built === null ? null : `${pullMarker(issue, built, round)}${body.slice(firstLine(body).length)}`;
}

/** The version of the spec that the pull request of an issue was built from; null: its marker is gone, or has no version. */
export function readBuiltSpec(body: string, issue: number): number | null {
  const fields = PULL.exec(firstLine(body));
  return fields !== null && Number(fields[1]) === issue ? Number(fields[2]) : null;
}

/** The rounds of review of the pull request of an issue; null: its marker is gone, or does not say. */
export function readRound(body: string, issue: number): Round | null {
  const [, of, , number, source, tests] = PULL.exec(firstLine(body)) ?? [];
  if (number === undefined || Number(of) !== issue) return null;
  const isSized = source !== undefined && tests !== undefined;
  return { number: Number(number), first: isSized ? { source: Number(source), tests: Number(tests) } : null };
}

/** The digest of the text that the spec in the comment was written from. It stands below the comment's marker. */
export function basisMarker(basis: string): string {
  return marker("basis", basis);
}

/** The digest from `basisMarker`, on the second line; anywhere else it is a quotation. Null: there is none. */
export function readBasis(sticky: string): string | null {
  const second = sticky.split(/\r?\n/, 2)[1] ?? "";
  return /^<!-- issuewright:basis ([0-9a-f]{32}) -->$/.exec(second)?.[1] ?? null;
}

/** Which spec we wrote into the comment: its version, and the digest of its words. */
export type SpecMark = { version: number; words: string };

/** It stands below the digest of the text. */
export function specMarker({ version, words }: SpecMark): string {
  return marker("spec", `version=${version} words=${words}`);
}

/** The mark from `specMarker`, on the third line; null: there is none. */
export function readSpecMark(sticky: string): SpecMark | null {
  const third = sticky.split(/\r?\n/, 3)[2] ?? "";
  const [, version, words] =
    /^<!-- issuewright:spec version=(\d{1,6}) words=([0-9a-f]{16}) -->$/.exec(third) ?? [];
  return version === undefined || words === undefined ? null : { version: Number(version), words };
}

/** The marker stands alone on the first line; anywhere else it is a quotation. */
export function hasMarker(body: string, wanted: string): boolean {
  return firstLine(body) === wanted;
}

function firstLine(body: string): string {
  return body.split(/\r?\n/, 1)[0]?.trim() ?? "";
}

function marker(kind: string, fields: string): string {
  return `<!-- issuewright:${kind} ${fields} -->`;
}
