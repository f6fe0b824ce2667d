// Who gets the page: a link that signs in once, a cookie, and nobody who comes by another name or another site's form.
import { describe, expect, it } from "@jest/globals";
import { appFiles } from "../../../src/kept-app.ts";
import { createLog } from "../../../src/log.ts";
import { carryOn, SESSION_MS } from "../../../src/web/session/sessions.ts";
import { openSetUp } from "../../../src/web/setup/open.ts";
import { temporaryFolder } from "../../support/git.ts";
import { cookieIn, get, post, testPage } from "../../support/page.ts";

const secretOf = (link: string) => new URL(link).searchParams.get("link") ?? "";

describe("a link", () => {
  it("shows a button, as often as something previews it, and signs in once", async () => {
    const { app, link } = testPage();
    const url = new URL(await link());
    const shown = await get(app, `${url.pathname}${url.search}`);
    const again = await get(app, `${url.pathname}${url.search}`);
    const first = await post(app, "/sign-in", { link: secretOf(url.href) });
    const second = await post(app, "/sign-in", { link: secretOf(url.href) });
    expect([shown, again, first, second].map(({ status }) => status)).toEqual([200, 200, 303, 403]);
    expect((await get(app, "/", { cookie: cookieIn(first) })).status).toBe(200);
  });

  it("is over after ten minutes, and after a guess at its secret", async () => {
    const page = testPage();
    const old = secretOf(await page.link());
    page.keepsakes.pass(10 * 60_000);
    const guessed = secretOf(await page.link());
    const tries = [old, `${guessed.slice(0, -1)}${guessed.endsWith("A") ? "B" : "A"}`, guessed, "", "x.y"];
    const answers = await Promise.all(tries.map((link) => post(page.app, "/sign-in", { link })));
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
  });
});

describe("a session", () => {
  it("is a cookie that scripts cannot read and other sites cannot send", async () => {
    const page = testPage();
    const cookie = (await post(page.app, "/sign-in", { link: secretOf(await page.link()) })).headers.get(
      "set-cookie",
    );
    expect(cookie?.split("; ").slice(1).sort()).toEqual([
      "HttpOnly",
      "Max-Age=43200",
      "Path=/",
      "SameSite=Strict",
    ]);
    const behindHttps = testPage({}, true);
    const secure = await post(behindHttps.app, "/sign-in", { link: secretOf(await behindHttps.link()) });
    expect(secure.headers.get("set-cookie")).toContain("; Secure");
  });

  it("has the port in the name of its cookie: browsers keep those of all ports of a host together", async () => {
    const page = testPage();
    const cookie = await page.signedIn();
    const statuses = ["localhost:3001", "localhost:3002"].map(
      async (host) => (await get(page.app, "/", { cookie, host })).status,
    );
    expect([cookie.split("=")[0], await Promise.all(statuses)]).toEqual(["issuewright-3001", [200, 401]]);
  });

  it("ends after twelve hours, or when its holder signs out with the token of its forms", async () => {
    const page = testPage();
    const cookie = await page.signedIn();
    const csrf = /name="csrf" value="([^"]+)"/.exec(await (await get(page.app, "/", { cookie })).text())?.[1];
    const statuses = [
      (await post(page.app, "/sign-out", { csrf: "guessed" }, { cookie })).status,
      (await get(page.app, "/", { cookie })).status,
      (await post(page.app, "/sign-out", { csrf: csrf ?? "" }, { cookie })).status,
      (await get(page.app, "/", { cookie })).status,
    ];
    const other = await page.signedIn();
    page.keepsakes.pass(SESSION_MS);
    expect([...statuses, (await get(page.app, "/", { cookie: other })).status]).toEqual([
      401, 200, 200, 401, 401,
    ]);
  });
});

describe("a session of the set-up page", () => {
  it("goes on with the page of the server, as long as it would have there", async () => {
    using folder = temporaryFolder();
    const config = { host: "127.0.0.1", port: 0, address: null };
    await using setUp = await openSetUp(config, {
      ...{ files: appFiles(folder.path), usual: {}, hookPath: "/hooks", checks: () => [] },
      ...{ repositories: async () => [], start: () => undefined },
      log: createLog({ level: "silent", name: "test" }),
    });
    const { url } = await setUp.link();
    const begun = await fetch(`${setUp.url}/sign-in`, {
      method: "POST",
      body: new URLSearchParams({ link: secretOf(url) }),
      redirect: "manual",
    });
    const [, secret] = cookieIn(begun).split("=");
    const page = testPage();
    await carryOn(setUp.carried(), page.keepsakes);
    const cookie = `issuewright-3001=${secret}`;
    const statuses = [(await get(page.app, "/", { cookie })).status];
    page.keepsakes.pass(SESSION_MS);
    expect([...statuses, (await get(page.app, "/", { cookie })).status]).toEqual([200, 401]);
  });
});

describe("the guards", () => {
  it("let nobody see a page without a session", async () => {
    const { app } = testPage();
    const answers = await Promise.all(["/", "/nowhere", "/assets/page.css"].map((path) => get(app, path)));
    expect(answers.map(({ status }) => status)).toEqual([401, 404, 200]);
  });

  it("answer to their own names only", async () => {
    const { app } = testPage();
    const names = [
      "localhost:3001",
      "127.0.0.1",
      "[::1]:3001",
      "Page.example.com",
      "evil.example",
      "localhost.evil",
      "[fd00::1]:3001",
      "[fd00::2]",
    ];
    const answers = await Promise.all(names.map((host) => get(app, "/assets/page.css", { host })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 421, 421, 200, 421]);
  });

  it("refuse a form of another site or another port", async () => {
    const { app, link } = testPage();
    const fields = { link: secretOf(await link()) };
    const answers = [
      await post(app, "/sign-in", fields, { "sec-fetch-site": "same-site" }),
      await post(app, "/sign-in", fields, { origin: "http://localhost:8000" }),
      await post(app, "/sign-in", fields, { origin: "null" }),
      await post(app, "/sign-in", fields),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 303]);
  });

  it("refuse a form that is too large before anything reads it", async () => {
    const { app, link } = testPage();
    const answer = await post(app, "/sign-in", { link: secretOf(await link()), more: "x".repeat(100_000) });
    expect(answer.status).toBe(413);
  });

  it("say with every answer that nothing inline and nothing from elsewhere is loaded", async () => {
    const { app } = testPage();
    for (const path of ["/", "/nowhere", "/assets/live.js"]) {
      const { headers } = await get(app, path);
      expect({
        policy: headers.get("content-security-policy"),
        kind: headers.get("x-content-type-options"),
        referrer: headers.get("referrer-policy"),
      }).toEqual({
        policy:
          "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'none'; form-action 'self'; frame-ancestors 'none'; img-src 'self'; object-src 'none'; script-src 'self'; style-src 'self'",
        kind: "nosniff",
        referrer: "same-origin",
      });
    }
  });
});
