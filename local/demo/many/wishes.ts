// What the many issues of the demo ask for: a small function with a bug each, its mended line, and the test for it.

export const WORDS = { owner: "octo", name: "words" };

export type Wish = {
  title: string;
  body: string;
  /** Title of the work order, and so of the pull request. */
  order: string;
  criterion: string;
  /** The function, and the file that has nothing else. */
  name: string;
  source: string;
  mended: string;
  /** The test that is there, and the one that the coder adds. */
  tests: { old: Test; added: Test };
  /** The architect asks it before anything is built. */
  question?: { text: string; recommended: string };
  /** What is mended breaks the old test, and the architect stops the work with these words. */
  stop?: string;
};
type Test = { name: string; body: string };

const slug: Wish = {
  title: "slug() drops letters with accents",
  body: '`slug("Café Noir")` returns `caf-noir`. I expect `cafe-noir`.',
  order: "Keep letters with accents in slugs",
  criterion: 'slug("Café Noir") is "cafe-noir"',
  name: "slug",
  source: 'export const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-");',
  mended:
    'export const slug = (text) =>\n  text.normalize("NFD").replace(/\\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-");',
  tests: {
    old: { name: "joins words with dashes", body: 'assert.equal(slug("Hello World"), "hello-world");' },
    added: { name: "keeps letters with accents", body: 'assert.equal(slug("Café Noir"), "cafe-noir");' },
  },
};

const initials: Wish = {
  title: "initials() fails on two spaces in a row",
  body: '`initials("Ada  Lovelace")` throws a TypeError. It should be `AL`.',
  order: "Take any amount of space between names",
  criterion: 'initials("Ada  Lovelace") is "AL"',
  name: "initials",
  source: 'export const initials = (name) => name.split(" ").map((word) => word[0]).join("");',
  mended: 'export const initials = (name) => name.split(/ +/).map((word) => word[0]).join("");',
  tests: {
    old: { name: "takes the first letters", body: 'assert.equal(initials("Ada Lovelace"), "AL");' },
    added: { name: "takes two spaces in a row", body: 'assert.equal(initials("Ada  Lovelace"), "AL");' },
  },
};

const plural: Wish = {
  title: 'plural() writes "entrys"',
  body: '`plural("entry")` returns `entrys`. After a consonant, a `y` should become `ies`.',
  order: "Write the plural of words that end in y",
  criterion: 'plural("entry") is "entries" and plural("day") stays "days"',
  name: "plural",
  source: 'export const plural = (noun) => noun + "s";',
  mended: 'export const plural = (noun) => noun.replace(/(?<=[^aeiou])y$/, "ie") + "s";',
  tests: {
    old: { name: "adds an s", body: 'assert.equal(plural("word"), "words");' },
    added: {
      name: "writes the plural of words that end in y",
      body: 'assert.equal(plural("entry"), "entries");\n  assert.equal(plural("day"), "days");',
    },
  },
};

const count: Wish = {
  title: "count() should not count numbers as words",
  body: '`count("3 blind mice")` returns 3. Numbers are no words, so I expect 2.',
  order: "Count words and no numbers",
  criterion: 'count("3 blind mice") is 2',
  name: "count",
  source: "export const count = (text) => text.split(/\\s+/).length;",
  mended: "export const count = (text) => text.split(/\\s+/).filter((word) => !/\\d/.test(word)).length;",
  tests: {
    old: { name: "counts words with digits in them", body: 'assert.equal(count("vitamin B12"), 2);' },
    added: { name: "counts no numbers", body: 'assert.equal(count("3 blind mice"), 2);' },
  },
  stop: "A test that is already there counts B12 as a word, and the issue does not say whether it should. A person has to decide.",
};

const shorten: Wish = {
  title: "shorten() should cut between words",
  body: '`shorten("a long sentence", 8)` cuts in the middle of a word.',
  order: "Cut between words",
  criterion: 'shorten("a long sentence", 8) is "a long"',
  name: "shorten",
  source: "export const shorten = (text, most) => text.slice(0, most);",
  mended: 'export const shorten = (text, most) => text.slice(0, text.lastIndexOf(" ", most));',
  tests: {
    old: { name: "takes the first characters", body: 'assert.equal(shorten("abcdef", 3), "abc");' },
    added: { name: "cuts between words", body: 'assert.equal(shorten("a long sentence", 8), "a long");' },
  },
  question: {
    text: "What should become of one word that is longer than the limit?",
    recommended: "It is cut in the middle, as it is today",
  },
};

const reverse: Wish = {
  title: "reverse() breaks emoji",
  body: '`reverse("a👍")` returns two broken characters and an `a`. I expect `👍a`.',
  order: "Reverse characters and not their halves",
  criterion: 'reverse("a👍") is "👍a"',
  name: "reverse",
  source: 'export const reverse = (text) => text.split("").reverse().join("");',
  mended: 'export const reverse = (text) => [...text].reverse().join("");',
  tests: {
    old: { name: "turns letters around", body: 'assert.equal(reverse("abc"), "cba");' },
    added: { name: "keeps emoji whole", body: 'assert.equal(reverse("a👍"), "👍a");' },
  },
};

const capital: Wish = {
  title: "capital() turns the rest into lower case",
  body: '`capital("gitHub")` returns `Github`. Only the first letter should change.',
  order: "Change the first letter alone",
  criterion: 'capital("gitHub") is "GitHub"',
  name: "capital",
  source: "export const capital = (word) => word[0].toUpperCase() + word.slice(1).toLowerCase();",
  mended: "export const capital = (word) => word[0].toUpperCase() + word.slice(1);",
  tests: {
    old: { name: "writes the first letter large", body: 'assert.equal(capital("word"), "Word");' },
    added: { name: "leaves the other letters alone", body: 'assert.equal(capital("gitHub"), "GitHub");' },
  },
};

/** In the order of the functions' names. */
export const WISHES = { capital, count, initials, plural, reverse, shorten, slug };

export function filesOf(wishes: Wish[]): Record<string, string> {
  return {
    "README.md": "# words\n\nSmall functions for text.\n",
    ".github/issuewright.yml":
      "checks:\n  - { name: test, run: node --test --test-reporter=tap, kind: test }\n",
    "package.json": '{ "name": "words", "version": "1.0.0", "type": "module", "private": true }\n',
    ...Object.fromEntries(
      wishes.flatMap((wish) => [
        [sourcePath(wish), `${wish.source}\n`],
        [testPath(wish), testFile(wish)],
      ]),
    ),
  };
}

export const sourcePath = ({ name }: Wish): string => `src/${name}.js`;
export const testPath = ({ name }: Wish): string => `test/${name}.test.js`;

function testFile({ name, tests }: Wish): string {
  const imports = `import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { ${name} } from "../src/${name}.js";\n`;
  return `${imports}\n${testText(tests.old)}`;
}

export function testText({ name, body }: Test): string {
  return `test(${JSON.stringify(name)}, () => {\n  ${body}\n});\n`;
}
