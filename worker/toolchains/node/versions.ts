// The version of Node that a repository asks for, and how set-up brings it.
import { z } from "zod";
import { type Program, tagged } from "../program.ts";
import type { AskedVersion, TreeView } from "../toolchain.ts";
import { askedVersion, asking } from "../versions.ts";
import type { Manifest } from "./manifest.ts";

/** https://nodejs.org/en/about/previous-releases */
const CODENAMES: Readonly<Record<string, number>> = {
  argon: 4,
  boron: 6,
  carbon: 8,
  dubnium: 10,
  erbium: 12,
  fermium: 14,
  gallium: 16,
  hydrogen: 18,
  iron: 20,
  jod: 22,
  krypton: 24,
};

export const program: Program = {
  program: "Node",
  show: "node --version",
  files: [".nvmrc", ".node-version"],
  tools: ["nodejs", "node"],
  action: { uses: /^actions\/setup-node@/i, input: "node-version" },
  image: (version) => `node:${tagged(version, 1)}`,
  rangeOf(version) {
    const named = CODENAMES[/^lts\/(\w+)$/i.exec(version)?.[1]?.toLowerCase() ?? ""];
    if (named !== undefined) return `^${named}`;
    return /^\d+(\.\d+){0,2}$/.test(version) ? `^${version}` : null;
  },
};

export function nodeVersion(tree: TreeView, { volta, engines }: Manifest): Promise<AskedVersion[]> {
  return askedVersion(tree, program, [
    asking("package.json", nodeIn(volta), (version) => `^${version}`),
    asking("package.json", nodeIn(engines), (range) => range),
  ]);
}

const WithNode = z.object({ node: z.string() });

function nodeIn(part: unknown): string | undefined {
  return WithNode.safeParse(part).data?.node;
}

/** npm's own reader of ranges. */
const HELD =
  'require("/usr/local/lib/node_modules/npm/node_modules/semver").satisfies(process.version, process.argv[1])';
/** Npm of the image, on Node of the image: each npm runs on a few versions of Node. */
const NPM =
  '/usr/local/bin/node /usr/local/bin/npm install --global --prefix "$HOME/.local" --no-audit --no-fund';
/** The newest npm that runs on it; https://docs.npmjs.com/cli has the `engines` of each. */
const OLDER_NPM = `case $("$HOME/.local/bin/node" --version) in v[0-9].*|v1[0-3].*) ${NPM} npm@6;; v1[4-7].*) ${NPM} npm@8;; v18.*|v19.*|v20.?.*|v20.1[0-6].*) ${NPM} npm@10;; esac`;

/**
 * Brings the newest Node of the range where the image's is none of it, as a package of npm's registry, with an npm that runs on
 * it. Never fails: the run says afterwards which version was there.
 */
export function bringNode(asked: readonly AskedVersion[]): string[] {
  return asked.flatMap(({ range }) => {
    if (!/^[\w.\s|<>=^~*-]+$/.test(range)) return [];
    const held = `node -p '${HELD}' '${range}' | grep -q true`;
    const bring = `${NPM} "node-linux-$(node -p process.arch)@${range}"`;
    return [`${held} || { ${bring} && ${OLDER_NPM}; } || true`];
  });
}
