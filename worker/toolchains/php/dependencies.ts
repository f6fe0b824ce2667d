// What composer.json and its lockfile say of other people's code.
import { jsonIn } from "../../diagnostics/format.ts";
import { at, entriesOf, type Manifests, type Requirement, words } from "../manifests.ts";

export const dependencies: Manifests = {
  registry: "Packagist",
  wellKnown: words(`
    aws/aws-sdk-php brick/math doctrine/dbal doctrine/orm fakerphp/faker firebase/php-jwt friendsofphp/php-cs-fixer
    guzzlehttp/guzzle guzzlehttp/psr7 illuminate/support intervention/image laravel/framework league/csv
    league/flysystem mockery/mockery monolog/monolog nesbot/carbon nikic/php-parser pestphp/pest phpmailer/phpmailer
    phpoffice/phpspreadsheet phpseclib/phpseclib phpstan/phpstan phpunit/phpunit predis/predis psr/container psr/log
    ramsey/uuid sebastian/comparator slim/slim spatie/laravel-permission squizlabs/php_codesniffer symfony/console
    symfony/finder symfony/framework-bundle symfony/http-foundation symfony/process symfony/yaml twig/twig vimeo/psalm
    vlucas/phpdotenv
  `),
  manifests: [{ files: /(^|\/)composer\.json$/, read: ofComposer }],
  locks: [{ files: /(^|\/)composer\.lock$/, read: ofLock }],
};

/** What is part of the language or of the machine. */
const PLATFORM = /^(?:php|hhvm|composer(?:-\w+)*|ext-.*|lib-.*)$/;

function ofComposer(text: string): Requirement[] {
  const root = jsonIn(text.replace(/^\ufeff/, ""));
  const lists = [...entriesOf(at(root, "require")), ...entriesOf(at(root, "require-dev"))];
  const packages = lists.flatMap(([name, asks]): Requirement[] =>
    typeof asks !== "string" || PLATFORM.test(name) ? [] : [{ name, asks, source: "registry" }],
  );
  const repositories = at(root, "repositories");
  const listed = Array.isArray(repositories) ? repositories : entriesOf(repositories).map(([, each]) => each);
  const indexes = listed.flatMap((each): Requirement[] => {
    const url = at(each, "url");
    return typeof url === "string" ? [{ name: url, asks: url, source: "index" }] : [];
  });
  return [...packages, ...indexes];
}

/** Composer runs the code of its plugins whenever it installs. */
function ofLock(text: string): Requirement[] {
  const root = jsonIn(text);
  const lists = [at(root, "packages"), at(root, "packages-dev")];
  return lists
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .flatMap((each): Requirement[] => {
      const [name, asks] = [at(each, "name"), at(each, "version")];
      if (typeof name !== "string" || typeof asks !== "string") return [];
      const runs = at(each, "type") === "composer-plugin";
      return [{ name, asks, source: "registry", ...(runs ? { runsOnInstall: true } : {}) }];
    });
}
