// The commands as people find them: what each asks for, and the tables that list them.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { commandNamed, commands } from "../../../src/commands/index.ts";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import { renderHelp } from "../../../src/messages/refusal.ts";
import { root } from "../../support/source.ts";

const PLAIN = { acceptRecommended: false, byCommand: false };
const FOLLOWS = { acceptRecommended: false, byCommand: true, whileRunning: "follow" };

describe("the commands", () => {
  it("ask for a run, or for its end", () => {
    const run = { kind: "run", textDigest: "t", unshownRefusals: [], unseenAuthor: null, review: null };
    expect(Object.fromEntries(commands.map(({ name, wish }) => [name, wish("t")]))).toEqual({
      go: {
        ...run,
        job: "refine",
        vouches: false,
        acceptRecommended: true,
        byCommand: true,
        whileRunning: "supersede",
      },
      fix: { ...run, job: "revise", textDigest: null, vouches: false, ...FOLLOWS },
      polish: { ...run, job: "polish", textDigest: null, vouches: false, ...FOLLOWS },
      restart: {
        ...{ ...run, job: "restart", vouches: false, ...PLAIN },
        whileRunning: "supersede",
      },
      ready: { kind: "ready" },
      retry: { ...run, job: "work", vouches: true, ...PLAIN, whileRunning: "refuse" },
      stop: { kind: "stop", because: { kind: "command" } },
      help: { kind: "help" },
    });
  });

  it("answer a word that is none of them with help", () => {
    expect(["", "dance"].map((word) => commandNamed(word).name)).toEqual(["help", "help"]);
  });

  it("are all in the table of `/ai help`, and each has a row in the README", () => {
    const rows = commands.map(({ name, help }) => `| \`/ai ${name}\` | ${help} |`).join("\n");
    expect(renderHelp(12, DEFAULT_LABELS)).toContain(rows);
    const told = readFileSync(`${root}/README.md`, "utf8").matchAll(/^\| `\/ai (\w+)`.*\|.*\|$/gm);
    expect([...told].map(([, name]) => name)).toEqual(commands.map(({ name }) => name));
  });
});
