// The lines of a Makefile that only name sources and tests.
import type { Registrations } from "../registrations.ts";

const FILE = String.raw`[\w./*+-]+\.(?:c|cc|cpp|cxx|h|hh|hpp|o|lo|sh|t|txt|in|out|expected)`;

export const makeRegistrations: Registrations = {
  files: /(^|\/)(?:GNUmakefile|[Mm]akefile)$/,
  lines: [
    /^(?=\w*(?:TEST|SOURCE|SRC|OBJ|HEADER|FILES|CHECKS)\w*\s*[+:]?=)\w+\s*[+:]?=(?<names>[^#$]*)$/i,
    new RegExp(`^(?<names>${FILE}(?:\\s+${FILE})*)\\s*\\\\?$`),
  ],
};
