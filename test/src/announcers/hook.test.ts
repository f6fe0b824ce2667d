// The outgoing hook, against a receiver that listens on loopback: what it is sent, and what its answers mean.
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { outgoingHook } from "../../../src/announcers/hook.ts";
import { announcersOver } from "../../../src/announcers/index.ts";
import { PermanentError, TransientError } from "../../../src/domain/errors.ts";
import type { News } from "../../../src/domain/news.ts";
import { failed, type Outcome } from "../../../src/domain/outcome.ts";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import { initialState } from "../../../src/domain/run-state.ts";
import { hookText } from "../../../src/messages/hook.ts";
import { aJob } from "../../support/builders.ts";

const serverUrl = "https://github.test";
const job = { ...aJob(), issue: { repository: { owner: "octo", name: "duration" }, number: 1 } };

function ended(outcome: Outcome): News {
  const report = { runId: "run-1", outcome, spec: null, usage: {}, phases: [] };
  const { diff: _, ...state } = initialState("run-1", job.issue);
  return { kind: "ran", job, report, state, labels: DEFAULT_LABELS, at: "2026-01-02T03:04:05.000Z" };
}

const stopped = ended({ kind: "superseded", by: { kind: "person", login: "ada" } });
const alarm: News = {
  ...{ kind: "sweep-fails", sweep: "repositories", times: 3, since: "2026-01-02T03:04:05.000Z" },
  programSaid: "502 <b>",
};

describe("the outgoing hook", () => {
  const got: { headers: IncomingHttpHeaders; path: string; body: string }[] = [];
  let answer: number | "nothing" = 200;
  const server = createServer(async (request, response) => {
    got.push({ headers: request.headers, path: request.url ?? "", body: await text(request) });
    if (answer === "nothing") return;
    response.writeHead(answer, { location: "/elsewhere" }).end("ok");
  });
  let url = "";
  beforeAll(async () => {
    await once(server.listen(0, "127.0.0.1"), "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/T0/secret`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    got.length = 0;
    answer = 200;
  });
  const hookTo = (secret: string | null, timeoutMs?: number) =>
    outgoingHook(
      { github: null, audience: { mentions: "questions", hook: { url, secret }, serverUrl } },
      timeoutMs,
    );

  it("sends one line of text under an id that stays the same, signed so that a receiver can tell", async () => {
    const key = Buffer.from("0123456789abcdef01234567");
    const hook = hookTo(`whsec_${key.toString("base64")}`);
    await hook?.announce(stopped);
    await hook?.announce(stopped);
    const [first, again] = got;
    const body = JSON.stringify({
      text: "<https://github.test/octo/duration/issues/1|octo/duration#1> begins again with a newer version of its spec",
    });
    expect(first?.body).toBe(body);
    expect(first?.headers["content-type"]).toBe("application/json");
    expect([first, again].map((each) => each?.headers["webhook-id"])).toEqual(["ended-run-1", "ended-run-1"]);
    const timestamp = first?.headers["webhook-timestamp"];
    const signature = createHmac("sha256", key).update(`ended-run-1.${timestamp}.${body}`).digest("base64");
    expect(first?.headers["webhook-signature"]).toBe(`v1,${signature}`);
  });

  it("is not signed without a secret, and tells of what concerns no repository", async () => {
    await hookTo(null)?.announce(alarm);
    expect(got.map(({ headers, body }) => [headers["webhook-signature"], JSON.parse(body)])).toEqual([
      [
        undefined,
        {
          text: "The sweep repositories of Issuewright has failed 3 times in a row since 2026-01-02T03:04:05.000Z: 502 &lt;b&gt;",
        },
      ],
    ]);
  });

  it.each([429, 500, 503])("is tried again later where the receiver answers %s", async (status) => {
    answer = status;
    await expect(hookTo(null)?.announce(alarm)).rejects.toBeInstanceOf(TransientError);
  });

  it.each([302, 307, 400, 404, 410])(
    "is given up where the receiver answers %s, and follows nobody",
    async (status) => {
      answer = status;
      const refused = new PermanentError({ kind: "hook-refused", host: new URL(url).host, status });
      await expect(hookTo(null)?.announce(alarm)).rejects.toEqual(refused);
      expect(got.map(({ path }) => path)).toEqual(["/services/T0/secret"]);
    },
  );

  it("waits for an answer only so long", async () => {
    answer = "nothing";
    await expect(hookTo(null, 20)?.announce(alarm)).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it("is one of the announcers only where the operator sets it", () => {
    const names = (hook: { url: string; secret: null } | null, mentions: "questions" | "all") =>
      announcersOver({ github: null, audience: { mentions, hook, serverUrl } }).map(({ name }) => name);
    expect([names(null, "all"), names({ url, secret: null }, "questions")]).toEqual([[], ["hook"]]);
  });
});

describe("the words of the hook", () => {
  it("say what a person has to know of each kind of news", () => {
    const pull = { number: 13, url: "https://github.test/octo/duration/pull/13", headSha: "abc" };
    const measured = { kind: "holds" as const, criteria: 1, proven: 1, held: 0, unseen: 0, lookTwice: 0 };
    const question = { id: "Q1", text: "Which?", recommended: "a", blocking: true };
    const told: News[] = [
      ended({ kind: "opened", pull, measured }),
      ended({ kind: "needs-answer", questions: [question], patchKept: null }),
      ended(failed({ kind: "issue-locked" }, null)),
      { kind: "budget-low", runId: "r", issue: job.issue, asker: job.asker, cap: "usd", share: 0.8349 },
    ];
    expect(told.map((news) => hookText(news, { serverUrl }))).toMatchInlineSnapshot(`
[
  "<https://github.test/octo/duration/issues/1|octo/duration#1> is done: <https://github.test/octo/duration/pull/13|#13> waits for review",
  "<https://github.test/octo/duration/issues/1|octo/duration#1> *needs an answer*: Which?",
  "<https://github.test/octo/duration/issues/1|octo/duration#1> *failed*: The issue is locked, so that the app cannot say on it what comes of a run",
  "<https://github.test/octo/duration/issues/1|octo/duration#1> has spent 83 % of its money budget",
]
`);
  });

  it("are nobody's but ours: what others wrote links nowhere, addresses nobody and is not set in another type", () => {
    const text =
      "<!channel> <https://evil.test|here> & *bold* `code` (@here)\n_more_ [a](//evil.test) ![b](x.png) www.evil.test a@evil.test";
    const question = { id: "Q1", text, recommended: "a", blocking: true };
    const news = ended({ kind: "needs-answer", questions: [question], patchKept: null });
    const said = hookText(news, { serverUrl }) ?? "";
    expect(said.split("answer*: ")[1]?.replaceAll("\u2060", "·")).toBe(
      "&lt;!channel&gt; &lt;https:·//evil.test|here&gt; &amp; *·bold*· `·code`· (@·here) _·more_· [a]·(//evil.test) ![b]·(x.png) www·.evil.test a@·evil.test",
    );
  });
});
