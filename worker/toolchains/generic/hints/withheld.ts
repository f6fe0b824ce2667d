// Which commands of a repository's files are not suggested: those that a sandbox cannot or should not run. Pure.
import type { Withheld } from "../../../../src/domain/hint.ts";

/** Null: it may be suggested. Better too much than too little: what is withheld is named to a person. */
export function withheldOf(command: string): Withheld | null {
  // Quotes and escapes hide a word from a reader, and not from a shell.
  const bare = command.replace(/\\\n/g, " ").replace(/["'\\]/g, "");
  const [why = null] = WITHHELD.find(([, pattern]) => pattern.test(bare)) ?? [];
  return why;
}

const SHELLS = "(?:ba|da|z|k|c|tc|a|fi)?sh|python[\\d.]*|perl|ruby|node|php|pwsh|deno|bun";

const WITHHELD: readonly (readonly [Withheld, RegExp])[] = [
  ["github", /\$\{\{|\bGITHUB_(?:ENV|OUTPUT|PATH|STATE|TOKEN|STEP_SUMMARY)\b/],
  [
    "root",
    /(?<![\w.-])(?:sudo|doas|su|pkexec|runuser|gosu|chroot|systemctl|service|update-alternatives|apt|apt-get|aptitude|dpkg|dnf|yum|apk|zypper|pacman|brew|snap|add-apt-repository|tdnf|microdnf)(?=\s|$)/,
  ],
  [
    "download",
    new RegExp(
      `(?<![\\w.-])(?:curl|wget|wget2|aria2c|axel|http|https|xh|lynx|Invoke-WebRequest|Invoke-RestMethod|iwr|irm|iex)(?=\\s|$)|\\|\\s*(?:\\w+=\\S*\\s+|[\\w./-]*\\b(?:env|exec|command|time|nohup|xargs)\\b[^|]*?\\s)*(?:[\\w./-]*/)?(?:${SHELLS})(?=\\s|$|[;&|)])|<\\(|\\burlopen\\b|\\burlretrieve\\b|\\beval\\b`,
    ),
  ],
  [
    "containers",
    /(?<![\w./-])(?:docker|docker-compose|podman|nerdctl|kubectl|helm|kind|minikube|act)(?=\s|$)/,
  ],
];
