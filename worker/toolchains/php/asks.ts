// What code in PHP says that asks who is looking, or that could alter the judge.
import type { Asks } from "../language.ts";

export const asks: Asks = {
  environment: /\bgetenv\s*\(|\$_(?:ENV|SERVER)\b/,
  clock:
    /(?<![>:\w])(?:time|microtime|hrtime|date|localtime|getdate)\s*\(|\bnew\s+\\?DateTime(?:Immutable)?\s*\(\s*\)/,
  git: /["'`/.]git\b/,
  "own-source":
    /\b__(?:FILE|LINE|DIR)__\b|\bdebug_(?:print_)?backtrace\b|\bReflection\w*\b|\bhighlight_file\b/,
  exit: /(?<![>:\w$])(?:exit|die)\b|\bregister_shutdown_function\b|\bset_(?:error|exception)_handler\b/,
  judge:
    /\bPHPUnit\b|\bPest\b|\bnamespace\s+PHPUnit\b|\brunkit\w*\b|\bclass_alias\b|\bstream_wrapper_register\b/,
  runner: /(?<![>:\w$])(?:eval|create_function|assert_options|ini_set)\b|\bspl_autoload\w*\b/,
  process:
    /(?<![>:\w$])(?:exec|shell_exec|system|passthru|proc_open|popen|pcntl_\w+|getmypid|gethostname|php_uname|php_sapi_name|getcwd|ob_start)\s*\(|\bSTD(?:OUT|ERR)\b|\$arg[vc]\b/,
};

export const ordinary: Asks = {
  environment: /\bgetenv\(["']\w+["']|\$_ENV\[["']\w+["']\](?!\s*=(?!=))/,
  clock: /(?<![>:\w])(?:time|microtime)\(|\bnew \\?DateTime(?:Immutable)?\(\)/,
  process: /\bSTD(?:OUT|ERR)\b/,
};
