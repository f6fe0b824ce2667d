// What paths say in JavaScript and TypeScript.
import type { Files } from "../language.ts";

export const files: Files = {
  code: /\.(?:[cm]?[jt]sx?|vue|svelte)$/i,
  namedByFolder: /(^|\/)index\.\w+$/,
  tests: [/(^|\/)__tests__\//i],
  installed: /(^|\/)(node_modules|bower_components)\//i,
  generated: /\.d\.ts$/i,
  protected: [
    ...[".npmrc", ".yarnrc", ".yarnrc.yml", ".yarn/", ".pnpmfile.cjs", ".husky/"],
    ...["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"],
    ...["jest.config.*", "vitest.config.*", ".mocharc.*"],
  ],
  leavings: ["node_modules", ".nyc_output/", ".npm/", ".eslintcache", ".stylelintcache", "*.tsbuildinfo"],
  snapshots: /(^|\/)(__snapshots__|__image_snapshots__)\//,
  commands: /(^|\/)package\.json$/,
  testSettings:
    /(^|\/)((jest|vitest|vite|ava|karma|playwright|cypress)\.config(\.\w+)?\.[cm]?[jt]s(on)?|karma\.conf\.[cm]?[jt]s|\.(mocharc|nycrc|c8rc|taprc)(\.\w+)?)$/,
  lintSettings:
    /(^|\/)(eslint\.config\.[cm]?[jt]s|\.eslintrc(\.\w+)?|\.eslintignore|biome\.jsonc?|tsconfig(\.\w+)?\.json)$/,
};
