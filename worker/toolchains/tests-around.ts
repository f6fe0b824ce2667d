// Code that looks whether a folder of tests is there: only a repository has one, and an installed package has none.

const LOOKS =
  "exists\\w*|is_?file|is_?dir(?:ectory)?|access(?:Sync)?|l?stat(?:Sync)?|read_?dir\\w*|listdir|scandir|iterdir|r?glob(?:Sync)?|opendir|Stat|file_exists|exist\\?|file\\?|directory\\?";
const FOLDER = "[\"'`](?:[^\"'`\\n]*\\/)?(?:tests?|specs?|__tests__)(?:\\/[^\"'`\\n]*)?[\"'`]";

/** The call may stand in front of the path or behind it. */
const LOOKS_FOR_TESTS = `\\b(?:${LOOKS})\\s*\\([^\\n]{0,40}?${FOLDER}|${FOLDER}\\)+\\s*\\.\\s*(?:${LOOKS})\\s*\\(`;

/** The same expression, which also matches a look for tests. */
export function orLooksForTests({ source, flags }: RegExp): RegExp {
  return new RegExp(`${source}|${LOOKS_FOR_TESTS}`, flags);
}
