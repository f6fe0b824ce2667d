// The lines of a test that is an example in the documentation of code. Pure.
import { inlineTestsOf, isTestPath, oppositesOf } from "../../toolchains/paths.ts";
import { lineAt } from "../prove/inline.ts";

/** From and to, as indices into the lines; `to` is not in it. */
type Part = { from: number; to: number };

/** Where tests stand in a file of code; null: the file holds nothing else, or nobody knows. */
export function testPartsOf(path: string, text: string): Part[] | null {
  const places = isTestPath(path) ? undefined : inlineTestsOf(path)?.places(text);
  const parts = places?.filter(({ isTest }) => isTest);
  return parts === undefined || parts.length === 0
    ? null
    : parts.map(({ from, to }) => ({ from: lineAt(text, from) - 1, to: lineAt(text, to) - 1 }));
}

/** The documentation of what the test is named after; null: the test is no example, or several could be meant. */
export function exampleOf(path: string, text: string, test: string): Part | null {
  const named = oppositesOf(path)?.examples?.named;
  if (isTestPath(path) || named?.test(test) !== true) return null;
  const said = namesIn(test);
  const places = (inlineTestsOf(path)?.places(text) ?? []).filter(({ isTest }) => isTest);
  const fitting = places.flatMap((place) => {
    const names = namesIn(place.owner);
    const last = names.at(-1);
    if (last === undefined || !said.includes(last)) return [];
    return [{ place, known: names.filter((name) => said.includes(name)).length }];
  });
  const most = Math.max(...fitting.map(({ known }) => known));
  const [only, ...more] = fitting.filter(({ known }) => known === most);
  if (only === undefined || more.length > 0) return null;
  const { from, to } = only.place;
  return { from: lineAt(text, from) - 1, to: lineAt(text, to) - 1 };
}

function namesIn(text: string): string[] {
  return text.match(/[A-Za-z_]\w*/g) ?? [];
}
