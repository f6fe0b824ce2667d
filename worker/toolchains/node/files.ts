// What paths say in JavaScript and TypeScript.
import type { Files } from "../language.ts";

export const files: Files = {
  code: /\.(?:[cm]?[jt]sx?|vue|svelte)$/i,
  standsForFolder: /(^|\/)index\.\w+$/,
  offers: /^package\.json$/,
  tests: [/(^|\/)__(?:tests|mocks)__\//i, /\.(?:test-d|cy|e2e|e2e-spec)\.[cm]?[jt]sx?$/],
  stays: [
    "node_modules",
    "bower_components",
    "jest.config.*",
    "vitest.config.*",
    "ava.config.*",
    "karma.conf.*",
  ],
  shadows:
    /^(?:packages\/[^/]+\/)?__mocks__\/|(^|\/)(?:node_modules\/(?:\.bin\/)?|__mocks__\/)(?:jest(?:-[\w-]+)?|@jest|expect|vitest|@vitest|mocha|chai|should|ava|tap|@tapjs|tape|jasmine(?:-core)?|sinon|supertest|node:assert|assert)(?:[./]|$)/,
  installed: /(^|\/)(node_modules|bower_components)\//i,
  generated: /\.d\.ts$/i,
  protected: [
    ...[
      ".npmrc",
      ".yarnrc",
      ".yarnrc.yml",
      ".yarn/",
      ".pnpmfile.*",
      "pnpm-workspace.yaml",
      ".husky/",
      ".huskyrc*",
    ],
    ...[
      "bunfig.toml",
      ".bunfig.toml",
      ".bowerrc",
      "lerna.json",
      ".node-gyp/",
      "binding.gyp",
      ".simple-git-hooks.*",
    ],
    ...[
      "simple-git-hooks.*",
      ".lintstagedrc*",
      "lint-staged.config.*",
      ".swcrc",
      ".babelrc*",
      "babel.config.*",
    ],
    ...["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"],
    ...["deno.lock", "shrinkwrap.yaml", ".node-version", ".nvmrc", ".nycrc*", ".c8rc*", ".taprc"],
    ...[
      "jest.config.*",
      "vitest.config.*",
      "vitest.workspace.*",
      ".mocharc.*",
      "ava.config.*",
      "jasmine.json",
    ],
    ...["karma.conf.*", "playwright.config.*", "cypress.config.*"],
  ],
  leavings: ["node_modules", ".nyc_output/", ".npm/", ".eslintcache", ".stylelintcache", "*.tsbuildinfo"],
  snapshots: /(^|\/)(__snapshots__|__image_snapshots__)\//,
  commands: /(^|\/)package\.json$/,
  testSettings:
    /(^|\/)((jest|vitest|vite|ava|karma|playwright|cypress)\.config(\.\w+)?\.[cm]?[jt]s(on)?|karma\.conf\.[cm]?[jt]s|\.(mocharc|nycrc|c8rc|taprc)(\.\w+)?)$/,
  lintSettings:
    /(^|\/)(eslint\.config\.[cm]?[jt]s|\.eslintrc(\.\w+)?|\.eslintignore|biome\.jsonc?|tsconfig(\.\w+)?\.json)$/,
};
