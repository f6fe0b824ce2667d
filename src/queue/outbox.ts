// What is owed to people: every word for them is kept in Redis until GitHub took it, or refused it for good.
import { randomUUID } from "node:crypto";
import type { Job as BullJob } from "bullmq";
import type { Redis } from "ioredis";
import { z } from "zod";
import type { Announcer } from "../announcers/announcer.ts";
import { type Clock, systemClock } from "../clock.ts";
import { Ended } from "../domain/ended.ts";
import { ClaimLost, PermanentError, reasonOf } from "../domain/errors.ts";
import { issueKey } from "../domain/naming.ts";
import { Alert, type News, newsId } from "../domain/news.ts";
import { issueName } from "../domain/repository.ts";
import type { GitHub } from "../github/github.ts";
import { carryOut, keepingWrites, placeOf, Write } from "../github/write.ts";
import type { Log } from "../log.ts";
import { connect, PREFIX } from "../redis/connection.ts";
import { holderOf } from "./claims.ts";
import { KEPT_OPTIONS, type KeptTiming, type KeptWorker, keptQueue, workOff } from "./kept.ts";
import { OUTBOX } from "./keys.ts";

export type Outbox = AsyncDisposable & {
  /**
   * The same port, and those who are told of an outcome through it. Each word for people is now said at once or kept:
   * what cannot be said is said later, by whichever process is there then, unless something newer stands in its place.
   * A write rejects where GitHub refuses it for good; an announcer does not, because the outcome stands. Both reject
   * where a word can neither be said nor kept. Without `holds` any more, nothing is said or kept: ClaimLost.
   */
  keeping(
    installationId: number,
    github: GitHub,
    holds?: () => Promise<boolean>,
  ): { github: GitHub; announcers: Announcer[] };
  /** Those who are told of what concerns no repository, in the same way. */
  announcers: Announcer[];
};

type AnnouncersOver = (over: { github: GitHub | null }) => Announcer[];

/** Fails fast when Redis is away. */
export type OutboxOptions = {
  redisUrl: string;
  announcersOver: AnnouncersOver;
  log: Log;
  clock?: Clock;
  timing?: Partial<OutboxTiming>;
};

export type OutboxTiming = KeptTiming & {
  /** A process that owes a word and gives no sign of life for so long is taken for dead: another one says it. */
  firstMs: number;
};
const FIRST_MS = 10_000;
const MOST_BACKOFF_MS = 30_000;

const always = async () => true;

const REMEMBERED_S = 7 * 24 * 60 * 60;

const Word = z.discriminatedUnion("kind", [
  /** `each`: newer outcomes of the issue do not stand in its place. */
  z.object({
    ...{ kind: z.literal("outcome"), announcer: z.string(), ended: Ended },
    each: z.boolean().default(false),
  }),
  z.object({ kind: z.literal("alert"), announcer: z.string(), alert: Alert }),
  z.object({ kind: z.literal("write"), write: Write }),
]);
type Word = z.infer<typeof Word>;
/** `installationId` null: the word is about no repository. */
const Owed = z.object({ installationId: z.int().nullable(), word: Word });
type Owed = z.infer<typeof Owed>;

export function openOutbox({
  redisUrl,
  announcersOver,
  log,
  timing,
  clock = systemClock,
}: OutboxOptions): Outbox {
  const redis = connect(redisUrl, log, { maxRetriesPerRequest: 1 });
  const bull = keptQueue<Owed>(OUTBOX, redis, log);
  const firstMs = timing?.firstMs ?? FIRST_MS;
  const options = { ...KEPT_OPTIONS, delay: firstMs, removeOnComplete: true };

  async function keep(owed: Owed): Promise<BullJob<Owed>> {
    const jobId = randomUUID();
    await redis.set(newestKey(owed.word), jobId, "EX", REMEMBERED_S);
    return bull.add(nameOf(owed.word), Owed.parse(owed), { ...options, jobId });
  }

  async function sayOrKeep<T>(
    owed: Owed,
    holds: () => Promise<boolean>,
    say: () => Promise<T>,
  ): Promise<{ value: T } | null> {
    if (!(await holds())) throw new ClaimLost();
    const [kept] = await Promise.allSettled([keep(owed)]);
    const job = kept.status === "fulfilled" ? kept.value : null;
    const [said] = await Promise.allSettled([
      job === null ? say() : whileAlive(job, { firstMs, clock }, say),
    ]);
    if (said.status === "fulfilled") {
      // Where it cannot be taken out, it is said once more, with the same words.
      await Promise.allSettled([job === null ? null : bull.remove(job.id ?? "")]);
      return { value: said.value };
    }
    // Another worker has its own words by now.
    if (said.reason instanceof ClaimLost)
      await Promise.allSettled([job === null ? null : bull.remove(job.id ?? "")]);
    if (job === null || said.reason instanceof PermanentError || said.reason instanceof ClaimLost)
      throw said.reason;
    log.warn({ ...fieldsOf(owed), reason: reasonOf(said.reason) }, "a word for people is said later");
    return null;
  }

  const announcing = (
    installationId: number | null,
    { announce, ...announcer }: Announcer,
    holds: () => Promise<boolean>,
  ): Announcer => ({
    ...announcer,
    async announce(news) {
      const owed = { installationId, word: wordOf(announcer, news) };
      const [told] = await Promise.allSettled([sayOrKeep(owed, holds, () => announce(news))]);
      if (told.status === "fulfilled") return;
      if (!(told.reason instanceof PermanentError)) throw told.reason;
      log.error({ announcer: announcer.name, reason: reasonOf(told.reason) }, "news was refused for good");
    },
  });

  return {
    keeping: (installationId, github, holds = always) => ({
      github: keepingWrites(github, (write, work) =>
        sayOrKeep({ installationId, word: { kind: "write", write } }, holds, work),
      ),
      announcers: announcersOver({ github }).map((each) => announcing(installationId, each, holds)),
    }),
    announcers: announcersOver({ github: null }).map((each) => announcing(null, each, always)),
    [Symbol.asyncDispose]: async () => {
      await bull.close();
      redis.disconnect();
    },
  };
}

