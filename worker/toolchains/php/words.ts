// What lines say in PHP: words of PHPUnit and of static analysers.

import type { Words } from "../language.ts";
import { limit } from "../limit.ts";

export const words: Words = {
  skips: /\bmarkTest(?:Skipped|Incomplete)\(|@(?:requires|group skip)\b|#\[Requires\w+/,
  asserts: /(?:\$this->|self::|static::)assert\w+\(|\bexpectException\w*\(/,
  strict: /\bassertSame\b/,
  loose: /\b(?:assertEqualsWithDelta|assertNotNull|assertTrue)\b/,
  differences: [limit(String.raw`\bassertEqualsWithDelta\([^\n]{1,300},\s*`)],
  silences: /@(?:phpstan-ignore|psalm-suppress|codeCoverageIgnore)\b/,
  idle: /^\s*(?:<\?php|namespace|use|declare)\b|^\s*(?:echo|print|error_log)\b/,
  brings: /^(?:use\s|(?:require|include)(?:_once)?\b)/,
  bringsFrom: "use",
  outlives: /^\s+(?:(?:public|private|protected|final)\s+)*static\s+(?!.*\()/,
  decides: "if|else|case|switch|match|while|for|and|or|try|finally|instanceof|yield",
  defaults: "or",
  rounds: String.raw`\b(?:floor|ceil|round|intdiv)\b`,
  loads: String.raw`require\w*|include\w*`,
  keywords:
    "abstract|and|array|as|break|callable|case|catch|class|clone|const|continue|declare|default|do|echo|else|elseif|enum|extends|false|final|finally|fn|for|foreach|function|global|if|implements|include|instanceof|interface|isset|match|namespace|new|null|or|print|private|protected|public|readonly|require|return|self|static|switch|this|throw|trait|true|try|unset|use|var|while|xor|yield",
};
