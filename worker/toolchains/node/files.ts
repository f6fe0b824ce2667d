// What paths say in JavaScript and TypeScript.
import type { Files } from "../toolchain.ts";

export const files: Files = {
  tests: /(^|\/)__tests__\//i,
  foreign: /(^|\/)(node_modules|bower_components)\/|\.d\.ts$/i,
};
