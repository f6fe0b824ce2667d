// Repositories that make git run a program when it looks at them: none may run on the host or make the patch.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Applied } from "../worker/workspace/workspace.ts";
import type { Attack, Counterpart, Site } from "./attack.ts";
import { quote } from "./cell.ts";
import { type Attacker, type AttackResult, noAnswer, notSetUp, refused, worked } from "./result.ts";

const PATCH = { maxBytes: 1024 ** 2 };

const COMES_OUT: Counterpart = {
  name: "an honest change comes out as a patch and applies on the host",
  attempt: async ({ cell, workspace }) => {
    if (workspace === null) return notSetUp("there is no repository on the host");
    await cell.sandbox.write("honest", Buffer.from("change\n"));
    const applied = await workspace.apply((await cell.sandbox.patch(PATCH)).diff);
    await cell.run("agent", "rm honest");
    if (applied.kind === "does-not-apply") return refused(reasonIn(applied.fault));
    const changed = applied.patch.changes.map((change) => change.path);
    return changed.includes("honest") ? worked("it applies") : refused(`it changes ${changed}`);
  },
};

/** Runs on the host as well as inside, and leaves a mark there: a file on the host, a word in what git reads. */
type Payload = { command: string; hook: string };

const trick = (name: string, lay: (payload: Payload) => string): Attack => ({
  ...{ group: "file tricks", name, expected: "nothing of it is run", by: ["agent", "root"], short: false },
  attempt: (site, who) => sprung(site, who, lay),
  counterpart: COMES_OUT,
});

const SETTINGS = [
  ...[
    "core.fsmonitor",
    "core.sshCommand",
    "core.pager",
    "diff.external",
    "diff.evil.textconv",
    "gpg.program",
  ],
  ...["filter.evil.clean", "filter.evil.smudge", "credential.helper"],
];
const configured = (folder: string, command: string) =>
  SETTINGS.map((name) => `git -C ${folder} config ${name} ${command}`).join(" && ");
const HOOKS = "pre-commit post-index-change post-checkout reference-transaction pre-applypatch";

const ATTRIBUTES = "printf '* filter=evil diff=evil\\n' >>.gitattributes";

export const GIT_TRICKS: Attack[] = [
  trick("git's own settings that name programs", ({ command }) => configured(".", command)),
  trick("filters and drivers by attributes", ({ command }) => `${configured(".", command)} && ${ATTRIBUTES}`),
  trick(
    "hooks",
    ({ hook }) =>
      `mkdir -p .git/hooks && for name in ${HOOKS}; do printf %s ${hook} >.git/hooks/$name && chmod 777 .git/hooks/$name || exit 2; done`,
  ),
  trick(
    "a nested repository with settings of its own",
    ({ command }) =>
      `git init -q nested && echo x >nested/file && git -C nested add -A && git -C nested commit -qm x && ${configured("nested", command)}`,
  ),
  trick(
    "settings included from elsewhere, and another work tree",
    ({ command }) =>
      `git config -f included core.fsmonitor ${command} && git config include.path ../included && git config core.worktree /etc`,
  ),
  trick(
    "a borrowed object store and a .git that leads away",
    () =>
      `mkdir -p away; echo 'gitdir: /etc' >away/.git; echo /etc >>.git/objects/info/alternates; rm -rf .git/refs; echo x >away/file`,
  ),
  trick(
    "names that mislead",
    () =>
      `printf x >"$(printf 'new\\nline')"; printf x >-rf; printf x >"$(printf '\\033[31m')"; printf x >"$(printf '\\342\\200\\256')"`,
  ),
];

/** The tree of the first trick, or that tree again: whatever a trick leaves is in the repository. */
const FRESH = `if [ -d ~/fresh ]; then find /repo -mindepth 1 -delete && cp -a ~/fresh/. /repo/; else cp -a /repo ~/fresh; fi &&
chmod -R a+rwX /repo`;

async function sprung(site: Site, who: Attacker, lay: (payload: Payload) => string): Promise<AttackResult> {
  const { cell, targets, workspace } = site;
  if (workspace === null) return notSetUp("there is no repository on the host");
  const mark = join(targets.folder, "executed");
  const script = `touch ${mark} 2>/dev/null; echo EXECUTED`;
  const payload = { command: quote(`${script} #`), hook: quote(`#!/bin/sh\n${script}\n`) };
  const opened = await cell.run("agent", FRESH);
  const laid = await cell.run(who, `umask 0; echo more >>file; ${lay(payload)}`);
  if (opened.exitStatus !== 0 || laid.exitStatus !== 0) return noAnswer(`${opened.output} ${laid.output}`);
  const { diff: patch } = await cell.sandbox.patch(PATCH);
  const applied = await workspace.apply(patch);
  if (existsSync(mark)) return worked("a program ran on the host");
  const text = Buffer.from(patch).toString();
  if (/^[+ ]?EXECUTED/m.test(text)) return worked("a program made the patch");
  if (/^[+ ].*(root:x:|holder:x:)/m.test(text)) return worked("a file from outside is in the patch");
  if (applied.kind === "applied" && applied.patch.changes.some(({ path }) => /\p{Cc}/u.test(path)))
    return worked("a name with control characters would be published");
  return refused(
    applied.kind === "applied"
      ? "nothing ran; the patch is plain"
      : `nothing ran; ${reasonIn(applied.fault)}`,
  );
}

/** As an attack reports it: git's words, or which cap was hit. */
function reasonIn(fault: Extract<Applied, { kind: "does-not-apply" }>["fault"]): string {
  return fault.kind === "git-refused" ? fault.gitSaid : fault.kind;
}
