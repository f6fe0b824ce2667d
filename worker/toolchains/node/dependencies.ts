// What JavaScript's manifests and npm's lockfile say of other people's code.
import { jsonIn } from "../../diagnostics/format.ts";
import { at, entriesOf, type Manifests, type Requirement, sourceOf, words } from "../manifests.ts";

export const dependencies: Manifests = {
  registry: "npm",
  additions: ["nodejs", "node", "js"],
  wellKnown: words(`
    @angular/core @babel/core @types/node ajv angular ansi-regex ansi-styles archiver async autoprefixer axios babel
    bcrypt bcryptjs better-sqlite3 bluebird body-parser bootstrap browserify bunyan camelcase chai chalk cheerio chokidar
    classnames colors commander compression concurrently connect cookie cookie-parser core-js cors cross-env cross-spawn
    cypress date-fns dayjs debug deepmerge discord.js dotenv drizzle-orm electron enquirer esbuild escape-string-regexp
    eslint eslint-config-prettier eslint-plugin-react ethers event-stream express express-session fast-glob
    fast-xml-parser fastify follow-redirects form-data formik fs-extra glob graceful-fs graphql handlebars helmet highlight.js
    http-proxy husky iconv-lite immer immutable inquirer ioredis jasmine joi jquery js-yaml jsdom json5 jsonwebtoken karma
    knex koa left-pad lint-staged lodash lodash.merge log4js lru-cache luxon markdown-it marked minimatch minimist mkdirp
    mocha moment mongodb mongoose morgan multer mustache mysql2 nanoid nestjs next node-fetch node-sass nodemailer
    nodemon nunjucks openai opencollective passport path-to-regexp pino playwright postcss preact prettier prisma
    prop-types protobufjs puppeteer query-string ramda react react-dom react-redux react-router react-router-dom redux
    request requests rimraf rollup rxjs sass semver sequelize serialize-javascript sharp shelljs sinon socket.io
    socket.io-client source-map sqlite3 strip-ansi styled-components superagent supertest svelte tailwindcss terser three
    through2 ts-jest ts-node tslib typeorm typescript ua-parser-js uglify-js underscore undici uuid validator vitest vue
    vue-router web3 webpack webpack-cli winston xml2js yargs yup zustand
  `),
  manifests: [
    { files: /(^|\/)package\.json$/i, read: ofPackage },
    { files: /(^|\/)deno\.jsonc?$/i, read: ofDeno },
  ],
  locks: [{ files: /(^|\/)(?:package-lock|npm-shrinkwrap)\.json$/, read: ofLock }],
};

const LISTS = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies", "resolutions"];

function ofPackage(text: string): Requirement[] {
  const root = jsonIn(text.replace(/^\ufeff/, ""));
  const lists = [...LISTS.map((list) => at(root, list)), at(root, "pnpm", "overrides")];
  return [...lists.flatMap(entriesOf), ...overridesIn(at(root, "overrides"), 0)].flatMap(([name, asks]) =>
    typeof asks === "string" ? requirement(name.replace(/^\*\*\//, ""), asks) : [],
  );
}

/** They may hold others. */
function overridesIn(value: unknown, depth: number): [string, unknown][] {
  if (depth > 8) return [];
  return entriesOf(value).flatMap(([name, asks]): [string, unknown][] =>
    typeof asks === "string" ? [[name, asks]] : overridesIn(asks, depth + 1),
  );
}

function requirement(name: string, asks: string): Requirement[] {
  // A package of the same repository.
  if (/^workspace:/.test(asks)) return [];
  const alias = /^(?:npm|jsr):((?:@[^/@]+\/)?[^/@]+)(?:@|$)/.exec(asks);
  if (alias !== null) return [{ name: alias[1] ?? name, asks, source: "registry" }];
  const isShort = /^[\w.-]+\/[\w.-]+(?:#.*)?$/.test(asks);
  return [{ name, asks, source: isShort ? "git" : sourceOf(asks) }];
}

function ofDeno(text: string): Requirement[] {
  return entriesOf(at(jsonIn(text.replace(/^\ufeff/, "")), "imports")).flatMap(([name, asks]) =>
    typeof asks !== "string" || /^(?:node:|\.{0,2}\/)/.test(asks) ? [] : requirement(name, asks),
  );
}

const REGISTRY = /^https:\/\/registry\.(?:npmjs\.org|yarnpkg\.com)\//;

function ofLock(text: string): Requirement[] {
  return entriesOf(at(jsonIn(text), "packages")).flatMap(([path, entry]) => {
    const place = path.lastIndexOf("node_modules/");
    const resolved = at(entry, "resolved");
    if (place === -1 || at(entry, "link") === true) return [];
    const asks = typeof resolved === "string" ? resolved : "";
    const source = asks === "" || REGISTRY.test(asks) ? "registry" : sourceOf(asks);
    const runs = at(entry, "hasInstallScript") === true;
    const name = path.slice(place + "node_modules/".length);
    return [{ name, asks, source, ...(runs ? { runsOnInstall: true } : {}) }];
  });
}
