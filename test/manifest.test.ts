// The app asks GitHub for what it uses, and for nothing else.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { z } from "zod";
import { neededPermissions } from "../src/github/octokit/permissions.ts";
import { triggers } from "../src/triggers/index.ts";
import { root } from "./support/source.ts";

const Manifest = z.object({
  public: z.boolean(),
  default_events: z.array(z.string()),
  default_permissions: z.record(z.string(), z.enum(["read", "write"])),
});
const manifest = Manifest.parse(parse(readFileSync(join(root, "app.yml"), "utf8")));

describe("app.yml", () => {
  it("subscribes to exactly the events the triggers react to", () => {
    const events = triggers.flatMap((trigger) => trigger.events.map((event) => event.split(".")[0]));
    expect(manifest.default_events.toSorted()).toEqual([...new Set(events)].toSorted());
  });

  it("asks for exactly the permissions the adapter's methods need", () => {
    expect(manifest.default_permissions).toEqual(neededPermissions());
  });

  it("is not offered to strangers", () => {
    expect(manifest.public).toBe(false);
  });
});
