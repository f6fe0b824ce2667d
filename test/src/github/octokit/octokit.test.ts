// The adapter against the local GitHub, over real HTTP and real git.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { describeGitHub } from "../../../contracts/github.ts";
import { NAME, openWorld, REPOSITORY, type World } from "./world.ts";

describeGitHub("GitHub", async () => {
  const world = await openWorld();
  return {
    ...world,
    written: async () => world.written(),
    checks: async () =>
      world.hub
        .repository(NAME)
        .checkRuns.map(({ conclusion, output }) => [conclusion, ...Object.values(output)].join("\n")),
    publication: () => world.publication(),
  };
});

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

it.each(["admin", "maintain", "write", "triage", "read"] as const)(
  "tells a person with %s as such",
  async (role) => {
    world.hub.setPermission(NAME, "kim", role);
    expect(await world.github.access.permission(REPOSITORY, "kim")).toBe(role);
  },
);

it("asks for a file that is missing once, and then pays only where its folder changed", async () => {
  const path = ".github/issuewright.yml";
  const read = () => world.github.source.readFile(REPOSITORY, path);
  const statuses = async () => {
    const before = world.hub.exchanges.length;
    expect(await read()).toBeNull();
    return world.hub.exchanges.slice(before).map(({ status }) => status);
  };
  await world.github.source.find(REPOSITORY);
  expect([await statuses(), await statuses(), await statuses()]).toEqual([[404], [404, 200], [304]]);
  const ada = world.hub.asUser("ada");
  await ada.push(NAME, "main", { ".github/CODEOWNERS": "* @ada\n" });
  expect([await statuses(), await statuses()]).toEqual([[200, 200], [304]]);
  await ada.push(NAME, "main", { "README.md": "# Clocks\n" });
  expect(await statuses()).toEqual([304]);
  await ada.push(NAME, "main", { [path]: "base: main\n" });
  expect(await read()).toBe("base: main\n");
  await ada.push(NAME, "main", { [path]: null });
  expect(await read()).toBeNull();
});

it.each(["nobody-at-all", "dependabot[bot]", "../octo"])("gives %s no permission", async (login) => {
  expect(await world.github.access.permission(REPOSITORY, login)).toBe("none");
});

describe("the source", () => {
  it("lets git in with a token for this repository, and tells it apart from the address", async () => {
    const { git } = await world.github.source.find(REPOSITORY);
    expect(git).toMatchObject({ url: `${world.hub.serverUrl}/octo/clock.git`, kib: 1 });
    const header = `http.extraHeader=Authorization: ${await git.authorization()}`;
    const { stdout } = await promisify(execFile)("git", ["-c", header, "ls-remote", git.url, "HEAD"]);
    expect(stdout).toMatch(/^[0-9a-f]{40}\tHEAD\n$/);
  });

  it("knows an empty repository", async () => {
    await world.hub.createRepository({ owner: "octo", name: "empty" });
    const found = await world.github.source.find({ owner: "octo", name: "empty" });
    expect(found).toMatchObject({ defaultBranch: "main", headSha: null });
  });
});

it("names the version of the API in every request", async () => {
  await world.github.source.find(REPOSITORY);
  await world.github.status.writeNotice(world.issue, "no");
  expect(new Set(world.hub.exchanges.map(({ apiVersion }) => apiVersion))).toEqual(new Set(["2022-11-28"]));
});
