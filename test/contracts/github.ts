// What every place that issues and pull requests live in must do, whether it is GitHub or a folder.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { digest } from "../../src/domain/job.ts";
import type { IssueRef } from "../../src/domain/repository.ts";
import type { GitHub } from "../../src/github/github.ts";
import type { Publication } from "../../src/github/publication.ts";
import { askMarker, noticeMarker, stickyMarker } from "../../src/messages/marker.ts";
import { renderSticky } from "../../src/messages/sticky.ts";
import { aSpec, aStickyView } from "../support/builders.ts";

export type World = AsyncDisposable & {
  github: GitHub;
  /** Title `Seconds are lost`, body `Whole ones.`, in a repository with the file `README.md`: `# Clock`. */
  issue: IssueRef;
  /** Everything a person sees that we wrote on the issue, oldest first. */
  written(): Promise<string[]>;
  /** Conclusion, title and texts of every check run of ours, as a person reads it. */
  checks(): Promise<string[]>;
  /** A change that adds `src/new.ts`. */
  publication(): Promise<Publication>;
};

const LATER = "2999-01-01T00:00:00Z";

export function describeGitHub(name: string, open: () => Promise<World>): void {
  describe(`${name}, as a place of issues`, () => {
    let world: World;
    beforeEach(async () => {
      world = await open();
    });
    afterEach(async () => {
      await world[Symbol.asyncDispose]();
    });

    it("reads the issue", async () => {
      const textDigest = digest("Seconds are lost", "Whole ones.");
      const reading = await world.github.tickets.read(world.issue, { admittedAt: LATER, textDigest });
      expect(reading).toMatchObject({
        kind: "read",
        ticket: {
          issue: world.issue,
          title: "Seconds are lost",
          body: "Whole ones.",
          comments: [],
          untrustedComments: 0,
        },
      });
    });

    it("finds the newest commit to build on, and how git gets it", async () => {
      const { repository } = world.issue;
      const found = await world.github.source.find(repository);
      expect(found).toMatchObject({
        defaultBranch: "main",
        headSha: expect.stringMatching(/^[0-9a-f]{40}$/),
      });
      expect(await world.github.source.branchSha(repository, "main")).toBe(found.headSha);
      expect(await world.github.source.branchSha(repository, "no-such-branch")).toBeNull();
    });

    it("reads a file of the default branch, and knows when there is none", async () => {
      const { source } = world.github;
      expect(await source.readFile(world.issue.repository, "README.md")).toBe("# Clock\n");
      expect(await source.readFile(world.issue.repository, ".github/issuewright.yml")).toBeNull();
      expect(await source.readFile(world.issue.repository, "docs")).toBeNull();
    });

    it("shows one status, edited in place", async () => {
      const { status } = world.github;
      const spec = aSpec({ version: 2 });
      const basis = "0123456789abcdef0123456789abcdef";
      const body = renderSticky(aStickyView({ issue: world.issue, spec, basis }));
      expect(await status.readShown(world.issue)).toBeNull();
      await status.writeSticky(world.issue, () => `${stickyMarker(world.issue.number)}\nworking`);
      expect(await status.readShown(world.issue)).toEqual({
        spec: { kind: "none" },
        basis: null,
        edited: false,
      });
      await status.writeSticky(world.issue, () => body);
      expect(await status.readShown(world.issue)).toEqual({
        spec: { kind: "read", spec },
        basis,
        edited: false,
      });
      expect(await world.written()).toEqual([body]);
    });

    it("keeps notice and status apart, and asks once per key", async () => {
      const { number } = world.issue;
      const texts = [
        stickyMarker(number),
        noticeMarker(number),
        askMarker(number, "v1"),
        askMarker(number, "v2"),
      ];
      const [sticky = "", notice = "", first = "", second = ""] = texts.map((marker) => `${marker}\nwords`);
      for (const _ of [1, 2]) {
        await world.github.status.writeSticky(world.issue, () => sticky);
        await world.github.status.writeNotice(world.issue, notice);
        await world.github.status.ask(world.issue, "v1", first);
        await world.github.status.ask(world.issue, "v2", second);
      }
      expect((await world.written()).toSorted()).toEqual([sticky, notice, first, second].toSorted());
    });

    it("publishes a change and names the same pull request when it is told to again", async () => {
      const publication = await world.publication();
      const first = await world.github.pulls.publish(publication);
      const again = await world.github.pulls.publish(publication);
      if (first.kind !== "published" || again.kind !== "published") throw new Error("nothing was published");
      expect(first.isOurs).toBe(true);
      expect({ ...again, isNew: first.isNew, described: first.described }).toEqual(first);
    });

    it("shows the evidence on a commit once, brought up to date when it is shown again", async () => {
      const publication = await world.publication();
      const published = await world.github.pulls.publish(publication);
      if (published.kind !== "published") throw new Error("nothing was published");
      const { repository } = world.issue;
      const report = {
        headSha: published.commitSha,
        title: "1 of 1 proven",
        summary: "Measured.",
        runId: "r-1",
      };
      const first = await world.github.checks.report(repository, {
        ...{ ...report, conclusion: "neutral", text: "Step 1." },
      });
      const again = await world.github.checks.report(repository, {
        ...{ ...report, conclusion: "success", text: "Step 2." },
      });
      expect(first).toEqual({ kind: "reported", url: expect.stringMatching(/^(https?|file):\/\//) });
      expect(again).toEqual(first);
      const shown = await world.checks();
      expect(shown).toHaveLength(1);
      expect(shown[0]).toMatch(/success[\s\S]*1 of 1 proven[\s\S]*Measured\.[\s\S]*Step 2\./);
    });
  });
}
