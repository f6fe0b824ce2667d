// What paths say in any language, and in those without a folder of their own.
import type { Files } from "../language.ts";
import { makeRegistrations } from "./registrations.ts";

export const files: Files = {
  code: /\.(?:lua|pl|pm|t|nim|zig|jl|erl|clj)$/i,
  namedByFolder: /(^|\/)main\.\w+$/,
  tests: [
    /(^|\/)(tests?|specs?|testing)\//i,
    /(^|\/)(tests?|specs?)[._-][^/]*$/i,
    /[._-](tests?|specs?)\.[a-z+]+$/i,
    // Perl's, PHP's and those of shells.
    /\.(?:t|phpt|bats)$|^x?t\//,
  ],
  notTests: [
    /(^|\/)src\/(?:main|\w+Main)\//,
    /(^|\/)\.(?:github|gitlab|circleci|forgejo|gitea)\//,
    /^docs?\/.*\.(?:mdx?|rst|adoc|txt|html?)$/i,
    // A text that is a specification.
    /^(?!(?:[^/]+\/)*(?:tests?|spec|__tests__|testing|fixtures)\/).*(?:^|[/._-])specs?[/._-](?:.*[/.])?(?:mdx?|rst|adoc|txt|ya?ml|json5?|html?|xml|proto|graphql)$/i,
  ],
  stays: ["vendor"],
  installed: /(^|\/)(vendor|third[_-]?party)\//i,
  generated: /(^|\/)(dist|build|out|target|coverage)\/|[.-]min\.\w+$|[._](generated|gen|pb)\.\w+$/i,
  built: /^(?:packages\/[^/]+\/)?dist\/|[.-]min\.\w+$|[._](?:generated|gen|pb)\.\w+$/i,
  leavings: [".DS_Store", "Thumbs.db"],
  snapshots: /(^|\/)(snapshots|goldens?)\/|\.(snap|golden|approved\.\w+)$/,
  data: /\.(?:json[5c]?|ya?ml|toml|ini|cfg|conf|properties|sql|graphqls?|gql|csv|tsv|po|ftl|strings|arb|resx|xml|xsl|svg|html?|css|scss|sass|less|tmpl|tpl|j2|jinja2?|mustache|hbs|handlebars|ejs|erb|haml|slim|liquid|twig|pug)$/i,
  inert:
    /\.(?:md|mdx|rst|adoc|txt|json5?|jsonc|ya?ml|toml|lock|csv|tsv|svg|html?|xml|css|scss|less|po|snap|patch|diff|cfg|ini|properties)$|(?:^|\/)(?:LICENSE|NOTICE|AUTHORS|CHANGELOG|README|CODEOWNERS|\.[\w.-]+)$/i,
  commands: /(^|\/)(GNUmakefile|[Mm]akefile|justfile)$|\.sh$/,
  testSettings: /(^|\/)(GNUmakefile|[Mm]akefile)$/,
  registrations: [makeRegistrations],
};
