// The named tests by themselves: whether each line of them judges, and whether the answer is the code's own.
import type { GivenTo, Held } from "../../../src/domain/experiment.ts";
import type { Prover } from "../../../src/domain/proof.ts";
import { isCodePath, isDataPath } from "../../toolchains/paths.ts";
import type { Written } from "../measure/arm.ts";
import { testsOf } from "../measure/arms.ts";
import { limitOf, type NamedChecks, namedOn } from "../measure/named.ts";
import type { FilesOf } from "../measure/narrow.ts";
import { sightOf } from "../prove/sight.ts";
import { givenAnswers, otherTests } from "./given-answers.ts";
import { filesOfNamed } from "./named-files.ts";
import { turnedAt, turnedIn } from "./opposites.ts";
import { keepsState, withoutOthers } from "./other-tests.ts";
import { changedCode, ofTests, runsOf, type Subject } from "./subject.ts";
import { blockOf } from "./test-block.ts";
import { heldEitherWay, type Turnable } from "./turn-tests.ts";

/** `beside`: files that read otherwise than on the head while the lines are turned. */
export async function heldOf(
  of: Subject,
  filesOf: FilesOf,
  beside: readonly Written[] = [],
): Promise<Held[]> {
  const { head, texts, provers } = of;
  const textOf = async (path: string) =>
    beside.find((each) => each.path === path)?.content ?? (await texts.any(path));
  const tests: Turnable[] = [];
  for (const by of provers) {
    const path = fileOf(of, by);
    const text = path === null ? null : await textOf(path);
    const files =
      by.kind === "test" && path !== null && text !== null
        ? turnedIn(path, text, by.test, ofTests(of).changed)
        : null;
    if (files !== null && files.length > 0) tests.push({ by, shownBy: by, files });
    else tests.push(...byCommand(of, by, filesOf));
  }
  if (tests.length === 0) return [];
  return await heldEitherWay({ ...runsOf(of, filesOf), head, tests, beside });
}

/** Null: nobody knows the file, or a whole command is named. */
function fileOf(of: Subject, by: Prover): string | null {
  return by.kind === "test" ? (filesOfNamed(by.check, { ...ofTests(of), provers: [by] })[0] ?? null) : null;
}

/** Where nobody knows the lines of a test, those that the change adds to a test file are turned, and the whole command has to be red. */
function byCommand({ arms, parts, texts, provers }: Subject, by: Prover, filesOf: FilesOf): Turnable[] {
  const check = testsOf(arms.project).find(({ name }) => name === by.check);
  const ran = check === undefined ? null : filesOf(check);
  const shownBy: Prover = { kind: "check", check: by.check };
  const files = arms.patch.changes.filter(({ path }) => parts.isTest(path) && isCodePath(path));
  const [file, ...more] = files.filter(({ path }) => ran === null || ran.includes(path));
  const text = file === undefined ? null : texts.changed(file.path);
  // Two lines at once would hide each other.
  if (file === undefined || text === null || more.length > 0 || provers.length > 1) return [];
  const added = file.added.map(({ number }) => number);
  return [{ by, shownBy, files: [{ path: file.path, text, turned: turnedAt(file.path, text, added) }] }];
}

/** No person reads more code of one change. */
const READ = { fileBytes: 1024 * 1024, allBytes: 16 * 1024 * 1024 };

export async function givenOf(of: Subject, filesOf: FilesOf): Promise<GivenTo[]> {
  const { arms, head, texts, provers } = of;
  const { patch, workspace } = arms;
  const files = patch.changes.flatMap(({ path, added }) => {
    const text = of.parts.isTest(path) ? texts.changed(path) : null;
    return text === null ? [] : [{ path, text, added: added.map(({ number }) => number) }];
  });
  const changed = changedCode(of);
  const base = await workspace.view.readAll(
    changed.map(({ path }) => path),
    READ,
  );
  const code = {
    added: changed.flatMap(({ added }) => added.map(({ text }) => text)),
    base: [...base.values()].join("\n"),
    data: patch.changes
      .filter(({ path }) => isDataPath(path) && !of.parts.isTest(path))
      .flatMap(({ added }) => added.map(({ text }) => text)),
    tests: files.flatMap(({ path, text }) => (isCodePath(path) ? text : [])).join("\n"),
  };
  const checks = runsOf(of, filesOf);
  const bySetting = await givenAnswers({ ...checks, head, provers, files, code });
  return [...bySetting, ...(keepsState(code.added) ? await givenByOthers(of, checks) : [])];
}

/** The named tests run once more, and no other test of their files does anything. A file that does not load so says nothing. */
async function givenByOthers(of: Subject, checks: NamedChecks): Promise<GivenTo[]> {
  const { head, provers, texts } = of;
  const named = provers.flatMap((by) => {
    const path = fileOf(of, by);
    return by.kind === "test" && path !== null ? [{ by, path }] : [];
  });
  const written: (Written & { text: string })[] = [];
  for (const [path, own] of Map.groupBy(named, (each) => each.path)) {
    const text = (await texts.any(path)) ?? "";
    const names = own.map(({ by }) => by.test);
    const others = otherTests(names, head);
    const content = withoutOthers(path, text, names, others);
    if (content !== null) written.push({ path, content, text });
  }
  if (written.length === 0) return [];
  const results = await namedOn(checks, written, limitOf(checks, head));
  return named.flatMap(({ by, path }): GivenTo[] => {
    const file = written.find((each) => each.path === path);
    if (file === undefined || !sightOf(by, results).startsWith("failed")) return [];
    const line = (blockOf({ path, lines: file.text.split("\n") }, by.test)?.from ?? 0) + 1;
    return [{ check: by.check, test: by.test, file: path, line, how: "others" }];
  });
}
