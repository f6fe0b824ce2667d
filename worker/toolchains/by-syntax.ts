// What a language says by the nodes of its grammar: how code is spelled otherwise, and what a file brings from others.
import type { Telltale } from "../../src/domain/proof.ts";
import type { Placed } from "./syntax-node.ts";

/**
 * How code is spelled otherwise and means the same. Expressions are tried on the grammar's types, and those of `Locals` on where
 * a name stands, too: `outer>field:parent>field type`, with the types around it and what each is to the next.
 */
export type Respelling = {
  files: RegExp;
  /** The type of a text in quotes in which a character may be escaped. */
  text: RegExp;
  /** Whether it may stand in single quotes. */
  single: boolean;
  escaped: "hex" | "octal";
  /** Texts and numbers stay as they are inside of these. */
  literal: RegExp;
  /** How variables that only one function knows are told from other names. */
  locals: Locals;
};

export type Locals = {
  functions: RegExp;
  /** All of what a variable may be seen in. */
  scope: RegExp;
  /** The type of a name that means a variable. */
  variable: RegExp;
  /** Where a variable of the function is made. */
  declared: RegExp;
  /** Where the name means something else. */
  elsewhere: RegExp;
  /** Where nobody can tell what the name means, or where it may be known outside. */
  unclear: RegExp;
  /** The type of a name of a field that is the variable, too. */
  shorthand?: RegExp;
  /** The text of a function in which variables can be read by their names. */
  unless: RegExp;
};

/** What one file brings from another. */
export type Imported = {
  /** As it is written there. */
  module: string;
  /** The whole text that brings it. */
  said: string;
  /** Under which names the file knows it. */
  names: string[];
  /** Only a build of tests reads it. */
  isOfTests: boolean;
};

/** How code says what it brings from other files. */
export type Imports = {
  files: RegExp;
  /** What is brought at one node. */
  at(placed: Placed, text: string): Imported[];
  /** Paths that a module may mean, the likeliest first: from the root behind a slash, else as the end of a path; `*` is any name. */
  paths(module: string, from: string): string[];
};

/**
 * Names through which code reaches the machine, the clock or the judge. Where one stands is told as
 * `outer>parent>field name`, by the types around it and what it is to the nearest.
 */
export type Powers = {
  files: RegExp;
  names: Readonly<Record<string, Telltale>>;
  /** Of modules that the file has to bring first, which `brought` tells. */
  modules: Readonly<Record<string, Telltale>>;
  brought: RegExp;
  variable: RegExp;
  /** A part is asked for by a name that is written there, or nothing is asked for: words tell what. */
  plain: RegExp;
  /** The file gives the name to something of its own. */
  made: RegExp;
  /** The type of a call. */
  maker: RegExp;
  /** Names that somebody else gives where a file that says one makes none of that name. */
  given: Readonly<Record<string, Telltale>>;
  /** Where a file makes or brings a name, of which any other use is its own. */
  declared: RegExp;
};
