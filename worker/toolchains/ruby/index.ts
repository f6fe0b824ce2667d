// Ruby: gems by Bundler, and RSpec or Minitest, as the tests are written.
import type { Check } from "../../../src/domain/evidence.ts";
import { testCheck, wholly } from "../checks.ts";
import { throughOnly } from "../recipe-runner.ts";
import type { Project, Toolchain, TreeView } from "../toolchain.ts";
import { firstOf, has, textOf } from "../tree.ts";
import { asks, ordinary } from "./asks.ts";
import { comments } from "./comments.ts";
import { dependencies } from "./dependencies.ts";
import { emptyings } from "./emptied.ts";
import { equality } from "./equality.ts";
import { files } from "./files.ts";
import { forms } from "./forms.ts";
import { gives } from "./gives.ts";
import { grammars } from "./grammar.ts";
import { imports } from "./imports.ts";
import { minitest } from "./minitest.ts";
import { opposites } from "./opposites.ts";
import { respelling } from "./respelling.ts";
import { rspec } from "./rspec.ts";
import { syntax } from "./syntax.ts";
import { program, rubyVersion } from "./version.ts";
import { words } from "./words.ts";

/** Where Bundler keeps gems: outside of the repository, and set-up may write there. */
const BUNDLER = "export BUNDLE_PATH=$HOME/.bundled";

export const ruby: Toolchain = {
  name: "ruby",
  manifest: /^Gemfile$/,
  image: "ruby",
  program,
  lints: /^(?:export [^;]*; *)?(?:bundle exec )?(?:rubocop|standardrb|reek|brakeman)(?![\w-])/,
  prepares: /^ruby\/setup-ruby-pkgs@/i,
  dependencies,
  // A Gemfile is a program. https://bundler.io/man/bundle-lock.1.html (--local)
  locks: [
    {
      ...{ file: /^Gemfile\.lock$/, from: /^Gemfile$|\.gemspec$/, reaches: "nothing" },
      relock: `${BUNDLER}; bundle lock --local`,
    },
  ],
  files,
  comments,
  forms,
  equality,
  words,
  respelling,
  imports,
  syntax,
  asks,
  ordinary,
  opposites,
  gives,
  emptyings,
  grammars,
  recognise: async (tree) => {
    const manifest = firstOf(tree, ["Gemfile", "Rakefile", ".rspec"]);
    const check = await testsOf(tree);
    if (manifest === null && check === null) return null;
    const bundled = has(tree, "Gemfile");
    return {
      image: "ruby",
      setup: bundled ? [`${BUNDLER}; bundle install --quiet`] : [],
      setupReads: /(^|\/)(Gemfile(\.lock)?|\.ruby-version|[^/]+\.gemspec)$/,
      checks: check === null ? [] : [bundled ? withGems(check) : check],
      leavings: [],
      testsBuild: false,
      runnerOf: runnerIn(await textOf(tree, ["Rakefile"])),
      versions: await rubyVersion(tree),
      coverage: null,
      narrow: wholly,
      askRegistries: `gem sources --list; grep -ohE "https?://[^/'" ]+" Gemfile Gemfile.lock 2>/dev/null | sort -u | head -20; echo https://index.rubygems.org`,
    };
  },
};

function withGems(check: Check): Check {
  return { ...check, command: `${BUNDLER}; bundle exec ${check.command}` };
}

/** Rake runs more than Minitest in many repositories, so only its own task of tests is asked. */
async function testsOf(tree: TreeView): Promise<Check | null> {
  const specs = tree.paths.filter((path) => /^spec\/.*_spec\.rb$/.test(path));
  if (specs.length > 0) return testCheck((await areOfMinitest(tree, specs)) ? BY_HAND("spec") : "rspec");
  const tests = tree.paths.filter((path) => /^test\/.*\.rb$/.test(path));
  // Its task knows how the test files are called.
  const rakefile = tests.length === 0 ? "" : await textOf(tree, ["Rakefile"]);
  if (/\b(?:Rake|Minitest)::TestTask\b/.test(rakefile)) return testCheck("rake test");
  return tests.some((path) => /(?:_test|\/test_[^/]*)\.rb$/.test(path)) ? testCheck(BY_HAND("test")) : null;
}

const BY_HAND = (folder: "test" | "spec") =>
  `ruby -Ilib -I${folder} -e 'Dir["./${folder}/**/{*_${folder},${folder}_*}.rb"].sort.each { |file| require file }'`;

const MOST_READ = 10;

/** Its specs look like those of RSpec, and what they load tells them apart. */
async function areOfMinitest(tree: TreeView, specs: readonly string[]): Promise<boolean> {
  const gemspecs = tree.paths.filter((path) => /^[^/]+\.gemspec$/.test(path));
  const loads = await textOf(tree, [
    "Gemfile",
    "spec/spec_helper.rb",
    ".rspec",
    ...gemspecs,
    ...specs.slice(0, MOST_READ),
  ]);
  return /\bminitest\b/i.test(loads) && !/\brspec\b/i.test(loads) && !has(tree, ".rspec");
}

const RAKE_ALONE = /^(?:export [\w=$/.]+; )?(?:bundle exec )?(?:bin\/)?rake(?: default)?$/;
const DEFAULT = /^\s*task[ (]+:?["']?default["']?\s*(?:=>|:)\s*(?<tasks>\[[^\]]*\]|%[iw]\[[^\]]*\]|[^\n]*)/m;

/** Without a name, Rake runs its default task, which calls others. */
function runnerIn(rakefile: string): Project["runnerOf"] {
  const tasks: readonly string[] = DEFAULT.exec(rakefile)?.groups?.tasks?.match(/\w+/g) ?? [];
  const called = [...(tasks.includes("spec") ? [rspec] : []), ...(tasks.includes("test") ? [minitest] : [])];
  return (check) =>
    check.kind === "test" && RAKE_ALONE.test(check.command) ? throughOnly(called) : direct(check);
}

/** With Minitest, a command is whatever starts the tests. */
const direct: Project["runnerOf"] = ({ command, kind }) => {
  if (kind !== "test") return null;
  if (rspec.reporting(command, "") !== null) return rspec;
  return /(?:^|; |bundle exec )(?:(?:bin\/)?(?:rake|rails) test\b[^;&|]*$|ruby\b[^;&|]*\b(?:test|spec)\b)/.test(
    command,
  )
    ? minitest
    : null;
};
