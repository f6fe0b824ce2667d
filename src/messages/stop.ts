// Who asked for a run, who stopped it, and why.
import type { Asker } from "../domain/asker.ts";
import type { Stop, Stopper, StopReason } from "../domain/stop.ts";
import { neutral } from "../domain/text.ts";

/** Not made neutral: a login is a person's text. */
export function nameOf(who: Asker | Stopper): string {
  switch (who.kind) {
    case "person":
      return who.login;
    case "machine":
      return who.name;
    case "operator":
      return "the operator";
    case "github":
      return "GitHub";
    case "issuewright":
      return "Issuewright";
    default:
      return who satisfies never;
  }
}

/** Without a full stop. */
export function stopReason(reason: StopReason): string {
  switch (reason.kind) {
    case "command":
      return "`/ai stop`";
    case "label-removed":
      return "the label was removed";
    case "issue-closed":
      return "the issue was closed";
    case "issue-gone":
      return "the issue is no longer there";
    case "text-changed": {
      const since = reason.after === "asked" ? `\`${nameOf(reason.asker)}\` asked` : "its spec was written";
      return `the text of the issue changed after ${since}, and its author has no write access, so the new text was not read. Put the label on again to vouch for it`;
    }
    case "interrupted":
      return "interrupted";
    default:
      return reason satisfies never;
  }
}

/** Of a run that was cancelled before it began. */
export function cancelledQueued({ by, because }: Stop): string {
  return `\`${neutral(nameOf(by))}\` cancelled the queued run: ${stopReason(because)}. Nothing was spent.`;
}
