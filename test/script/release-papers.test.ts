// The papers of a release: what is in its image, and how that was made.
import { expect, it } from "@jest/globals";
import { type Facts, provenanceOf, sbomOf } from "../../script/release-papers.ts";

const facts: Facts = {
  ...{
    version: "1.2.3",
    isDraft: false,
    origin: "https://github.test/a/b.git",
    commit: "c0ffee",
    node: "24.1.0",
  },
  ...{ started: "2026-01-02T03:04:05Z", image: "issuewright/app:1.2.3", imageId: "sha256:abc" },
  builtOn: { DEBIAN: "debian@sha256:d1", NODE: "node@sha256:e2" },
};

it("names the packages of npm and of Debian, and Node, which neither has", () => {
  const npm = { bomFormat: "CycloneDX", metadata: { timestamp: "now" }, components: [{ name: "zod" }] };
  expect(sbomOf(facts, npm, "git\t1:2.47.3-0+deb13u1\tamd64\n")).toEqual({
    bomFormat: "CycloneDX",
    metadata: {
      timestamp: "now",
      component: {
        ...{
          "bom-ref": "issuewright/app:1.2.3",
          type: "container",
          name: "issuewright/app",
          version: "1.2.3",
        },
        hashes: [{ alg: "SHA-256", content: "abc" }],
      },
    },
    components: [
      { name: "zod" },
      { "bom-ref": "pkg:generic/node@24.1.0", type: "application", name: "node", version: "24.1.0" },
      {
        ...{
          "bom-ref": "pkg:deb/debian/git@1%3A2.47.3-0%2Bdeb13u1?arch=amd64",
          type: "library",
          name: "git",
        },
        ...{ version: "1:2.47.3-0+deb13u1", purl: "pkg:deb/debian/git@1%3A2.47.3-0%2Bdeb13u1?arch=amd64" },
      },
    ],
  });
});

it("says of which commit and on which images the file was made", () => {
  const subject = { name: "issuewright-1.2.3.tar.gz", sha256: "f00" };
  expect(provenanceOf(facts, subject, "2026-01-02T03:05:06Z")).toMatchObject({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "issuewright-1.2.3.tar.gz", digest: { sha256: "f00" } }],
    predicate: {
      buildDefinition: {
        externalParameters: { version: "1.2.3", isDraft: false, DEBIAN: "debian@sha256:d1" },
        resolvedDependencies: [
          { uri: "git+https://github.test/a/b.git", digest: { gitCommit: "c0ffee" } },
          { uri: "docker://debian@sha256:d1", digest: { sha256: "d1" } },
          { uri: "docker://node@sha256:e2", digest: { sha256: "e2" } },
        ],
      },
      runDetails: { metadata: { startedOn: "2026-01-02T03:04:05Z", finishedOn: "2026-01-02T03:05:06Z" } },
    },
  });
});
