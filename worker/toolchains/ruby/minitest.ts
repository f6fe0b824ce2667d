// Minitest: a report that a plug-in of ours writes, because its own output is text between what tests print.
import { z } from "zod";
import { gist, jsonIn } from "../../diagnostics/format.ts";
import { identifier, inRepository, lineIn, numbered, testOf } from "../../diagnostics/reported.ts";
import { quoted } from "../checks.ts";
import { numbersOf } from "../numbers.ts";
import { reportOf } from "../report.ts";
import { type Report, type Runner, unread } from "../runner.ts";
import { MINITEST_SOURCE } from "./minitest-source.ts";
import { eachFails, kindOf, requiresOf } from "./words-of-failures.ts";

const RAILS = /^(?:export [\w=$/.]+; )?(?:bundle exec )?(?:bin\/)?rails test$/;
const RAKE = /^(?:export [\w=$/.]+; )?(?:bundle exec )?rake test$/;

export const minitest: Runner = {
  name: "Minitest",
  reporting,
  through: reporting,
  inItsWay: /^(?:lib|test)\/(?:minitest(?:\/(?:autorun|test|unit))?|test\/unit)\.rb$/,
  read,
  only: (command, files) => {
    if (RAILS.test(command)) return [command, ...files.map(quoted)].join(" ");
    return RAKE.test(command)
      ? `${command} ${quoted(`TEST=${files.length === 1 ? files[0] : `{${files.join(",")}}`}`)}`
      : null;
  },
  control: ({ beside, besideText, ...names }) => {
    const [negative, positive] = [identifier(names.negative), identifier(names.positive)];
    const { one } = numbersOf(negative);
    const folder = beside.slice(0, beside.lastIndexOf("/") + 1);
    return {
      path: /_test\.rb$/.test(beside) ? `${folder}${negative}_test.rb` : `${folder}test_${negative}.rb`,
      content: [
        ...requiresOf(besideText),
        ...wrongIn(negative),
        `  def test_${positive}\n    assert_equal ${one}, ${one}\n  end`,
        "end\n",
      ].join("\n"),
    };
  },
  inside: ({ text, name }) =>
    ENDED.test(text) ? null : [text.trimEnd(), "", ...wrongIn(identifier(name)), "end\n"].join("\n"),
};

/** Behind this line stands data. */
const ENDED = /^__END__$/m;

/** The lines of a class, but for its end. */
function wrongIn(name: string): string[] {
  const { one, other } = numbersOf(name);
  return [
    `class ${name.slice(0, 1).toUpperCase()}${name.slice(1)} < Minitest::Test`,
    `  def test_${name}\n    ${eachFails("assert_equal a, b", "Minitest::Assertion")}\n    assert_equal ${other}, ${one} if fails\n  end`,
  ];
}

/** Minitest loads each plug-in that it finds on Ruby's path, whatever starts the tests. */
function reporting(command: string, path: string): { command: string } {
  const folder = `${path}.d`;
  const source = MINITEST_SOURCE.replace("REPORT", JSON.stringify(path));
  const write = `mkdir -p ${folder}/minitest && printf %s '${source}' >${folder}/minitest/by_test_plugin.rb`;
  return { command: `${write}; export RUBYLIB="${folder}\${RUBYLIB:+:$RUBYLIB}"; ${command}` };
}

const Line = z.union([
  z.object({
    test: z.string(),
    file: z.string().nullable(),
    status: z.enum(["passed", "failed", "skipped"]),
    raised: z.string().nullable(),
    said: z.string().nullable(),
    at: z.string().nullish(),
  }),
  z.object({ ran: z.int() }),
]);

function read(report: string): Report {
  if (report.trim() === "") return unread({ kind: "missing" });
  const parsed = report
    .trimEnd()
    .split("\n")
    .map((line) => Line.safeParse(jsonIn(line)).data);
  if (parsed[0] === undefined) return unread({ kind: "not-this-format" });
  const tests = parsed.flatMap((line) => (line !== undefined && "test" in line ? [line] : []));
  const last = parsed.at(-1);
  const isWhole =
    last !== undefined && "ran" in last && last.ran === tests.length && parsed.length === tests.length + 1;
  if (!isWhole) return unread({ kind: "incomplete" });
  const names = titlesOf(tests.map(({ test }) => test));
  return reportOf(
    tests.map(({ test, file, status, raised, said, at }) => {
      const words = gist((said ?? "").split("\n"));
      const failure = status === "failed" ? kindOf(raised ?? "", words) : null;
      return testOf({
        name: names.get(test) ?? test,
        file: file === null ? null : inRepository(file),
        status,
        said: words,
        failure,
        failedAt: file === null ? null : lineIn(at ?? "", file),
      });
    }),
  );
}

/** The place in its file that `it` puts before a title: it moves with each test that is written above. */
const PLACE = /#test_\d{4}_/;

/** By the name in the report. The places keep apart those of one title, because tests run in any order. */
function titlesOf(names: readonly string[]): Map<string, string> {
  const sorted = [...new Set(names)].sort();
  const titles = numbered(sorted.map((name) => ({ name: name.replace(PLACE, "#") })));
  return new Map(sorted.map((name, at) => [name, titles[at]?.name ?? name]));
}
