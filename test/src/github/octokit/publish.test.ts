// Publishing a verified change: once, exactly, over nobody's work.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Published } from "../../../../src/github/publication.ts";
import { NAME, openWorld, REPOSITORY, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

describe("publishing", () => {
  const publish = async (files?: Record<string, string | Buffer | null>) =>
    published(await world.github.pulls.publish(await world.publication(files)));

  it("makes one commit by the app, signed, and one draft pull request", async () => {
    const { pull, commitSha } = await publish();
    const data = world.hub.repository(NAME);
    expect(data.verifiedCommits.has(commitSha)).toBe(true);
    expect(data.issues.get(pull.number)).toMatchObject({
      title: "Keep the seconds",
      body: "Fixes #1",
      pull: { draft: true },
    });
    expect((await world.github.pulls.find(world.issue)).open).toEqual({
      ...pull,
      headSha: commitSha,
      branch: "issuewright/1-seconds-are-lost",
      into: "main",
      title: "Keep the seconds",
      body: "Fixes #1",
      commitsByOthers: [],
      isDraft: true,
      mergeBaseSha: (await world.github.source.branchSha(REPOSITORY, "main")) ?? "",
    });
  });

  it("takes text, binaries, odd bytes, deletions and odd names to exactly the verified tree", async () => {
    const { commitSha } = await publish({
      "README.md": null,
      "bom.txt": "\uFEFFtext\r\n",
      "latin1.txt": Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x0a]),
      "nul.bin": Buffer.from([0, 1, 2, 255]),
      "empty.txt": "",
      "für/中 文.txt": "ok\n",
    });
    expect(commitSha).toMatch(/^[0-9a-f]{40}$/);
    expect(world.hub.writes().filter(({ route }) => route?.endsWith("/git/blobs"))).toHaveLength(2);
  });

  it("refuses when GitHub's tree is not the verified one, and leaves nothing behind", async () => {
    const publication = await world.publication(undefined, { treeSha: "0".repeat(40) });
    await expect(world.github.pulls.publish(publication)).rejects.toMatchObject({
      fault: { kind: "tree-differs", verified: "0".repeat(40) },
    });
    expect(await world.github.source.branchSha(REPOSITORY, publication.branch)).toBeNull();
  });

  it("writes nothing twice when it is told to again", async () => {
    const publication = await world.publication();
    const first = published(await world.github.pulls.publish(publication));
    const writes = world.hub.writes().length;
    const again = published(await world.github.pulls.publish(publication));
    expect({ ...again, isNew: true, described: true }).toEqual(first);
    expect(world.hub.writes()).toHaveLength(writes);
  });

  it.each([
    ["the tree", `POST /repos/${NAME}/git/trees`],
    ["the commit", `POST /repos/${NAME}/git/commits`],
    ["the branch", `POST /repos/${NAME}/git/refs`],
    ["the pull request", `POST /repos/${NAME}/pulls`],
  ])("ends with one pull request when the answer about %s is lost", async (_what, on) => {
    world.hub.faults.order({ on, fault: { kind: "status", status: 502 }, afterwards: true });
    const { pull } = await publish();
    const pulls = [...world.hub.repository(NAME).issues.values()].filter((issue) => issue.pull !== null);
    expect(pulls.map(({ number }) => number)).toEqual([pull.number]);
    expect((await world.github.pulls.find(world.issue)).open?.commitsByOthers).toEqual([]);
  });

  it("asks for the text once the commit is on the branch, and says whether that is new", async () => {
    const publication = await world.publication();
    const seen: unknown[] = [];
    const textFor: typeof publication.textFor = async ({ sha, isNew }) => {
      const head = await world.github.source.branchSha(REPOSITORY, publication.branch);
      seen.push([isNew, head === sha]);
      if (seen.length === 1) throw new Error("the process ends");
      return { title: "Keep the seconds", body: sha };
    };
    await expect(world.github.pulls.publish({ ...publication, textFor })).rejects.toThrow("the process ends");
    const { commitSha } = published(await world.github.pulls.publish({ ...publication, textFor }));
    expect(seen).toEqual([
      [true, true],
      [false, true],
    ]);
    expect((await world.github.pulls.find(world.issue)).open).toMatchObject({ body: commitSha });
  });

  it("puts a second commit on the branch and keeps the pull request", async () => {
    const first = await publish();
    const publication = await world.publication({ "b.ts": "1\n" }, { parents: [first.commitSha] });
    const second = published(await world.github.pulls.publish(publication));
    expect(second).toEqual({ ...second, pull: { ...first.pull, headSha: second.commitSha } });
  });

  it("writes over nothing when somebody pushed meanwhile, and says which commits are not ours", async () => {
    const first = await publish();
    const publication = await world.publication({ "b.ts": "1\n" }, { parents: [first.commitSha] });
    const branchSha = await world.hub.asUser("ada").push(NAME, publication.branch, { "c.ts": "2\n" });
    expect(await world.github.pulls.publish(publication)).toEqual({ kind: "branch-moved", branchSha });
    const open = (await world.github.pulls.find(world.issue)).open;
    expect(open).toMatchObject({ headSha: branchSha, commitsByOthers: [branchSha] });
  });

  it("makes no commit that changes no file where the branch holds the change already", async () => {
    const first = await publish();
    const base = (await world.github.source.branchSha(REPOSITORY, "main")) ?? "";
    const again = await world.publication(undefined, { parents: [first.commitSha, base] });
    const writes = world.hub.writes().length;
    expect(published(await world.github.pulls.publish(again))).toEqual({
      ...first,
      isNew: false,
      described: false,
    });
    expect(world.hub.writes()).toHaveLength(writes);
  });

  it("says that workflows differ where the default branch changed one after the base", async () => {
    const ada = world.hub.asUser("ada");
    await ada.push(NAME, "main", { ".github/workflows/ci.yml": "on: push\n" });
    const publication = await world.publication();
    await ada.push(NAME, "main", { ".github/workflows/ci.yml": "on: pull_request\n" });
    expect(await world.github.pulls.publish(publication)).toEqual({
      kind: "workflows-differ",
      githubSaid: expect.stringMatching(/^Resource not accessible by integration/),
    });
  });

  it("builds on a person's commit when it is a parent of ours", async () => {
    const first = await publish();
    const pushed = await world.hub
      .asUser("ada")
      .push(NAME, "issuewright/1-seconds-are-lost", { "c.ts": "2\n" });
    const publication = await world.publication({ "b.ts": "1\n" }, { parents: [pushed] });
    const second = published(await world.github.pulls.publish(publication));
    expect(second.pull.number).toBe(first.pull.number);
    expect((await world.github.pulls.find(world.issue)).open?.commitsByOthers).toEqual([pushed]);
  });

  it("leaves a pull request closed that a person closed", async () => {
    const { pull } = await publish();
    await world.hub.asUser("ada").close({ repository: NAME, number: pull.number });
    const writes = world.hub.writes().length;
    const result = await world.github.pulls.publish(await world.publication({ "d.ts": "3\n" }));
    expect(result).toEqual({ kind: "pull-closed", number: pull.number });
    expect(world.hub.writes()).toHaveLength(writes);
    expect((await world.github.pulls.find(world.issue)).open).toBeNull();
  });

  it("adds nothing to a pull request that a person merged meanwhile, and opens none beside it", async () => {
    const publication = await world.publication();
    const { pull } = published(await world.github.pulls.publish(publication));
    await world.hub.asUser("ada").merge({ repository: NAME, number: pull.number });
    const merged = { kind: "pull-merged", number: pull.number };
    const revision = await world.publication({ "d.ts": "3\n" }, { revises: pull.number });
    const writes = world.hub.writes().length;
    // The second: the call that opened it was one whose answer got lost.
    expect([
      await world.github.pulls.publish(revision),
      await world.github.pulls.publish(publication),
    ]).toEqual([merged, merged]);
    expect(world.hub.writes()).toHaveLength(writes);
  });

  it("writes nothing to a pull request that a person pointed at another branch", async () => {
    const { pull } = await publish();
    const ada = world.hub.asUser("ada");
    await ada.push(NAME, "release", { "README.md": "# Clock 1\n" });
    await ada.retarget({ repository: NAME, number: pull.number }, "release");
    const writes = world.hub.writes().length;
    const result = await world.github.pulls.publish(await world.publication({ "d.ts": "3\n" }));
    expect(result).toEqual({ kind: "retargeted", number: pull.number, into: "release" });
    expect(world.hub.writes()).toHaveLength(writes);
  });

  it.each([
    [
      "a rule of the repository keeps our branch from being made",
      // https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/troubleshooting-rules
      {
        status: 422 as const,
        message: "Repository rule violations found\n\nCannot create ref due to creations being restricted.",
      },
      "creations being restricted",
    ],
    ["the repository was archived meanwhile", null, "Repository was archived so is read-only."],
  ])("says in GitHub's words why nothing is published where %s", async (_why, refusal, words) => {
    const publication = await world.publication();
    if (refusal === null) world.hub.archive(NAME);
    else
      world.hub.faults.order({ on: `POST /repos/${NAME}/git/refs`, fault: { kind: "status", ...refusal } });
    await expect(world.github.pulls.publish(publication)).rejects.toMatchObject({
      fault: { kind: "github-refused", githubSaid: expect.stringContaining(words) },
    });
    expect(world.hub.repository(NAME).issues.size).toBe(1);
  });

  it("opens another pull request for what is built anew after a merge", async () => {
    const { pull } = await publish();
    await world.hub.asUser("ada").merge({ repository: NAME, number: pull.number });
    const base = (await world.github.source.branchSha(REPOSITORY, "main")) ?? "";
    const again = await world.publication({ "d.ts": "3\n" }, { parents: [base] });
    const second = await world.github.pulls.publish({ ...again, branch: "issuewright/1-seconds-again" });
    expect(published(second).pull.number).toBeGreaterThan(pull.number);
  });

  it("writes nothing for a pull request whose branch a person deleted while its change was made", async () => {
    const { pull } = await publish();
    await world.hub.asUser("ada").deleteBranch(NAME, "issuewright/1-seconds-are-lost");
    const revision = await world.publication({ "d.ts": "3\n" }, { revises: pull.number });
    const writes = world.hub.writes().length;
    expect(await world.github.pulls.publish(revision)).toEqual({ kind: "pull-closed", number: pull.number });
    expect(world.hub.writes()).toHaveLength(writes);
  });

  it("does not take a person's pull request, or another issue's, for ours", async () => {
    await world.hub.asUser("ada").push(NAME, "issuewright/1-mine", { "e.ts": "4\n" });
    await world.hub.asUser("ada").openPull(NAME, { title: "Mine", head: "issuewright/1-mine", base: "main" });
    await world.github.pulls.publish(
      await world.publication({ "f.ts": "5\n" }, { branch: "issuewright/12-other" }),
    );
    expect((await world.github.pulls.find(world.issue)).open).toBeNull();
  });

  it("describes a pull request anew without touching its state", async () => {
    const { pull } = await publish();
    const text = { title: "Keep every second", body: "Fixes #1, measured." };
    await world.github.pulls.describe(pull, world.issue, text);
    expect((await world.github.pulls.find(world.issue)).open).toMatchObject(text);
  });
});

function published(result: Published) {
  if (result.kind !== "published") throw new Error(`nothing was published: ${result.kind}`);
  return result;
}
