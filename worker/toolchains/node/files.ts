// What paths say in JavaScript and TypeScript.
import type { Files } from "../toolchain.ts";

export const files: Files = {
  tests: /(^|\/)__tests__\//i,
  foreign: /(^|\/)(node_modules|bower_components)\/|\.d\.ts$/i,
  protected: [
    ...[".npmrc", ".yarnrc", ".yarnrc.yml", ".yarn/", ".pnpmfile.cjs", ".husky/"],
    ...["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"],
    ...["jest.config.*", "vitest.config.*", ".mocharc.*"],
  ],
};
