// A real Chromium, and a page of ours that it opens over HTTP.
import { getRequestListener } from "@hono/node-server";
import axe from "axe-core";
import { type Browser, type Page as BrowserPage, chromium } from "playwright-core";
import { listen } from "../../src/door/listen.ts";
import type { TestPage } from "./page.ts";

/** By the name that Debian gives it. Its own sandbox needs a kernel that lets it have one; only our pages are opened here. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
}

export type Opened = AsyncDisposable & {
  tab: BrowserPage;
  url: string /** What the browser complained of. */;
  complaints: string[];
};

/** Signs in, by the link and the button, as a person does. */
export async function openSignedIn(
  browser: Browser,
  page: TestPage,
  how: { javaScriptEnabled?: boolean } = {},
): Promise<Opened> {
  await using stack = new AsyncDisposableStack();
  const { url } = stack.use(
    await listen({ host: "127.0.0.1", port: 0, answer: getRequestListener(page.app.fetch) }),
  );
  stack.defer(() => page.close());
  const context = await browser.newContext(how);
  stack.defer(() => context.close());
  const tab = await context.newPage();
  const complaints: string[] = [];
  tab.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  tab.on("pageerror", (error) => complaints.push(error.message));
  const link = new URL(await page.link());
  await tab.goto(`${url}${link.pathname}${link.search}`);
  await tab.getByRole("button", { name: "Open Issuewright" }).click();
  await tab.waitForURL(`${url}/`);
  const open = stack.move();
  return { tab, url, complaints, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

/** Each finding of axe-core by its rule and what it is about. */
export async function findingsOf(tab: BrowserPage): Promise<string[]> {
  await tab.evaluate(axe.source);
  const found = await tab.evaluate(
    "axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)))",
  );
  return Array.isArray(found) ? found.map(String) : [];
}

/** Whether it is wider than its window. */
export async function isTooWide(tab: BrowserPage): Promise<boolean> {
  return (await tab.evaluate("document.documentElement.scrollWidth > innerWidth")) === true;
}
