// The set-up page in a real browser, without a script: to GitHub and back, where cookies and forms are held to their rules.
import { expect, it } from "@jest/globals";
import { appFiles, readKeptApp } from "../../../src/kept-app.ts";
import { createLog } from "../../../src/log.ts";
import { openSetUp } from "../../../src/web/setup/open.ts";
import { findingsOf, isTooWide, openBrowser } from "../../support/browser.ts";
import { temporaryFolder } from "../../support/git.ts";
import { startTestGitHub } from "../../support/local-github.ts";

const checks = () => [
  {
    name: "This machine",
    run: async () => [
      { ok: true, what: "Redis", detail: "it answers", remedy: null },
      { ok: false, what: "models", detail: "none is chosen", remedy: "Choose one" },
    ],
  },
];

it("makes an App, on a phone and without a script, and axe finds nothing", async () => {
  await using hub = await startTestGitHub();
  using folder = temporaryFolder();
  hub.addUser("ada");
  await hub.createRepository({ owner: "ada", name: "clock" });
  let isStarted = false;
  await using page = await openSetUp(
    { host: "127.0.0.1", port: 0, address: null },
    {
      ...{
        files: appFiles(folder.path),
        hookPath: "/hooks",
        checks,
        repositories: async () => ["ada/clock"],
      },
      ...{
        usual: { name: "my-bot", server: hub.serverUrl },
        log: createLog({ level: "silent", name: "test" }),
      },
      start: () => {
        isStarted = true;
      },
    },
  );
  await using stack = new AsyncDisposableStack();
  const browser = await openBrowser();
  stack.defer(() => browser.close());
  const viewport = { width: 390, height: 800 };
  const context = await browser.newContext({ javaScriptEnabled: false, viewport });
  const tab = await context.newPage();
  tab.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  tab.on("console", (message) => {
    if (message.type() === "error" && message.location().url.startsWith(page.url))
      complaints.push(message.text());
  });
  const findings: string[] = [];
  /** The same step, where a script of axe can look at it. */
  const looked = async () => {
    const beside = await browser.newContext({ viewport, storageState: await context.storageState() });
    const other = await beside.newPage();
    await other.goto(`${page.url}/`);
    findings.push(...(await findingsOf(other)), ...((await isTooWide(other)) ? ["it is too wide"] : []));
    await beside.close();
  };
  const press = (name: string) => tab.getByRole("button", { name, exact: true }).click();

  await tab.goto((await page.link()).url);
  await press("Open Issuewright");
  await looked();
  await press("Go on");
  await looked();
  await press(`Make it on ${new URL(hub.serverUrl).host}`);
  await tab.getByLabel("GitHub App name").fill("Ada's bot");
  await press("Create GitHub App for @ada");
  await tab.getByText("The App is made, and its key is kept here.").waitFor();
  await tab.getByRole("link", { name: "Go on" }).click();
  await tab.getByRole("heading", { name: "Ada's bot is made" }).waitFor();
  expect(readKeptApp(folder.path)?.made.slug).toBe("ada-s-bot");
  await tab.getByLabel("Repository whose set-up").selectOption("ada/clock");
  await press("Try it");
  await tab.getByText("none is chosen").waitFor();
  await looked();
  await press("Start all the same");
  await tab.getByRole("heading", { name: "Issuewright starts" }).waitFor();
  expect({ findings, complaints, isStarted }).toEqual({ findings: [], complaints: [], isStarted: true });
});
