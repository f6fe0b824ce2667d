// The port to somebody who is told how a run ended, and what people should know before that.
import type { News } from "../domain/news.ts";
import type { GitHub } from "../github/github.ts";

export type Announcer = {
  /** For the log. */
  name: string;
  /** Whether an ending is told also where a newer run of the issue has ended since; otherwise the newest stands alone. */
  tellsEach: boolean;
  /**
   * Tells of an ending while nobody else may begin a run of the issue, or later where that was not possible. News that does
   * not concern this announcer is passed over. May be called again with the same news, where a worker died meanwhile.
   * Rejects when it could not; the outcome stands all the same, and the others are told.
   */
  announce(news: News): Promise<void>;
};

/** `github` null: the news is about no repository. */
export type AnnouncerDeps = { github: Pick<GitHub, "status"> | null; audience: Audience };

/** Whom the operator wants to be told, besides the issue. */
export type Audience = {
  /** Whether the person who asked is mentioned only in questions, or also at endings and where the budget runs low. */
  mentions: "questions" | "all";
  hook: Hook | null;
  /** GitHub's web address, without a slash at its end. */
  serverUrl: string;
};

/** `secret` null: what is sent is not signed. */
export type Hook = { url: string; secret: string | null };
