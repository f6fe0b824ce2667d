// The scripted model's replies in the demo: such as a real model might give, so that the demo shows everything around it.
import { type ChatRequest, type Scene, type Script, type Turn, textOf } from "../model/script.ts";

const FIX = {
  before: "const minutes = Math.floor(ms / 60000);",
  after: "const minutes = Math.floor(seconds / 60);",
};
const RETURN_LINE =
  "  return minutes === 0 ? `$" + "{seconds} s` : `$" + "{minutes} min $" + "{seconds % 60} s`;";
const HOURS = `  if (minutes >= 60) return \`\${Math.floor(minutes / 60)} h \${minutes % 60} min\`;
${RETURN_LINE}`;
const ROUNDING_TEST = `
test("carries rounded seconds into the minutes", () => {
  assert.equal(formatDuration(119700), "2 min 0 s");
  assert.equal(formatDuration(59700), "1 min 0 s");
});
`;
const HOURS_TEST = `
test("shows hours and minutes from an hour on", () => {
  assert.equal(formatDuration(3600000), "1 h 0 min");
  assert.equal(formatDuration(5430000), "1 h 30 min");
});
`;
const ROUNDING = "formatDuration(119700) is `2 min 0 s` and formatDuration(59700) is `1 min 0 s`";
const HOURS_CRITERION =
  "formatDuration(3600000) is `1 h 0 min`: from 60 minutes on, hours and minutes without seconds";

/** The decisions that the spec keeps from its first version. */
const OBJECTION =
  "Objection: The issue names two lengths; any that is rounded up to a whole minute is wrong → the rule is mended, not the two lengths";
const REJECTION =
  "Rejected: cutting the seconds off instead of rounding, because a test holds 1500 ms to be 2 s";

const asksForHours = (request: ChatRequest) => /show hours|hours and minutes/.test(textOf(request));
const answersReview = (request: ChatRequest) => textOf(request).includes("Review threads");
const speaksAs = (request: ChatRequest, words: string) =>
  request.messages[0]?.content?.includes(words) ?? false;
const read: Turn = { calls: [{ name: "read", arguments: { path: "src/duration.js" } }] };

export const script: Script = [
  writesSpec(),
  writesOrder(),
  codes(),
  { role: "reviewer", turns: [read, { calls: [{ name: "submit_review", arguments: { findings: [] } }] }] },
];

function writesSpec(): Scene {
  return {
    role: "architect",
    when: (request) => speaksAs(request, "submit_spec"),
    turns: (request, turn) =>
      turn === 0
        ? read
        : submitted("submit_spec", { ...spec(asksForHours(request)), ...shortOrder(request) }),
  };
}

/** A small issue gets its work order together with its spec. */
function shortOrder(request: ChatRequest) {
  return textOf(request).includes("## A short issue") ? { order: order(request) } : {};
}

function spec(hours: boolean) {
  return {
    objections: hours
      ? [
          {
            against: "The comment does not say what becomes of the seconds from an hour on",
            answer: "they are left out, as its example shows",
          },
        ]
      : [
          {
            against: "The issue names two lengths; any that is rounded up to a whole minute is wrong",
            answer: "the rule is mended, not the two lengths",
          },
        ],
    goal: hours
      ? "Durations are rounded once, so that minutes and seconds agree, and long ones show hours."
      : "Durations are rounded once, so that minutes and seconds agree.",
    criteria: [ROUNDING, ...(hours ? [HOURS_CRITERION] : [])],
    outOfScope: hours ? ["Days"] : ["Hours", "Days"],
    requirements: ["formatDuration keeps its signature"],
    questions: [],
    decisions: [
      "Rounding happens in the seconds; minutes are derived from the rounded seconds.",
      ...(hours ? [OBJECTION, REJECTION] : []),
    ],
    rejected: hours
      ? []
      : [
          {
            option: "cutting the seconds off instead of rounding",
            because: "a test holds 1500 ms to be 2 s",
          },
        ],
  };
}

function writesOrder(): Scene {
  return {
    role: "architect",
    when: (request) => speaksAs(request, "submit_order"),
    turns: (request, turn) => (turn === 0 ? read : submitted("submit_order", order(request))),
  };
}

function order(request: ChatRequest) {
  const hours = asksForHours(request);
  const review = answersReview(request);
  return {
    title: hours ? "Round durations once and show hours" : "Round durations once",
    summary: `Seconds were rounded and minutes were not, so 119.7 s read 1 min 0 s. Minutes now derive from the rounded seconds.${hours ? " From an hour on, hours and minutes are shown." : ""}`,
    context: [
      {
        path: "src/duration.js",
        fromLine: 1,
        toLine: 6,
        why: "the function to change",
        symbols: ["formatDuration"],
      },
    ],
    interfaces: ["formatDuration(ms: number): string"],
    contracts: ["0 ≤ seconds shown < 60 whenever minutes are shown"],
    steps: review
      ? ["Give the 60 a name in src/duration.js and use it everywhere"]
      : [
          "Derive minutes from the rounded seconds",
          ...(hours ? ["Return hours and minutes from 60 minutes on"] : []),
        ],
    tests: ["test/duration.test.js: one test per criterion"],
    outOfScope: hours ? ["Days"] : ["Hours", "Days"],
    footprint: ["src/duration.js", "test/duration.test.js"],
  };
}

function codes(): Scene {
  return {
    role: "coder",
    turns: (request, turn) => {
      const steps = answersReview(request) ? namesTheSixty() : writesTheFix(asksForHours(request));
      return steps[turn] ?? finished(request);
    },
  };
}

function writesTheFix(hours: boolean): Turn[] {
  const tests = ROUNDING_TEST + (hours ? HOURS_TEST : "");
  return [
    read,
    edit("src/duration.js", FIX.before, FIX.after),
    ...(hours ? [edit("src/duration.js", RETURN_LINE, HOURS)] : []),
    edit("test/duration.test.js", '"1 min 30 s");\n});\n', `"1 min 30 s");\n});\n${tests}`),
    { calls: [{ name: "shell", arguments: { command: "node --test" } }] },
  ];
}

function namesTheSixty(): Turn[] {
  const named = `// Formats a length of time for people.
const PER_UNIT = 60;

export function formatDuration(ms) {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / PER_UNIT);
  if (minutes >= PER_UNIT) return \`\${Math.floor(minutes / PER_UNIT)} h \${minutes % PER_UNIT} min\`;
  return minutes === 0 ? \`\${seconds} s\` : \`\${minutes} min \${seconds % PER_UNIT} s\`;
}
`;
  return [
    read,
    { calls: [{ name: "write", arguments: { path: "src/duration.js", content: named } }] },
    { calls: [{ name: "shell", arguments: { command: "node --test" } }] },
  ];
}

function finished(request: ChatRequest): Turn {
  const threads = [...textOf(request).matchAll(/^Thread (\d+), on (.*)$/gm)];
  return submitted("done", {
    proofs: [
      { criterion: "AC1", by: "carries rounded seconds into the minutes" },
      ...(asksForHours(request) ? [{ criterion: "AC2", by: "shows hours and minutes from an hour on" }] : []),
    ],
    answers: threads.map(([, id]) => ({
      thread: Number(id),
      text: "The 60 is now `PER_UNIT`, in the one place it is defined.",
    })),
  });
}

function edit(path: string, find: string, replace: string): Turn {
  return { calls: [{ name: "edit", arguments: { path, old: find, new: replace } }] };
}

function submitted(name: string, value: Record<string, unknown>): Turn {
  return { calls: [{ name, arguments: value }] };
}
