// Signing in with GitHub in a real browser: a stranger, a reader, and a maintainer who stops a run and then loses a repository.
import { getRequestListener } from "@hono/node-server";
import { expect, it } from "@jest/globals";
import type { Page as BrowserPage } from "playwright-core";
import { listen } from "../../../src/door/listen.ts";
import { findingsOf, isTooWide, openBrowser } from "../../support/browser.ts";
import { openPeopleHouse } from "../../support/people-house.ts";

it("refuses a stranger, shows a reader no buttons, and lets a maintainer stop a run", async () => {
  await using stack = new AsyncDisposableStack();
  const house = stack.use(await openPeopleHouse());
  const { hub, clock, heard } = house;
  const answer = getRequestListener(house.page.app.fetch);
  const { url } = stack.use(await listen({ host: "127.0.0.1", port: 0, answer }));
  hub.client().callbackUrls.push(`${url}/signed-in`);
  const browser = await openBrowser();
  stack.defer(() => browser.close());
  const findings: string[] = [];

  /** In a browser of their own, from the page that asks who they are to where GitHub sends them back. */
  async function come(login: string, path: string): Promise<BrowserPage> {
    const tab = await (await browser.newContext()).newPage();
    tab.setDefaultTimeout(20_000);
    await tab.goto(`${url}${path}`);
    await tab.getByRole("link", { name: "Sign in with GitHub" }).click();
    await tab.getByRole("button", { name: `Authorize as @${login}` }).click();
    return tab;
  }
  async function looked(tab: BrowserPage): Promise<void> {
    for (const [colorScheme, width] of [
      ["light", 1280],
      ["dark", 390],
    ] as const) {
      await tab.emulateMedia({ colorScheme });
      await tab.setViewportSize({ width, height: 800 });
      findings.push(
        ...(await findingsOf(tab)),
        ...((await isTooWide(tab)) ? [`${tab.url()} is too wide`] : []),
      );
    }
  }

  const mallory = await come("mallory", "/");
  await mallory.getByRole("heading", { name: "Nothing here for you" }).waitFor();
  await looked(mallory);
  expect((await mallory.goto(`${url}/`))?.status()).toBe(401);

  const eve = await come("eve", "/runs/r-clock");
  await eve.waitForURL(`${url}/runs/r-clock`);
  await eve.getByRole("heading", { name: "Mend the clock" }).waitFor();
  await eve.goto(`${url}/`);
  await looked(eve);
  const [shown, buttons] = [await eve.textContent("body"), await eve.getByRole("button").allTextContents()];
  expect([shown?.includes("octo/gong"), buttons]).toEqual([false, ["Sign out"]]);

  const ada = await come("ada", "/");
  await ada.waitForURL(`${url}/`);
  await ada.getByText("octo/gong#1").waitFor();
  await ada.getByRole("link", { name: "Mend the clock" }).click();
  await ada.getByRole("button", { name: "Stop" }).click();
  await ada.getByText("Told to stop. It ends within seconds.").waitFor();
  expect(heard).toMatchObject([{ kind: "stop", asker: { kind: "person", login: "ada" } }]);

  hub.setPermission("octo/gong", "ada", "none");
  clock.advance(60_000);
  await ada.goto(`${url}/`);
  await ada.getByText("octo/clock#1").waitFor();
  expect(await ada.textContent("body")).not.toContain("octo/gong");
  await ada.getByRole("button", { name: "Sign out" }).click();
  await ada.getByRole("heading", { name: "Signed out" }).waitFor();
  await looked(ada);
  expect(findings).toEqual([]);
});
