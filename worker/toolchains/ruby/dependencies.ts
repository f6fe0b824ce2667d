// What Gemfiles and gemspecs say of other people's code.
import { type Manifests, type Requirement, words } from "../manifests.ts";

export const dependencies: Manifests = {
  registry: "RubyGems",
  wellKnown: words(`
    actionpack activerecord activesupport addressable aws-sdk-s3 bcrypt bootsnap builder bundler byebug capistrano
    capybara concurrent-ruby coffee-rails cucumber database_cleaner devise dotenv erubi excon factory_bot
    factory_bot_rails faker faraday ffi grape haml hiredis httparty i18n jbuilder json jwt kaminari listen loofah
    mail mime-types minitest mocha money mongoid multi_json mustache mysql2 net-http net-ssh nokogiri oauth2 octokit omniauth
    pagy paperclip parallel parser pry puma pundit rack rack-test rails railties rake redcarpet redis resque
    rest-client rexml rouge rspec rspec-core rspec-rails rubocop rubocop-rails rubyzip sass-rails selenium-webdriver sequel
    shoulda-matchers sidekiq simplecov sinatra slim spring sprockets sqlite3 stripe thor tilt turbo-rails tzinfo
    uglifier unicorn vcr webmock will_paginate yard zeitwerk
  `),
  manifests: [{ files: /(^|\/)(?:Gemfile|gems\.rb)$|\.gemspec$/, read: ofGems }],
  locks: [],
};

const GEM = /^\s*(?:gem|[\w.]+\.add_(?:\w+_)?dependency)[\s(]+["']([\w.-]+)["']\)?\s*,?\s*(.*)$/gm;
const ELSEWHERE = /\b(git|github|gitlab|bitbucket|gist|path|source)(?::\s*|["']?\s*=>\s*)["']([^"']+)["']/;

function ofGems(text: string): Requirement[] {
  const gems = [...text.matchAll(GEM)].map(([, name = "", rest = ""]): Requirement => {
    const [, key = "", place = ""] = ELSEWHERE.exec(rest) ?? [];
    if (key === "")
      return {
        name,
        asks: rest
          .replace(/\s*#.*$/, "")
          .replace(/["')]/g, "")
          .trim(),
        source: "registry",
      };
    return { name, asks: place, source: key === "path" ? "path" : key === "source" ? "address" : "git" };
  });
  const sources = [...text.matchAll(/^\s*source[\s(]+["'](https?:[^"']+)["']/gm)].map(([, url = ""]) => url);
  const indexes = sources.filter((url) => !/^https:\/\/rubygems\.org\/?$/.test(url));
  return [...gems, ...indexes.map((url): Requirement => ({ name: url, asks: url, source: "index" }))];
}
