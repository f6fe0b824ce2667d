// The lines of CMakeLists.txt and meson.build that only name sources and tests.
import type { Registrations } from "../registrations.ts";

const SOURCE = String.raw`["']?[\w./*+\${}-]+\.(?:c|cc|cpp|cxx|h|hh|hpp|hxx|in|expected|test)["']?`;

export const cmakeRegistrations: Registrations = {
  files: /(^|\/)CMakeLists\.txt$/,
  lines: [
    /^(?:add_executable|add_test|add_subdirectory|target_sources|target_link_libraries|target_include_directories|\w+_(?:discover|add)_tests)\s*\((?<names>[^#]*)\)$/i,
    /^(?:set|list)\s*\(\s*(?:APPEND\s+)?(?!CMAKE_)(?=\w*(?:TEST|SOURCE|SRC|HEADER|FILES))(?<names>\w+[^#]*)\)?$/i,
    new RegExp(`^(?<names>${SOURCE}(?:\\s+${SOURCE})*)\\)?$`),
  ],
};

export const mesonRegistrations: Registrations = {
  files: /(^|\/)meson\.build$/,
  lines: [
    /^(?:test|executable|files|subdir)\s*\((?<names>[^#:]*)\),?$/,
    /^(?=\w*(?:tests?|sources?|srcs?|files)\w*\s*\+?=)\w+\s*\+?=\s*(?:files\()?\[?(?<names>[^#:]*)\]?\)?$/,
    new RegExp(`^(?<names>${SOURCE}(?:,\\s*${SOURCE})*),?\\]?\\)?,?$`),
  ],
};
