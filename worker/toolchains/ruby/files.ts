// What paths say in Ruby.
import type { Files } from "../language.ts";

export const files: Files = {
  code: /\.(?:rb|rake)$|(^|\/)Rakefile$/i,
  offers: /^[\w-]+\.gemspec$/,
  tests: [/(^|\/)test_[^/]*\.rb$/, /_(?:test|spec)\.rb$/],
  protected: [
    "Gemfile.lock",
    ".bundle/",
    ".rspec",
    ".rspec-local",
    ".ruby-version",
    ".gemrc",
    ".irbrc",
    ".pryrc",
    "extconf.rb",
  ],
  leavings: [".bundle/", ".rspec_status", "*.gem"],
  commands: /(^|\/)Rakefile$/,
  shadows:
    /(^|\/)(?:minitest|rspec|bundler|rubygems|test\/unit)(?:\/(?:core|expectations|mocks|autorun|setup|[\w-]+_plugin))?\.rb$/,
  testSettings: /(^|\/)(\.rspec|Rakefile|spec_helper\.rb|rails_helper\.rb|test_helper\.rb)$/,
  lintSettings: /(^|\/)\.rubocop(?:_todo)?\.yml$/,
};
