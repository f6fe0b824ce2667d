// The person who asked, by a comment that mentions them: editing the issue's comment notifies nobody.
import { askerOf, newsId } from "../domain/news.ts";
import { renderMention } from "../messages/mention.ts";
import type { Announcer, AnnouncerDeps } from "./announcer.ts";

/** Null where the operator wants questions alone to mention somebody: these are comments of the run itself. */
export function mention({ github, audience }: AnnouncerDeps): Announcer | null {
  if (github === null || audience.mentions === "questions") return null;
  return {
    name: "mention",
    tellsEach: false,
    async announce(news) {
      const key = newsId(news);
      const told = askerOf(news);
      if (key === null || told === null) return;
      const body = renderMention({ issue: told.issue.number, key, login: told.login, news });
      if (body !== null) await github.status.ask(told.issue, key, body);
    },
  };
}
