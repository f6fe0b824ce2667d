// PHP: packages by Composer, and PHPUnit, alone or under Pest.
import { BRACES } from "../braces.ts";
import { testCheck, wholly } from "../checks.ts";
import { joinedRunner } from "../joined-runner.ts";
import type { Project, Toolchain } from "../toolchain.ts";
import { firstOf, has, textOf } from "../tree.ts";
import { asks, ordinary } from "./asks.ts";
import { comments } from "./comments.ts";
import { expanded, type Scripts, scriptsIn } from "./composer.ts";
import { dependencies } from "./dependencies.ts";
import { emptyings } from "./emptied.ts";
import { equality } from "./equality.ts";
import { files } from "./files.ts";
import { forms } from "./forms.ts";
import { gives } from "./gives.ts";
import { grammars } from "./grammar.ts";
import { imports } from "./imports.ts";
import { opposites } from "./opposites.ts";
import { phpunit } from "./phpunit.ts";
import { respelling } from "./respelling.ts";
import { phpVersion, program } from "./version.ts";
import { words } from "./words.ts";

const TEST = /^tests?\/.*(?:Test|\.test)\.php$/;

const LINTS =
  /^(?:php )?(?:vendor\/bin\/)?(?:phpstan|psalm|phpcs|php-cs-fixer|ecs|rector|pint|parallel-lint)(?![\w-])|^composer (?:validate|lint|cs|stan)(?![\w-])/;

/** Packagist knows names and versions; the packages themselves are archives of GitHub, or stand where the lockfile says. */
const PACKAGIST = `grep -ohE 'https?://[^/" ]+' composer.lock 2>/dev/null | sort -u | head -20; echo https://repo.packagist.org https://packagist.org https://api.github.com https://codeload.github.com`;

export const php: Toolchain = {
  name: "php",
  manifest: /^composer\.json$/,
  image: "php",
  program,
  lints: LINTS,
  installs: /^composer install$/,
  prepares: /^ramsey\/composer-install@/i,
  dependencies,
  // https://getcomposer.org/doc/03-cli.md#update-u-upgrade
  locks: [
    {
      ...{ file: /^composer\.lock$/, from: /^composer\.json$/, reaches: "registries" },
      relock: "composer update --minimal-changes --no-install --no-scripts --no-plugins --no-interaction",
    },
  ],
  files,
  comments,
  forms,
  equality,
  words,
  respelling,
  imports,
  asks,
  ordinary,
  opposites,
  syntax: { ...BRACES, nothing: "null;", operators: { and: "or", or: "and" }, endsWithLine: false },
  gives,
  emptyings,
  grammars,
  recognise: async (tree) => {
    const settings = firstOf(tree, ["phpunit.xml", "phpunit.xml.dist"]);
    const test = tree.paths.find((path) => TEST.test(path));
    if (!has(tree, "composer.json") && settings === null && test === undefined) return null;
    const manifest = await textOf(tree, ["composer.json"]);
    const pest = /"pestphp\/pest"/.test(manifest);
    const brings = pest || /"phpunit\/phpunit"/.test(manifest);
    const paths = settings === null && test !== undefined ? ` ${test.split("/")[0]}` : "";
    const tests =
      settings === null && test === undefined
        ? []
        : [testCheck(`${brings ? "vendor/bin/" : ""}${pest ? "pest" : "phpunit"}${paths}`)];
    return {
      image: "php",
      setup: has(tree, "composer.json") ? ["composer install --no-interaction --no-progress"] : [],
      setupReads: /(^|\/)composer\.(json|lock)$/,
      checks: tests,
      leavings: ["/vendor/"],
      testsBuild: false,
      runnerOf: runnerIn(scriptsIn(manifest)),
      versions: await phpVersion(tree),
      coverage: null,
      narrow: wholly,
      askRegistries: PACKAGIST,
    };
  },
};

const direct: Project["runnerOf"] = ({ command, kind }) =>
  kind === "test" && phpunit.reporting(command, "") !== null ? phpunit : null;

const joined = joinedRunner(direct, (command) => LINTS.test(command));

/** A script gives way to the commands that it runs. */
function runnerIn(scripts: Scripts): Project["runnerOf"] {
  return (check) => {
    const runner = joined({ ...check, command: expanded(check.command, scripts) });
    if (runner === null) return null;
    return {
      ...runner,
      reporting: (command, path) => runner.reporting(expanded(command, scripts), path),
      only: (command, files) => runner.only(expanded(command, scripts), files),
    };
  };
}
