// Looks at the page of the demo's many issues in Chromium, and keeps what the documents show of it in docs/pictures/.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { chromium, type Page } from "playwright-core";
import { reportPage } from "./report-page.ts";

const root = resolve(import.meta.dirname, "..");
const folder = join(root, "docs/pictures");
/** What stands below is left out: pictures of text are large. */
const WINDOW = { width: 1280, height: 1080 };
/** The issue whose run is shown: it was refined and reviewed. */
const SHOWN = "119.7 seconds are shown as 1 min 0 s";

const demo = spawn(process.execPath, [join(root, "bin/issuewright.ts"), "demo", "--many"], {
  stdio: ["ignore", "pipe", "inherit"],
});
process.once("SIGTERM", () => demo.kill("SIGTERM"));
const ended = once(demo, "exit");
await using stack = new AsyncDisposableStack();
stack.defer(async () => {
  demo.kill("SIGTERM");
  await ended;
});
const link = await linkIn(demo.stdout);
// Its own sandbox needs a kernel that lets it have one; only our page is opened here.
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
stack.defer(() => browser.close());
const tab = await browser.newPage({ viewport: WINDOW, colorScheme: "light" });
await mkdir(folder, { recursive: true });

await tab.goto(link);
await tab.getByRole("button", { name: "Open Issuewright" }).click();
await tab.locator("#waiting").waitFor();
await keep(tab, "board");
await tab.getByRole("link", { name: SHOWN }).click();
await tab.getByRole("heading", { name: SHOWN }).waitFor();
await keep(tab, "run");
await tab.getByRole("link", { name: "Outcomes" }).click();
await tab.getByRole("heading", { name: "Outcomes" }).waitFor();
await keep(tab, "outcomes");
await tab.getByRole("link", { name: "Machine" }).click();
await tab.getByRole("heading", { name: "Machine", exact: true }).waitFor();
await keep(tab, "machine");

const report = await browser.newPage({ viewport: { width: 1162, height: 1100 }, colorScheme: "light" });
await report.setContent(await reportPage());
await keep(report, "report");

/** The demo's output is shown as it comes. */
async function linkIn(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    console.log(line);
    const link = /^page +(\S+)/.exec(line)?.[1];
    if (link !== undefined) return link;
  }
  throw new Error("Could not make the pictures: the demo ended before it had a page.");
}

async function keep(tab: Page, name: string): Promise<void> {
  const path = join(folder, `${name}.png`);
  await tab.screenshot({ path });
  console.log(`docs/pictures/${name}.png`);
}
