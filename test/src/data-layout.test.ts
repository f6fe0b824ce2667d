// The data directory of another version: brought up to date step by step, or refused with nothing changed.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { claimLayout, type Migration } from "../../src/data-layout.ts";
import { saidOfThrown } from "../../src/messages/fault.ts";
import { temporaryFolder } from "../support/git.ts";

describe("a data directory", () => {
  let place: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    place = temporaryFolder();
  });
  afterEach(() => {
    place[Symbol.dispose]();
  });
  const layout = () => readFileSync(join(place.path, "layout.json"), "utf8");
  const note =
    (name: string): Migration =>
    async (dataDir) =>
      writeFileSync(join(dataDir, name), "");
  const said = (claiming: Promise<void>) => claiming.then(() => "nothing", saidOfThrown);

  it("that is new has the layout of this version", async () => {
    const folder = join(place.path, "new");
    await claimLayout(folder, [note("a"), note("b")]);
    expect(readFileSync(join(folder, "layout.json"), "utf8")).toBe('{"layout":3}\n');
  });

  it("that is older is brought up to date, from where it is", async () => {
    await claimLayout(place.path, []);
    expect(layout()).toBe('{"layout":1}\n');
    await claimLayout(place.path, [note("to-2")]);
    await claimLayout(place.path, [note("to-2-again"), note("to-3")]);
    expect([layout(), readdirSync(place.path).sort()]).toEqual([
      '{"layout":3}\n',
      ["layout.json", "to-2", "to-3"],
    ]);
  });

  it("keeps the layout it has where a step fails, so that the next start goes on there", async () => {
    const fails: Migration = async () => {
      throw new Error("no space left");
    };
    await expect(claimLayout(place.path, [note("to-2"), fails])).rejects.toThrow("no space left");
    expect(layout()).toBe('{"layout":2}\n');
  });

  it("that a newer version wrote is refused, and nothing in it is touched", async () => {
    writeFileSync(join(place.path, "layout.json"), '{"layout":7}\n');
    expect(await said(claimLayout(place.path, [note("to-2")]))).toBe(
      `Could not use the data directory ${place.path}: a newer Issuewright wrote it: its layout is 7, and this one knows 2. Start that newer version, or name another folder in ISSUEWRIGHT_DATA_DIR`,
    );
    expect(existsSync(join(place.path, "to-2"))).toBe(false);
  });

  it.each(["", "{}", '{"layout":0}', '{"layout":"1"}'])("whose file says %p is refused", async (text) => {
    writeFileSync(join(place.path, "layout.json"), text);
    expect(await said(claimLayout(place.path))).toContain("is not as Issuewright writes it");
  });
});
