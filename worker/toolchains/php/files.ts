// What paths say in PHP.
import type { Files } from "../language.ts";

export const files: Files = {
  code: /\.php$/i,
  offers: /^composer\.json$/,
  tests: [/[a-z0-9]Test\.php$/],
  protected: [
    "composer.lock",
    "auth.json",
    "phpunit.dist.xml",
    ".phpunit.xml",
    "pest.xml",
    "phpunit.xml",
    "phpunit.xml.dist",
  ],
  leavings: [".phpunit.result.cache", ".phpunit.cache/"],
  commands: /(^|\/)composer\.json$/,
  shadows:
    /(^|\/)PHPUnit\/(?:.*\/)?\w+\.php$|(^|\/)vendor\/(?:phpunit|composer|bin)\/|(^|\/)vendor\/autoload\.php$/,
  stays: ["phpunit.xml*"],
  testSettings: /(^|\/)phpunit\.xml(?:\.dist)?$/,
  lintSettings: /(^|\/)(phpstan\.neon(?:\.dist)?|psalm\.xml|\.php-cs-fixer(?:\.dist)?\.php)$/,
};
