// How large an issue is, by what can be counted. A small one takes a short path: spec and work order at once.
import { z } from "zod";
import type { WorkOrder } from "./work-order.ts";

/** What can be counted before anybody wrote anything of an issue. */
export type IssueSize = {
  /** Of title, body and comments. */
  words: number;
  /** Files of the repository that are named there. */
  namedFiles: number;
  /** A change or a review is there already: its order has more to heed than the spec. */
  begun: boolean;
};

export const Size = z.object({ words: z.int(), criteria: z.int(), files: z.int() });
export type Size = z.infer<typeof Size>;

/** The rule, whole: an issue is small when all of these hold, of its text and of what the architect made of it. */
export const SMALL = { words: 150, namedFiles: 3, criteria: 2, questions: 0, steps: 5, files: 3 };

export function issueSize(text: string, paths: string[]): Omit<IssueSize, "begun"> {
  const said = new Set(text.split(/[\s`'"()[\],:;<>]+/).map((word) => word.replace(/\.$/, "")));
  const isNamed = (path: string) => said.has(path) || said.has(path.slice(path.lastIndexOf("/") + 1));
  return {
    words: text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length,
    namedFiles: paths.filter(isNamed).length,
  };
}

export function mayBeSmall({ words, namedFiles, begun }: IssueSize): boolean {
  return !begun && words <= SMALL.words && namedFiles <= SMALL.namedFiles;
}

/** Null: it is not small after all. A folder in the footprint is more than anybody can count. */
export function smallSize(
  issue: IssueSize,
  spec: { criteria: unknown[]; questions: unknown[] },
  order: WorkOrder,
): Size | null {
  const small =
    mayBeSmall(issue) &&
    spec.criteria.length <= SMALL.criteria &&
    spec.questions.length <= SMALL.questions &&
    order.steps.length <= SMALL.steps &&
    order.footprint.length <= SMALL.files &&
    order.footprint.every((path) => path !== "." && !path.endsWith("/"));
  return small ? { words: issue.words, criteria: spec.criteria.length, files: order.footprint.length } : null;
}
