// The small repository of the demo: a formatter of durations with a real rounding bug, and tests that miss it.

export const DEMO = { owner: "octo", name: "duration" };

export const files: Record<string, string> = {
  "README.md": "# duration\n\nFormats milliseconds for people: `formatDuration(90000)` is `1 min 30 s`.\n",
  "package.json": `${JSON.stringify(
    { name: "duration", version: "1.0.0", type: "module", private: true, scripts: { test: "node --test" } },
    null,
    2,
  )}\n`,
  "src/duration.js": `// Formats a length of time for people.
export function formatDuration(ms) {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(ms / 60000);
  return minutes === 0 ? \`\${seconds} s\` : \`\${minutes} min \${seconds % 60} s\`;
}
`,
  "test/duration.test.js": `import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDuration } from "../src/duration.js";

test("shows seconds below a minute", () => {
  assert.equal(formatDuration(1500), "2 s");
});

test("shows minutes and seconds", () => {
  assert.equal(formatDuration(90000), "1 min 30 s");
});
`,
};

export const issue = {
  title: "119.7 seconds are shown as 1 min 0 s",
  body: `\`formatDuration(119700)\` returns \`1 min 0 s\`; it should be \`2 min 0 s\`. And \`formatDuration(59700)\` returns \`60 s\` where \`1 min 0 s\` is expected.\n\nThe seconds are rounded, the minutes are not.`,
};

export const refinement =
  "Please also show hours: from 60 minutes on, `formatDuration(3600000)` should be `1 h 0 min`, without the seconds.";

export const review = {
  body: "Nearly there.",
  comment: {
    path: "src/duration.js",
    find: "% 60",
    body: "Please give the 60 a name; it stands here more than once.",
  },
};
