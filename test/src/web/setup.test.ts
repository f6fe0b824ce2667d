// The set-up page makes an App on the local GitHub, keeps its key whatever fails, and never gives away an address that is nobody's.
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Hono } from "hono";
import { readServerConfig } from "../../../src/config.ts";
import { appFiles, knowsApp, withKeptApp } from "../../../src/kept-app.ts";
import { createLog } from "../../../src/log.ts";
import { sessionsIn } from "../../../src/web/session/sessions.ts";
import { setUpApp } from "../../../src/web/setup/app.ts";
import { temporaryFolder } from "../../support/git.ts";
import { startTestGitHub, type TestGitHub } from "../../support/local-github.ts";
import { cookieIn, get, LOCAL, post } from "../../support/page.ts";
import { memoryKeepsakes } from "../../support/ports/keepsakes.ts";

let hub: TestGitHub;
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  hub = await startTestGitHub();
  hub.addUser("ada");
  folder = temporaryFolder();
});
afterEach(async () => {
  folder[Symbol.dispose]();
  await hub[Symbol.asyncDispose]();
});

const usual = () => ({
  owner: "person",
  organization: "",
  installs: "owner",
  hook: "",
  name: "my-bot",
  server: hub.serverUrl,
});

function page() {
  const sessions = sessionsIn(memoryKeepsakes());
  const { app } = setUpApp({
    ...{ files: appFiles(folder.path), sessions, hosts: [], address: () => LOCAL, isSecure: false },
    ...{ usual: {}, hookPath: "/api/github/webhooks", repositories: async () => [], checks: () => [] },
    ...{ start: () => undefined, log: createLog({ level: "silent", name: "test" }) },
  });
  return { app, signedIn: () => signedIn(app, sessions) };
}

async function signedIn(app: Hono, sessions: ReturnType<typeof sessionsIn>) {
  const cookie = cookieIn(await post(app, "/sign-in", { link: await sessions.offer() }));
  const shown = async (path = "/") => (await get(app, path, { cookie })).text();
  const csrf = /name="csrf" value="([^"]+)"/.exec(await shown())?.[1] ?? "";
  const send = (path: string, fields: Record<string, string> = {}) =>
    post(app, path, { csrf, ...fields }, { cookie });
  return { shown, send };
}

/** What the browser does between our page and the way back: it sends the form to GitHub, and confirms. */
async function confirm(text: string, change: { name?: string } = {}): Promise<Response> {
  const action = decoded(/<form method="post" action="(http[^"]+)"/.exec(text)?.[1] ?? "");
  const manifest = decoded(/name="manifest" value="([^"]+)"/.exec(text)?.[1] ?? "");
  const body = new URLSearchParams({ manifest, create: "1", name: change.name ?? "" });
  return fetch(action, { method: "POST", body, redirect: "manual" });
}

async function wayBack(text: string): Promise<string> {
  const location = (await confirm(text)).headers.get("location") ?? "";
  expect(location).toMatch(new RegExp(`^${LOCAL}/made\\?`));
  return location.slice(LOCAL.length);
}

function decoded(html: string): string {
  return html
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&");
}

