// Go: modules, vet, and tests as events, which name each of them.
import { buildCheck, has, lintCheck, read, testCheck, textOf } from "./recognition.ts";
import type { Toolchain } from "./toolchain.ts";

export const go: Toolchain = {
  name: "go",
  recognise: async (tree) => {
    if (!has(tree, "go.mod")) return null;
    const needs = /^\s*require\b/m.test(await textOf(tree, ["go.mod"])) && !has(tree, "vendor/modules.txt");
    return {
      toolchain: "go",
      image: "go",
      setup: needs ? ["go mod download"] : [],
      setupReads: /(^|\/)go\.(mod|sum|work|work\.sum)$/,
      checks: [
        buildCheck("go build ./..."),
        lintCheck("vet", "go vet ./..."),
        testCheck("go test -json ./..."),
      ],
      registries: [],
      askRegistries: 'go env GOPROXY; echo "https://$(go env GOSUMDB)"',
      read,
    };
  },
};
