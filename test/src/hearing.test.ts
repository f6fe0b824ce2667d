// How we hear of what people do: by webhooks where GitHub can bring them, else by asking.
import { expect, it } from "@jest/globals";
import { addressFault, costOfPolling, hearingFor, type Intake } from "../../src/hearing.ts";

const HOOK = { url: "https://bot.example.org/api/github/webhooks", hasSecret: true };

const hearing = (intake: Intake | null, secrets: string[], url: string | null = HOOK.url) =>
  hearingFor({ intake, sweepMs: null, webhook: { secrets } }, async () =>
    url === null ? null : { ...HOOK, url },
  );

it("webhooks where there is a secret and an address, and polling where either is missing", async () => {
  expect([
    await hearing(null, ["secret"]),
    await hearing(null, []),
    await hearing(null, ["secret"], null),
    await hearing(null, ["secret"], "http://localhost:3000/api/github/webhooks"),
    await hearing(null, ["secret"], "https://issuewright.example.com/api/github/webhooks"),
  ]).toEqual([
    { kind: "webhook", everyMs: 60_000 },
    { kind: "poll", because: "no-secret", everyMs: 10_000 },
    { kind: "poll", because: "no-address", everyMs: 10_000 },
    { kind: "poll", because: "loopback", everyMs: 10_000 },
    { kind: "poll", because: "placeholder", everyMs: 10_000 },
  ]);
});

it("what the operator chose, without asking GitHub", async () => {
  const never = () => Promise.reject(new Error("GitHub was asked"));
  const wish = { sweepMs: 5_000, webhook: { secrets: ["secret"] } };
  expect([
    await hearingFor({ ...wish, intake: "poll" }, never),
    await hearingFor({ ...wish, intake: "webhook" }, never),
  ]).toEqual([
    { kind: "poll", because: "chosen", everyMs: 5_000 },
    { kind: "webhook", everyMs: 5_000 },
  ]);
});

it.each([
  ["http://localhost:3000", "loopback"],
  ["http://app.localhost", "loopback"],
  ["http://127.0.0.1/hook", "loopback"],
  ["http://127.1", "loopback"],
  ["http://2130706433/", "loopback"],
  ["http://[::1]:3000", "loopback"],
  ["http://[::ffff:127.0.0.1]/", "loopback"],
  ["http://0.0.0.0:3000", "loopback"],
  ["ftp://bot.example.org", "no-address"],
  ["bot.example.org", "no-address"],
  ["https://issuewright.example.com", "placeholder"],
  ["https://bot.example.org", undefined],
  ["http://10.0.0.7:3000/hook", undefined],
  ["https://localhost.example.org", undefined],
])("%s is %s", (url, fault) => {
  expect(addressFault(url)?.kind).toBe(fault);
});

it("what polling costs follows from how often GitHub is asked", () => {
  const cost = { everySeconds: 10, quietCallsAnHour: 360, draftCallsAnHour: 2160, countedAnHour: 9 };
  expect(costOfPolling(10_000)).toEqual(cost);
});
