// The papers of a release, written beside its image: what is in it (CycloneDX), and how it was made (SLSA, in-toto).
import { createHash } from "node:crypto";
import { createReadStream, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { z } from "zod";

const Facts = z.object({
  version: z.string(),
  /** Whether the tree may have had changes that the commit has not. */
  isDraft: z.boolean(),
  /** Where the repository came from, without credentials; null: nobody knows. */
  origin: z.string().nullable(),
  commit: z.string(),
  /** ISO 8601, UTC. */
  started: z.string(),
  image: z.string(),
  imageId: z.string(),
  /** The version of Node in it, which no package manager knows of. */
  node: z.string(),
  /** The images it was built on, by build argument. */
  builtOn: z.record(z.string(), z.string()),
});
export type Facts = z.infer<typeof Facts>;

const NpmBom = z.looseObject({
  components: z.array(z.looseObject({ name: z.string() })),
  metadata: z.looseObject({}),
});
type NpmBom = z.infer<typeof NpmBom>;

/** `packages`: of Debian, a line each: name, version, architecture. https://cyclonedx.org/docs/1.5/json */
export function sbomOf({ version, image, imageId, node }: Facts, npm: NpmBom, packages: string) {
  const debian = packages
    .split("\n")
    .map((line) => line.split("\t"))
    .flatMap(([name = "", version = "", architecture = ""]) => {
      if (name === "") return [];
      const purl = `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${architecture}`;
      return [{ "bom-ref": purl, type: "library", name, version, purl }];
    });
  const component = {
    "bom-ref": image,
    type: "container",
    name: "issuewright/app",
    version,
    hashes: [sha(imageId)],
  };
  return {
    ...npm,
    metadata: { ...npm.metadata, component },
    components: [
      ...npm.components,
      { "bom-ref": `pkg:generic/node@${node}`, type: "application", name: "node", version: node },
      ...debian,
    ],
  };
}

/** https://slsa.dev/spec/v1.0/provenance */
export function provenanceOf(
  { version, isDraft, origin, commit, started, builtOn }: Facts,
  subject: { name: string; sha256: string },
  finished: string,
) {
  const source = { ...(origin !== null && { uri: `git+${origin}` }), digest: { gitCommit: commit } };
  const images = Object.values(builtOn).map((image) => ({
    uri: `docker://${image}`,
    digest: { sha256: image.split("sha256:")[1] ?? "" },
  }));
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: subject.name, digest: { sha256: subject.sha256 } }],
    predicateType: "https://slsa.dev/provenance/v1",
    predicate: {
      buildDefinition: {
        buildType: "urn:issuewright:script:release:1",
        externalParameters: { version, isDraft, ...builtOn },
        resolvedDependencies: [source, ...images],
      },
      runDetails: {
        builder: { id: "urn:issuewright:script:release" },
        metadata: { invocationId: `${version}-${commit}`, startedOn: started, finishedOn: finished },
      },
    },
  };
}

function sha(imageId: string) {
  return { alg: "SHA-256", content: imageId.replace(/^sha256:/, "") };
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

async function write(words: string, name: string): Promise<void> {
  const facts = Facts.parse(JSON.parse(words));
  const read = (file: string) => readFileSync(join(dirname(name), file), "utf8");
  const npm = NpmBom.parse(JSON.parse(read("npm.json")));
  const archive = `${name}.tar.gz`;
  const subject = { name: basename(archive), sha256: await digestOf(archive) };
  const papers = {
    sbom: sbomOf(facts, npm, read("packages.tsv")),
    provenance: provenanceOf(facts, subject, new Date().toISOString()),
  };
  for (const [kind, paper] of Object.entries(papers))
    writeFileSync(`${name}.${kind}.json`, `${JSON.stringify(paper, null, 2)}\n`);
}

/** The facts are on standard input. */
if (import.meta.main) await write(await text(process.stdin), process.argv[2] ?? "");
