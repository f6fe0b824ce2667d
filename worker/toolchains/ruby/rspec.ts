// RSpec: its report in JSON, examples by their whole description, and examples of ours for its controls.
import { z } from "zod";
import type { FailureKind, TestResult } from "../../../src/domain/evidence.ts";
import { gist, jsonIn } from "../../diagnostics/format.ts";
import { inRepository, lineIn, numbered, testOf } from "../../diagnostics/reported.ts";
import { quoted } from "../checks.ts";
import { numbersOf } from "../numbers.ts";
import { type Report, type Runner, unread } from "../runner.ts";
import { eachFails, kindOf, requiresOf } from "./words-of-failures.ts";

/** Set-up may have put gems where an environment variable says. */
const CALL = /^(?:export [\w=$/.]+; )?(?:bundle exec )?(?:bin\/)?rspec\b[^;&|]*$/;
/** Rake's task of RSpec takes no options of it; its environment does. */
const RAKE = /^(?:export [\w=$/.]+; )?(?:bundle exec )?(?:bin\/)?rake spec$/;
const WITHOUT_PATHS =
  /^(?:export [\w=$/.]+; )?(?:bundle exec )?(?:bin\/)?rspec(?: -{1,2}[\w-]+(?:[= ](?!-|\S*_spec\.rb)\S+)?)*$/;

export const rspec: Runner = {
  name: "RSpec",
  reporting: (command, path) => {
    if (RAKE.test(command)) return through(command, path);
    return CALL.test(command) ? { command: `${command} ${formats(path)}` } : null;
  },
  through,
  inItsWay: /^(?:lib|spec)\/rspec(?:\/(?:core|expectations|mocks|autorun))?\.rb$/,
  read,
  only: (command, files) => (WITHOUT_PATHS.test(command) ? [command, ...files.map(quoted)].join(" ") : null),
  byTitle: { option: "-e" },
  control: ({ beside, besideText, negative, positive }) => {
    const { one } = numbersOf(negative);
    return {
      path: `${beside.slice(0, beside.lastIndexOf("/") + 1)}${negative.replaceAll(/\W+/g, "_")}_spec.rb`,
      content: [
        ...requiresOf(besideText),
        ...wrongIn(negative),
        `  it("${positive}") { expect(${one}).to eq(${one}) }`,
        "end\n",
      ].join("\n"),
    };
  },
  inside: ({ text, name }) =>
    ENDED.test(text) ? null : [text.trimEnd(), "", ...wrongIn(name), "end\n"].join("\n"),
};

/** Behind this line stands data. */
const ENDED = /^__END__$/m;

/** The lines of a group of examples, but for its end. */
function wrongIn(name: string): string[] {
  const { one, other } = numbersOf(name);
  const pairs = eachFails("expect(a).to eq(b)", "RSpec::Expectations::ExpectationNotMetError");
  return [
    `RSpec.describe "${name}" do`,
    `  it("${name}") { ${pairs}; expect(${one}).to eq(${other}) if fails }`,
  ];
}

function formats(path: string): string {
  return `--format progress --format json --out ${path}`;
}

/** These options stand before those of the repository's files and of the command. */
function through(command: string, path: string): { command: string } {
  return { command: `export SPEC_OPTS="${formats(path)}"; ${command}` };
}

const Example = z.object({
  id: z.string(),
  full_description: z.string(),
  status: z.enum(["passed", "failed", "pending"]),
  file_path: z.string(),
  exception: z
    .object({ class: z.string(), message: z.string(), backtrace: z.array(z.string()).nullish() })
    .nullish(),
});
const Document = z.object({
  messages: z.array(z.string()).default([]),
  examples: z.array(Example),
  summary: z.object({
    example_count: z.int(),
    failure_count: z.int(),
    pending_count: z.int(),
    errors_outside_of_examples_count: z.int().default(0),
  }),
});
type Example = z.infer<typeof Example>;

function read(report: string): Report {
  if (report.trim() === "") return unread({ kind: "missing" });
  const value = jsonIn(report);
  if (value === undefined)
    return unread({ kind: report.trim().startsWith("{") ? "incomplete" : "not-this-format" });
  const document = Document.safeParse(value).data;
  if (document === undefined) return unread({ kind: "not-this-format" });
  const { examples, summary, messages } = document;
  const count = (status: Example["status"]) => examples.filter((each) => each.status === status).length;
  const addsUp =
    examples.length === summary.example_count &&
    count("failed") === summary.failure_count &&
    count("pending") === summary.pending_count &&
    new Set(examples.map(({ id }) => id)).size === examples.length;
  if (!addsUp) return unread({ kind: "incomplete" });
  const unloaded = summary.errors_outside_of_examples_count > 0 ? messages.flatMap(unloadedBy) : [];
  const named = numbered(examples.map((example) => ({ ...example, name: example.full_description })));
  return { tests: [...unloaded, ...named.map(resultOf)], diagnostics: [], fault: null };
}

const STATUSES = { passed: "passed", failed: "failed", pending: "skipped" } as const;

function resultOf({ name, file_path, status, exception }: Example & { name: string }): TestResult {
  const said = gist((exception?.message ?? "").split("\n"));
  const failure: FailureKind | null = status === "failed" ? kindOf(exception?.class ?? "", said) : null;
  const file = inRepository(file_path);
  const failedAt = lineIn((exception?.backtrace ?? []).join("\n"), file);
  return testOf({ name, file, status: STATUSES[status], said, failure, failedAt });
}

/** A file that cannot be loaded has no examples, and RSpec then runs none at all. */
function unloadedBy(message: string): TestResult[] {
  const path = /An error occurred while loading (\S+\.rb)\b/.exec(message)?.[1];
  if (path === undefined) return [];
  const file = inRepository(path) ?? path;
  const said = gist(message.slice(message.indexOf("Failure/Error")).split("\n"));
  return [testOf({ name: file, file, status: "failed", said, failure: "missing" })];
}
