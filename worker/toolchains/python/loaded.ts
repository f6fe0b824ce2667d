// Modules of Python's own that pytest and unittest load while they run: a file of such a name in the root is loaded in their place.

/** Seen in `sys.modules` of a run of both. Left out: what Python holds before it looks for any file. */
const MODULES = [
  "argparse|ast|asyncio|base64|bdb|bisect|bz2|cmd|code|codeop|collections|concurrent",
  "contextlib|contextvars|copy|copyreg|dataclasses|datetime|decimal|difflib|dis|doctest|email|enum",
  "fnmatch|functools|gettext|glob|heapq|inspect|ipaddress|json|keyword|linecache|locale|logging",
  "lzma|numbers|opcode|operator|pathlib|pdb|pkgutil|platform|pprint|quopri|random|re",
  "readline|reprlib|rlcompleter|selectors|shlex|shutil|signal|socket|ssl|string|struct|subprocess",
  "tempfile|textwrap|threading|token|tokenize|traceback|types|typing|unittest|urllib|uuid|warnings",
  "weakref|xml|zipfile",
].join("|");

/** Python searches the root first where it is called as `python -m`. */
export const IN_UNITTESTS_WAY = new RegExp(`^(?:${MODULES})(?:\\.py|/__init__\\.py)$`);
export const IN_PYTESTS_WAY = new RegExp(
  `^(?:_?pytest|py|pluggy|iniconfig|packaging|${MODULES})(?:\\.py|/__init__\\.py)$`,
);
