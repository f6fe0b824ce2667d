// The version of Go that a repository asks for.
import type { AskedVersion, TreeView } from "../toolchain.ts";
import { askedVersion, asking, type Program, sameMinor } from "../versions.ts";

const GO: Program = {
  program: "Go",
  show: "go version",
  files: [".go-version"],
  tool: "golang",
  rangeOf: sameMinor,
};

/** `manifests`: the text of all `go.mod`. An older Go refuses a newer module, so the line is the least that will do. */
export function goVersion(tree: TreeView, manifests: string): Promise<AskedVersion[]> {
  const asked = /^go\s+(\d+\.\d+(?:\.\d+)?)\s*$/m.exec(manifests)?.[1];
  return askedVersion(tree, GO, [asking("go.mod", asked, (version) => `>=${version}`)]);
}
