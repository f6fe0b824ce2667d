// The rules of imports around sandboxes and the containment proof.
import { describe, expect, it } from "@jest/globals";
import { sourceFiles } from "./support/source.ts";

const files = (folder: string) => sourceFiles([folder]);
const importsOf = (folder: string, bad: (imported: string, path: string) => boolean) =>
  files(folder).flatMap(({ path, imports }) =>
    imports.filter((imported) => bad(imported, path)).map((imported) => `${path} → ${imported}`),
  );

describe("what any engine needs", () => {
  const folder = "worker/sandboxes";
  const listed = files(folder).find(({ path }) => path === `${folder}/index.ts`)?.imports ?? [];
  const engines = listed.flatMap((path) => /^worker\/sandboxes\/([a-z]+)\/\1\.ts$/.exec(path)?.[1] ?? []);
  const engine = (path: string) => engines.some((name) => path.startsWith(`${folder}/${name}/`));

  it("knows no engine's client and no engine's folder, besides the list of engines", () => {
    expect(
      importsOf(
        folder,
        (imported, path) =>
          !engine(path) && path !== `${folder}/index.ts` && (imported === "dockerode" || engine(imported)),
      ),
    ).toEqual([]);
  });

  it("is not all there is: an engine is listed", () => {
    expect(engines).toContain("docker");
  });

  it("is used by an engine only as the port, the faults and the findings", () => {
    const open = /\/(engine|engine-finding|act-fault)\.ts$/;
    expect(
      engines.flatMap((name) =>
        importsOf(
          `${folder}/${name}`,
          (imported) =>
            imported.startsWith(`${folder}/`) &&
            !imported.startsWith(`${folder}/${name}/`) &&
            !open.test(imported),
        ),
      ),
    ).toEqual([]);
  });

  it("is joined in rooms that do not know each other's sandboxes", () => {
    const rooms = ["guest", "egress"];
    expect(
      rooms.flatMap((room) =>
        importsOf(`${folder}/${room}`, (imported) =>
          /sandboxes\/(layers|extract|open|surroundings)\b/.test(imported),
        ),
      ),
    ).toEqual([]);
  });
});

describe("the containment proof", () => {
  it("is used by no room of the server or the worker", () => {
    const proof = (imported: string) => imported.startsWith("containment/");
    expect([...importsOf("src", proof), ...importsOf("worker", proof)]).toEqual([]);
  });

  it("uses the sandboxes by their port, and is wired in its main file", () => {
    const open =
      /^(containment\/|src\/(domain\/|(clock|log)\.ts$)|worker\/(sandboxes\/[a-z-]+\.ts$|workspace\/|leases\/))/;
    const ours = /^(src|worker|bin|local)\//;
    expect(
      importsOf(
        "containment",
        (imported, path) => path !== "containment/main.ts" && ours.test(imported) && !open.test(imported),
      ),
    ).toEqual([]);
  });
});
