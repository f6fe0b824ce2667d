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

function saidOf(work: () => unknown): string {
  try {
    work();
    return "nothing";
  } catch (thrown) {
    return causeText(causeOf(thrown));
  }
}
