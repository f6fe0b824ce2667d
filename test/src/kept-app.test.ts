// The App that is kept in the data directory: what an earlier version kept of it, and what nobody can read any more.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { causeOf } from "../../src/domain/errors.ts";
import { type KeptApp, knowsApp, readKeptApp, withKeptApp } from "../../src/kept-app.ts";
import { causeText } from "../../src/messages/fault.ts";
import { temporaryFolder } from "../support/git.ts";

const wish: KeptApp["wish"] = {
  ...{ version: 1, serverUrl: "https://github.com", apiUrl: "https://api.github.com", organization: null },
  ...{ name: "my-bot", isPublic: false, hookUrl: null, state: "s", code: "c" },
};
const named = { id: 7, slug: "my-bot", name: "my-bot" };

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  folder[Symbol.dispose]();
});

async function keep(text: string): Promise<void> {
  await mkdir(join(folder.path, "github-app"));
  await writeFile(join(folder.path, "github-app", "app.json"), text);
}

it("is found as an earlier version kept it, and nobody signs in through it", async () => {
  const answer = { html_url: "https://github.com/apps/my-bot", owner: { login: "ada" }, pem: "key" };
  await keep(JSON.stringify({ version: 1, wish, made: { ...named, ...answer, webhook_secret: null } }));
  const made = { ...named, pageUrl: answer.html_url, owner: "ada", privateKey: "key", webhookSecret: null };
  expect(readKeptApp(folder.path)).toEqual({ version: 2, wish, made: { ...made, client: null } });
  const { PRIVATE_KEY, GITHUB_CLIENT_ID } = withKeptApp({}, folder.path);
  expect([PRIVATE_KEY, GITHUB_CLIENT_ID]).toEqual(["key", undefined]);
});

it("is not made anew where its file cannot be read, because its key would be lost", async () => {
  await keep("{");
  expect(saidOf(() => knowsApp({}, folder.path))).toBe(
    `Could not read the GitHub App that is kept in the data directory: ${join(folder.path, "github-app", "app.json")} is not as Issuewright writes it. Mend it or restore it from a backup: without it the App's key is lost`,
  );
});

it("keeps its secrets and addresses beside another key of it, and nothing beside another App", async () => {
  const client = { id: "Iv1", secret: "s" };
  const made = {
    ...named,
    pageUrl: "https://github.com/apps/my-bot",
    owner: "ada",
    privateKey: "old",
    client,
  };
  const hookUrl = "https://bot.test/hooks";
  const kept = {
    version: 2,
    wish: { ...wish, hookUrl },
    made: { ...made, webhookSecret: "a webhook secret" },
  };
  await keep(JSON.stringify(kept));
  const readings = [
    { APP_ID: "7", PRIVATE_KEY_PATH: "new.pem" },
    { PRIVATE_KEY: "new" },
    { APP_ID: "8", PRIVATE_KEY_PATH: "new.pem" },
  ].map((environment) => withKeptApp(environment, folder.path));
  const rest = { GITHUB_CLIENT_ID: "Iv1", WEBHOOK_SECRET: "a webhook secret", ISSUEWRIGHT_INTAKE: "webhook" };
  expect(readings).toEqual([
    expect.objectContaining({ ...rest, APP_ID: "7", PRIVATE_KEY_PATH: "new.pem", PRIVATE_KEY: undefined }),
    expect.objectContaining({ ...rest, APP_ID: "7", PRIVATE_KEY: "new" }),
    { APP_ID: "8", PRIVATE_KEY_PATH: "new.pem" },
  ]);
});

it("stands in nobody's way who names an App, where its file cannot be read", async () => {
  await keep("{");
  const environment = { APP_ID: "7", PRIVATE_KEY: "key" };
  expect(withKeptApp(environment, folder.path)).toEqual(environment);
});

function saidOf(work: () => unknown): string {
  try {
    work();
    return "nothing";
  } catch (thrown) {
    return causeText(causeOf(thrown));
  }
}
