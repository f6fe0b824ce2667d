// The port to one JavaScript test runner: its program, its options, its report, and how its tests are written.
import type { ByTitle, Report } from "../../runner.ts";

export type Style = {
  /** As people know it. */
  name: string;
  /** The packages that it and its assertions are made of, as alternatives of an expression; null for a part of the platform. */
  packages: string | null;
  /** Matches the program at the start of a command line, with what has to follow it. */
  program: RegExp;
  /** Options whose value is the next word. */
  valued: RegExp;
  /** What one report to `path` takes, where the runner is called with these options already. */
  reporting(path: string, called: string): ReportNeeds;
  /** The options and paths that make the runner run only these files. */
  only(files: readonly string[]): string;
  byTitle?: ByTitle;
  /** The paths of its main file in `node_modules`, as alternatives of an expression. Left out: nobody adds options to it there. */
  mains?: string;
  read(report: string): Report;
  test: Written;
};

/** Each part is left out where the runner needs none. */
export type ReportNeeds = {
  /** A command that runs before. */
  prepare?: string;
  /** For the variable of this name, before what the command has there itself. */
  nodeOptions?: string;
  /** For the end of the command. */
  options?: string;
  /**
   * A command that prints lines of a file, whose path follows: what the runner prints goes through it and becomes the report,
   * behind the file that the runner wrote to the path with `.xml` at its end, if any.
   */
  printed?: string;
};

/** How a test file is written. */
export type Written = {
  /** The module that brings `test`, and the names taken of it; null where they are global. */
  module: { from: string; names: string; isDefault: boolean } | null;
  /** A test with this name around statements. */
  test(name: string, body: string): string;
  /** Two statements: each asserts the opposite of the other. */
  wrong: string;
  right: string;
  /** Whether an assertion that fails throws; then every kind of it is tried. */
  throwing: boolean;
};

/** A program as a script names it: by itself, by its path, or run by Node. */
export function program(name: string): RegExp {
  return new RegExp(
    `^(?:(?:\\./)?node_modules/\\.bin/${name}|node(?: -\\S+)* (?:\\./)?node_modules/(?:\\.bin/${name}|${name}/\\S+)|${name})(?= |$)`,
  );
}
