// The rules of imports around sandboxes and the containment proof.
import { describe, expect, it } from "@jest/globals";
import { sourceFiles } from "./support/source.ts";

const files = (folder: string) => sourceFiles([folder]);
const importsOf = (folder: string, bad: (imported: string, path: string) => boolean) =>
  files(folder).flatMap(({ path, imports }) =>
    imports.filter((imported) => bad(imported, path)).map((imported) => `${path} → ${imported}`),
  );

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
