// The lockfiles of Node's package managers, and how each manager brings its own in line with package.json.
import type { Lock } from "../toolchain.ts";

const from = /^package\.json$/;
const reaches = "registries";

/** Set-up has brought the manager, in the version that the repository asks for. */
export const LOCKS: readonly Lock[] = [
  // https://docs.npmjs.com/cli/v11/commands/npm-install#package-lock-only
  {
    ...{ file: /^(package-lock|npm-shrinkwrap)\.json$/, from, reaches },
    relock: "npm install --package-lock-only --ignore-scripts --no-audit --no-fund",
  },
  // https://pnpm.io/cli/install#--lockfile-only
  {
    ...{ file: /^pnpm-lock\.yaml$/, from, reaches },
    relock: "pnpm install --lockfile-only --ignore-scripts --no-frozen-lockfile",
  },
  // https://yarnpkg.com/cli/install (--mode). The first Yarn has no such mode, and installs as well.
  {
    ...{ file: /^yarn\.lock$/, from, reaches },
    relock: `case "$(yarn --version)" in 1.*) yarn install --ignore-scripts --non-interactive ;; *) YARN_NPM_REGISTRY_SERVER="$(npm config get registry)" YARN_NODE_LINKER=node-modules yarn install --mode=update-lockfile --no-immutable ;; esac`,
  },
  // https://bun.com/docs/pm/cli/install
  { file: /^bun\.lock$/, from, reaches, relock: "bun install --lockfile-only --ignore-scripts" },
];
