// The hidden first line by which we find our own writing. Model text cannot forge one: `neutral` breaks every comment
// opener, and readers also ask that the author is our app.

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

export function answerMarker(threadId: number, commitSha: string | null): string {
  return marker("answer", `thread=${threadId} commit=${commitSha ?? "none"}`);
}

export function pullMarker(issue: number): string {
  return marker("pull", `issue=${issue}`);
}

/** The marker stands alone on the first line; anywhere else it is a quotation. */
export function hasMarker(body: string, wanted: string): boolean {
  return body.split(/\r?\n/, 1)[0]?.trim() === wanted;
}

function marker(kind: string, fields: string): string {
  return `<!-- issuewright:${kind} ${fields} -->`;
}
