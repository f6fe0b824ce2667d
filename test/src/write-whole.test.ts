// A file that is written anew while others read it.
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { writeWhole } from "../../src/write-whole.ts";
import { temporaryFolder } from "../support/git.ts";

it("is never seen in part, and leaves no draft", async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, "kept");
  const texts = ["a", "b"].map((letter) => letter.repeat(300_000));
  await writeWhole(path, texts[0] ?? "");
  let isWriting = true;
  const seen = new Set<string>();
  const reading = (async () => {
    while (isWriting) seen.add(await readFile(path, "utf8"));
  })();
  for (let time = 0; time < 40; time++) await writeWhole(path, texts[time % 2] ?? "", { mode: 0o600 });
  isWriting = false;
  await reading;
  expect([...seen].filter((text) => !texts.includes(text))).toEqual([]);
  expect(await readdir(folder.path)).toEqual(["kept"]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});