describe("the set-up page", () => {
  it("makes an App, keeps its key for nobody else to read, and is found again", async () => {
    const { app, signedIn: signIn } = page();
    const { shown, send } = await signIn();
    expect((await send("/wish", usual())).status).toBe(303);
    const text = await shown();
    // GitHub refuses an address of this machine, and events without one.
    const manifest = JSON.parse(decoded(/name="manifest" value="([^"]+)"/.exec(text)?.[1] ?? "{}"));
    expect(manifest).toMatchObject({
      name: "my-bot",
      public: false,
      redirect_url: `${LOCAL}/made`,
      callback_urls: [`${LOCAL}/signed-in`, "http://127.0.0.1:3001/signed-in"],
      url: hub.serverUrl,
    });
    expect(Object.keys(manifest)).not.toContain("hook_attributes");
    expect(Object.keys(manifest)).not.toContain("default_events");
    // The browser comes from GitHub's site, and holds its cookie back.
    const back = await get(app, await wayBack(text), { "sec-fetch-site": "cross-site" });
    expect(await back.text()).toContain("The App is made, and its key is kept here.");
    expect(await shown()).toContain("my-bot is made");

    const kept = join(folder.path, "github-app");
    expect(await readdir(kept)).toEqual(["app.json"]);
    expect([(await stat(kept)).mode & 0o777, (await stat(join(kept, "app.json"))).mode & 0o777]).toEqual([
      0o700, 0o600,
    ]);
    expect(knowsApp({}, folder.path)).toBe(true);
    const config = readServerConfig(withKeptApp({}, folder.path));
    expect(config).toMatchObject({
      kind: "read",
      config: {
        intake: "poll",
        github: { apiUrl: hub.apiUrl, serverUrl: hub.serverUrl },
        webhook: { secrets: [] },
        page: { client: { id: hub.client().id, secret: hub.client().secret } },
      },
    });
    const again = await page().signedIn();
    expect(await again.shown()).toContain("my-bot is made");
  });

  it("gives GitHub the address and the events where webhooks come, and keeps their secret", async () => {
    const { app, signedIn: signIn } = page();
    const { shown, send } = await signIn();
    await send("/wish", {
      ...usual(),
      hook: "https://bot.example.org",
      owner: "organization",
      organization: "acme",
      installs: "anybody",
    });
    hub.addUser("acme");
    const text = await shown();
    const manifest = JSON.parse(decoded(/name="manifest" value="([^"]+)"/.exec(text)?.[1] ?? "{}"));
    expect(text).toContain(`${hub.serverUrl}/organizations/acme/settings/apps/new?state=`);
    expect(manifest).toMatchObject({
      hook_attributes: { url: "https://bot.example.org/api/github/webhooks", active: true },
      ...{ public: true, url: "https://bot.example.org" },
    });
    expect(manifest.default_events).toContain("check_suite");
    await get(app, await wayBack(text));
    const { WEBHOOK_SECRET, ISSUEWRIGHT_INTAKE } = withKeptApp({}, folder.path);
    expect([WEBHOOK_SECRET?.length, ISSUEWRIGHT_INTAKE]).toEqual([40, "webhook"]);
    expect(withKeptApp({ APP_ID: "7" }, folder.path)).toEqual({ APP_ID: "7" });
  });

  it("says at each field what is wrong with it, and keeps what was entered", async () => {
    const { send } = await page().signedIn();
    const answer = await send("/wish", {
      ...usual(),
      hook: "http://localhost:3000",
      owner: "organization",
      name: "",
    });
    const text = await answer.text();
    expect(answer.status).toBe(422);
    for (const words of ["means another machine to GitHub", "This is no login", "The App needs a name"])
      expect(text).toContain(words);
    expect(text).toContain('value="http://localhost:3000"');
  });

  it("gets the key later where GitHub is away, by the code that it kept", async () => {
    const { app, signedIn: signIn } = page();
    const { shown, send } = await signIn();
    await send("/wish", usual());
    hub.faults.order({ on: "POST /app-manifests/*", fault: { kind: "status", status: 502 } });
    await get(app, await wayBack(await shown()));
    expect(await shown()).toContain("GitHub could not be asked for the key: 502");
    // Another process goes on.
    const next = await page().signedIn();
    await next.send("/again");
    expect(await next.shown()).toContain("my-bot is made");
  });

  it("keeps what GitHub answered before it looks into it, and tries again from there", async () => {
    const { app, signedIn: signIn } = page();
    const { shown, send } = await signIn();
    await send("/wish", usual());
    const back = await wayBack(await shown());
    // Nothing can be put in the place of the answer.
    const inTheWay = join(folder.path, "github-app", "received.json");
    await mkdir(join(inTheWay, "full"), { recursive: true });
    await get(app, back);
    expect(await shown()).toContain("could not be kept on this machine");
    await rm(inTheWay, { recursive: true });
    await send("/again");
    expect(await shown()).toContain("my-bot is made");
    const asked = hub.exchanges.filter(({ route }) => route === "/app-manifests/{code}/conversions");
    expect(asked).toHaveLength(1);
  });

  it("makes the App of what a process received that died before it read it", async () => {
    const files = appFiles(folder.path);
    const { send, shown } = await page().signedIn();
    await send("/wish", usual());
    const location = new URL(await wayBack(await shown()), LOCAL);
    const code = location.searchParams.get("code") ?? "";
    const answer = await fetch(`${hub.apiUrl}/app-manifests/${code}/conversions`, { method: "POST" });
    await files.receive(await answer.text());
    expect(await (await page().signedIn()).shown()).toContain("my-bot is made");
  });

  it("makes no App of an answer to a wish that was given up", async () => {
    const { app, signedIn: signIn } = page();
    const { shown, send } = await signIn();
    await send("/wish", usual());
    await appFiles(folder.path).receive("no JSON");
    expect(await shown()).toContain("received.json is not as Issuewright writes it");
    await send("/over");
    expect(await shown()).toContain("Who owns the App?");
    await send("/wish", usual());
    await get(app, await wayBack(await shown()));
    expect(await shown()).toContain("my-bot is made");
    expect((await readdir(join(folder.path, "github-app"))).toSorted()).toEqual([
      "app.json",
      "received-before.json",
    ]);
  });

  it("takes no code that it did not ask for, and no form of another site", async () => {
    const { app, signedIn: signIn } = page();
    const { shown, send } = await signIn();
    await send("/wish", usual());
    const stolen = new URL(await wayBack(await shown()), LOCAL);
    stolen.searchParams.set("state", "guessed");
    expect((await get(app, stolen.pathname + stolen.search)).status).toBe(400);
    expect((await post(app, "/over", {}, {})).status).toBe(401);
    expect((await post(app, "/wish", usual(), { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await get(app, "/", { host: "evil.example.com" })).status).toBe(421);
    expect(hub.exchanges).toEqual([]);
  });

  it("lets forms go to itself and to the GitHub that was chosen, and nowhere else", async () => {
    const { app, signedIn: signIn } = page();
    const policy = async () => (await get(app, "/")).headers.get("content-security-policy") ?? "";
    expect(await policy()).toContain("form-action 'self';");
    const { send } = await signIn();
    await send("/wish", usual());
    expect(await policy()).toContain(`form-action 'self' ${hub.serverUrl};`);
  });
});
