// Which of Python's runners a command calls.
import type { Project } from "../toolchain.ts";
import { pytest } from "./pytest.ts";
import { unittest } from "./unittest.ts";

/** A command that calls a runner twice would write one report over the other. */
export const runnerOf: Project["runnerOf"] = ({ command, kind }) => {
  if (kind !== "test") return null;
  const times = (call: RegExp) => command.match(call)?.length ?? 0;
  const [pytests, unittests] = [times(/(?<![\w.-])(?:pytest|py\.test)(?![\w.-])/g), times(/ -m unittest\b/g)];
  if (pytests + unittests !== 1) return null;
  return pytests === 1 ? pytest : unittest;
};