/** Puts off the moment at which another process says it, again and again, for as long as this one tries. */
async function whileAlive<T>(
  job: BullJob<Owed>,
  { firstMs, clock }: { firstMs: number; clock: Clock },
  say: () => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const giveSigns = async () => {
    while (true) {
      await clock.sleep(firstMs / 3, over.signal);
      await Promise.allSettled([job.changeDelay(firstMs)]);
    }
  };
  void Promise.allSettled([giveSigns()]);
  try {
    return await say();
  } finally {
    over.abort();
  }
}

export type PayOptions = OutboxOptions & { github(installationId: number): GitHub };

/** Says what is owed, whoever owes it. */
export function payDebts({ github, announcersOver, timing, ...options }: PayOptions): KeptWorker {
  const { log } = options;
  return workOff({
    ...options,
    name: OUTBOX,
    concurrency: 4,
    timing: { mostBackoffMs: MOST_BACKOFF_MS, ...timing },
    fieldsOf: ({ data }) => {
      const owed = Owed.safeParse(data).data;
      return owed === undefined ? {} : fieldsOf(owed);
    },
    async attempt(bull, redis) {
      const { installationId, word } = Owed.parse(bull.data);
      const fields = fieldsOf({ installationId, word });
      const standing = await standingOf(redis, word, bull.id ?? "");
      if (standing === "overtaken") return log.info(fields, "something newer stands in its place");
      if (standing === "still-held") throw new Error("the run has not let go of its issue yet");
      await say(word, { github: installationId === null ? null : github(installationId), announcersOver });
      log.info(fields, "a word for people is said");
    },
  });
}

async function say(
  word: Word,
  { github, announcersOver }: { github: GitHub | null; announcersOver: AnnouncersOver },
) {
  if (word.kind === "write") return github === null ? undefined : carryOut(word.write, github);
  // Nobody of that name may be told any more.
  await announcersOver({ github })
    .find(({ name }) => name === word.announcer)
    ?.announce(word.kind === "outcome" ? word.ended : word.alert);
}

/** Whether the word still counts: of one place the newest only, and of an issue the newest run only. */
async function standingOf(redis: Redis, word: Word, id: string): Promise<"due" | "overtaken" | "still-held"> {
  const newest = await redis.get(newestKey(word));
  if (newest !== null && newest !== id) return "overtaken";
  if (word.kind !== "outcome" || word.each || word.ended.kind === "never-began") return "due";
  const { job, report } = word.ended;
  const holder = await holderOf(redis, job.issue);
  if (holder === null) return "due";
  return holder === report.runId ? "still-held" : "overtaken";
}

function newestKey(word: Word): string {
  return `${PREFIX}:owed:${wordPlace(word)}`;
}

function wordPlace(word: Word): string {
  if (word.kind === "write") return placeOf(word.write);
  const { announcer } = word;
  if (word.kind === "alert") return `alert ${newsId(word.alert)} ${announcer}`;
  const { ended, each } = word;
  if (ended.kind === "never-began") return `notice ${issueKey(ended.issue)} ${announcer}`;
  const which = each ? ended.report.runId : issueKey(ended.job.issue);
  return `outcome ${which} ${announcer}`;
}

function wordOf({ name, tellsEach }: Omit<Announcer, "announce">, news: News): Word {
  const { kind } = news;
  if (kind === "ran" || kind === "never-began")
    return { kind: "outcome", announcer: name, ended: news, each: tellsEach };
  return { kind: "alert", announcer: name, alert: news };
}

function nameOf(word: Word): string {
  return word.kind === "write" ? word.write.kind : word.announcer;
}

function fieldsOf({ word }: Owed): object {
  const owed = wordPlace(word);
  if (word.kind === "write" && "issue" in word.write) return { owed, issue: issueName(word.write.issue) };
  if (word.kind !== "outcome") return { owed };
  const { ended } = word;
  if (ended.kind === "never-began") return { owed, issue: issueName(ended.issue) };
  return { owed, issue: issueName(ended.job.issue), runId: ended.report.runId };
}
