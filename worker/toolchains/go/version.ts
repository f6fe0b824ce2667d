// The version of Go that a repository asks for.
import { type Program, tagged } from "../program.ts";
import type { AskedVersion, TreeView } from "../toolchain.ts";
import { askedVersion, asking, sameMinor } from "../versions.ts";

export const program: Program = {
  program: "Go",
  show: "go version",
  files: [".go-version"],
  tools: ["golang", "go"],
  action: { uses: /^actions\/setup-go@/i, input: "go-version" },
  image: (version) => `golang:${tagged(version, 2)}`,
  rangeOf: sameMinor,
};

/** `manifests`: the text of all `go.mod`. An older Go refuses a newer module, so the line is the least that will do. */
export function goVersion(tree: TreeView, manifests: string): Promise<AskedVersion[]> {
  const asked = /^go\s+(\d+\.\d+(?:\.\d+)?)\s*$/m.exec(manifests)?.[1];
  return askedVersion(tree, program, [asking("go.mod", asked, (version) => `>=${version}`)]);
}
