// What Go leaves out of a build: files under a condition in their head or in their names.
import type { Builds } from "../language.ts";

export const builds: Builds = {
  under: async ({ path, text }) => {
    const said = /^\/\/go:build (?<expression>.+)$/m.exec(text.slice(0, HEAD))?.groups?.expression;
    if (said === undefined) {
      const system = /_(?<system>[a-z0-9]+?)(?:_test)?\.go$/.exec(path)?.groups?.system;
      return system !== undefined && SYSTEMS.has(system)
        ? { condition: path, command: `GOOS=${system} go vet ./...` }
        : null;
    }
    const tags = [...said.matchAll(/(?<!!)\b[\w.]+/g)].map(([tag]) => tag).filter((tag) => !SYSTEMS.has(tag));
    const command = tags.length === 0 ? null : `go test -tags ${[...new Set(tags)].join(",")} ./...`;
    return { condition: `//go:build ${said}`, command };
  },
};

const HEAD = 4096;
const SYSTEMS = new Set([
  "windows",
  "darwin",
  "freebsd",
  "netbsd",
  "openbsd",
  "solaris",
  "plan9",
  "js",
  "aix",
]);
