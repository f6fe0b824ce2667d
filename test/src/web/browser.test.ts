// The page in a real browser: signing in, keeping up to date, on a phone and in the dark, by keyboard, and for a screen reader.
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Browser } from "playwright-core";
import { NO_USAGE } from "../../../src/domain/budget.ts";
import type { SaidStep } from "../../../src/domain/run-part.ts";
import type { KeptEvent } from "../../../src/ledger/ledger.ts";
import type { Standing } from "../../../src/ledger/rows.ts";
import type { Sums } from "../../../src/ledger/sums.ts";
import { findingsOf, isTooWide, openBrowser, openSignedIn } from "../../support/browser.ts";
import { aProof, someEvidence } from "../../support/builders.ts";
import { nothingThere, type TestPage, testPage } from "../../support/page.ts";
import { aRunRow, aStanding, NOON } from "../../support/standings.ts";

const HOSTILE = '<script>document.title = "taken"</script><img src=x onerror="document.title=\'taken\'">';
const HEAD = { runId: "r1", issue: aRunRow().issue, at: "2030-01-01T12:00:00.000Z" };
const SHARES = { usd: 0.5, tokens: 0.1, steps: 0.1, minutes: 0.1 };
const STEP: SaidStep = {
  ...{ at: HEAD.at, role: "coder", model: "m1", step: 1, told: ["Go on."], text: HOSTILE, usage: NO_USAGE },
  calls: [1, 2].map(() => ({ name: "shell", arguments: '{"command":"ls"}', answer: HOSTILE, failed: true })),
};
const SUMS: Sums = {
  ...{ day: HEAD.at.slice(0, 10), repository: "octo/clock", model: "m1", role: "coder" },
  of: { "ended:opened": 2, runs: 2, opened: 2, merged: 1, "all-usd": 0.003 },
};
const EVENTS: KeptEvent[] = [
  { ...HEAD, kind: "started", job: "work", asker: { kind: "person", login: "ada" } },
  { ...HEAD, kind: "stepped", role: "coder", model: "m1", step: 1, spent: NO_USAGE, shares: SHARES },
  { ...HEAD, kind: "stepped", role: "coder", model: "m1", step: 2, spent: NO_USAGE, shares: SHARES },
  {
    ...{ ...HEAD, kind: "attempted", attempt: 1, criteria: { proven: 0, of: 1 } },
    checks: [{ name: "test", ending: "failed", failedTests: 2, diagnostics: 0 }],
  },
];
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** A page with one issue that runs, and a ledger in which `happen` makes something happen. */
function aHouse(): { page: TestPage; happen(): void; running: Standing[] } {
  const running = [aStanding({ title: HOSTILE })];
  let happen = () => {};
  const page = testPage({
    clock: { ...nothingThere.clock, now: () => NOON },
    ledger: {
      ...nothingThere.ledger,
      lane: async (lane) => ({
        rows: lane === "running" ? running : [],
        of: lane === "running" ? running.length : 0,
      }),
      run: async () => aRunRow({ title: HOSTILE }),
      issue: async () => aStanding(),
      events: async () => EVENTS,
      parts: async () => [{ kind: "evidence", evidence: someEvidence({ proofs: [aProof()] }) }],
      said: async () => ({ rows: [STEP], of: 1 }),
      // Within 90 days there is something, within 30 nothing.
      sums: async (days) => (days.length > 30 ? [SUMS] : []),
      async *follow(signal) {
        while (!signal.aborted) {
          await new Promise<void>((next) => {
            happen = next;
            signal.addEventListener("abort", () => next(), { once: true });
          });
          yield {
            runId: "r1",
            issue: aRunRow().issue,
            at: "2030-01-01T12:00:00.000Z",
            kind: "phase-started",
            phase: "review",
          };
        }
      },
    },
  });
  return { page, happen: () => happen(), running };
}

it("shows what happens without a reload, and hostile titles as text", async () => {
  const { page, happen, running } = aHouse();
  await using opened = await openSignedIn(browser, page);
  const { tab, complaints } = opened;
  await tab.getByText(HOSTILE).waitFor();
  running.push(aStanding({ issue: { ...aRunRow().issue, number: 2 }, title: "Came later" }));
  happen();
  await tab.getByText("Came later").waitFor();
  expect([await tab.title(), complaints]).toEqual(["Board · Issuewright", []]);
});

it("gives its connection back while nobody looks, and shows what happened meanwhile", async () => {
  const { page, running } = aHouse();
  await using opened = await openSignedIn(browser, page);
  const { tab } = opened;
  await tab.getByText(HOSTILE).waitFor();
  const look = (isHidden: boolean) =>
    tab.evaluate(
      `Object.defineProperty(document, "hidden", { value: ${isHidden}, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));`,
    );
  const isClosed = tab.waitForEvent("requestfailed", (request) => request.url().endsWith("/live"));
  await look(true);
  await isClosed;
  running.push(aStanding({ issue: { ...aRunRow().issue, number: 2 }, title: "Came later" }));
  await look(false);
  await tab.getByText("Came later").waitFor();
});

it("works without a script", async () => {
  const { page, running } = aHouse();
  await using opened = await openSignedIn(browser, page, { javaScriptEnabled: false });
  running.push(aStanding({ issue: { ...aRunRow().issue, number: 2 }, title: "Came later" }));
  await opened.tab.reload();
  await opened.tab.getByText("Came later").waitFor();
  await opened.tab.getByRole("button", { name: "Sign out" }).click();
  expect(await opened.tab.getByRole("heading").textContent()).toBe("Signed out");
});

it("is read by a screen reader and fits a phone, in light and dark", async () => {
  const { page } = aHouse();
  await using opened = await openSignedIn(browser, page);
  const { tab, url, complaints } = opened;
  const found: string[] = [];
  const paths = ["/", "/lanes/running", "/runs/r1", "/runs/r1/transcript", "/machine"];
  for (const path of [...paths, "/outcomes", "/outcomes?days=90"]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await tab.emulateMedia({ colorScheme });
      await tab.setViewportSize({ width: colorScheme === "dark" ? 390 : 1280, height: 900 });
      await tab.goto(`${url}${path}`);
      found.push(...(await findingsOf(tab)));
      if (await isTooWide(tab)) found.push(`${path} is too wide`);
    }
  }
  expect([found, complaints]).toEqual([[], []]);
});

it("leads through itself by keyboard, the content first", async () => {
  const { page } = aHouse();
  await using opened = await openSignedIn(browser, page);
  const { tab } = opened;
  const names: (string | null)[] = [];
  for (let presses = 0; presses < 6; presses += 1) {
    await tab.keyboard.press("Tab");
    names.push(await tab.locator(":focus").textContent());
  }
  expect(names.map((name) => name?.trim())).toEqual([
    "To the content",
    "Issuewright",
    "Board",
    "Outcomes",
    "Machine",
    "Sign out",
  ]);
});
