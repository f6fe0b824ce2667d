// Which packages of a monorepo a command runs a script in, as far as its words alone tell.

/** `packages`: names or folders as the command has them, or all that have the script. */
export type Reach = { script: string; packages: "all" | string[]; before: string };

type Tool = {
  /** Words that say no more than that the next one is a script. */
  verbs: readonly string[];
  /** One of these options or verbs means every package; null: the tool means that without a word. */
  all: RegExp | null;
  /** Options that change no more than how it is told, and in which order. */
  harmless: RegExp;
};

const TOLD =
  "silent|stream|parallel|if-present|no-bail|no-sort|sort|no-prefix|aggregate-output|color|no-progress|no-daemon|no-cache|force|continue|verbose|interlaced|topological|topological-dev|skip-nx-cache|no-cloud|nx-bail|nxBail";
const VALUED =
  "concurrency|workspace-concurrency|jobs|reporter|output-logs|output-style|outputStyle|log-order|log-prefix|loglevel|ui|parallel|continue|cache-dir|maxParallel";
const HARMLESS = new RegExp(String.raw`^(?:-s|--(?:${TOLD})|--(?:${VALUED})(?:=\S+)?)$`);
const YARNS = new RegExp(String.raw`${HARMLESS.source}|^-[ptvi]+$|^-j=?\d+$`);

/**
 * npm: https://docs.npmjs.com/cli/v11/using-npm/workspaces · pnpm: https://pnpm.io/cli/recursive ·
 * Yarn: https://classic.yarnpkg.com/en/docs/cli/workspaces, https://yarnpkg.com/cli/workspaces/foreach ·
 * Lerna: https://lerna.js.org/docs/api-reference/commands · Turborepo: https://turborepo.com/docs/reference/run ·
 * Nx: https://nx.dev/nx-api/nx/documents/run-many · Bun: https://bun.com/docs/cli/filter
 */
const TOOLS: Readonly<Record<string, Tool>> = {
  npm: { verbs: ["run", "run-script"], all: /^(?:-ws|--workspaces|--every)$/, harmless: HARMLESS },
  pnpm: {
    verbs: ["run", "recursive", "multi", "m"],
    all: /^(?:-r|--recursive|--every|recursive|multi|m)$/,
    harmless: HARMLESS,
  },
  yarn: {
    verbs: ["run", "workspaces", "foreach"],
    all: /^(?:workspaces|-[ptvi]*A[ptvi]*)$/,
    harmless: YARNS,
  },
  lerna: { verbs: ["run"], all: null, harmless: HARMLESS },
  turbo: { verbs: ["run"], all: null, harmless: HARMLESS },
  nx: { verbs: ["run-many"], all: /^run-many$/, harmless: HARMLESS },
  bun: { verbs: ["run"], all: /^--(?:every|workspaces)$/, harmless: HARMLESS },
};

const STARTS = /^(?:npx (?:--no-install )?|pnpm exec |yarn (?:run )?(?=(?:lerna|turbo|nx) ))/;
/** A variable that a test command sets itself is none of them. */
const VARIABLES = /^(?:cross-env )?(?<set>(?:(?!NODE_OPTIONS\b)[A-Za-z_]\w*=[\w./:-]* +)*)/;
const NAMED =
  /(?<= )(?:-w|--workspace|--prefix|-C|--dir|--cwd|-F|--filter|--scope)(?:=| +)(["']?)([\w@./-]+)\1(?= |$)|(?<=^yarn )workspace +()([\w@./-]+)(?= |$)/g;

/** Null: it runs no script, or its words say more than that. */
export function reachOf(command: string): Reach | null {
  const before = VARIABLES.exec(command)?.groups?.set ?? "";
  const bare = command.replace(VARIABLES, "").replace(STARTS, "");
  const every = bare.replace(/(?<= )--filter(?:=| +)(["']?)\*\1(?= |$)/, "--every");
  const named = [...every.matchAll(NAMED)].flatMap(([, , option, , verb]) => option ?? verb ?? []);
  const [name = "", ...words] = every.replaceAll(NAMED, "").trim().split(/\s+/);
  const tool = Object.hasOwn(TOOLS, name) ? TOOLS[name] : undefined;
  if (tool === undefined) return null;
  const { verbs, all } = tool;
  const said = words.flatMap((word, at) => (isValue(words, at) ? [] : targetsIn(word)));
  const isAll = all === null || said.some((word) => all.test(word));
  const options = said.filter((word) => word.startsWith("-") && !all?.test(word));
  if (!options.every((word) => tool.harmless.test(word))) return null;
  const scripts = said.filter((word) => !word.startsWith("-") && !verbs.includes(word));
  const script = onlyScript(scripts);
  if (script === null || !/^[\w:.-]+$/.test(script) || (!isAll && named.length === 0)) return null;
  return { script, packages: named.length > 0 ? named.map(folderOf) : "all", before };
}

/** Builds and linters are checks of their own. */
const OTHER_CHECKS = /^(?:build|compile|lint|types?|typecheck|type-check|check-types)$/;

function onlyScript(scripts: readonly string[]): string | null {
  const [first, ...more] = scripts.filter((name) => !OTHER_CHECKS.test(name));
  return first === undefined || more.length > 0 ? null : first;
}

/** A number behind an option. */
function isValue(words: readonly string[], at: number): boolean {
  return /^\d+%?$/.test(words[at] ?? "") && (words[at - 1] ?? "").startsWith("-");
}

/** Nx names its scripts by an option. */
function targetsIn(word: string): string[] {
  if (/^(?:-t|--targets?|--all)$/.test(word)) return [];
  return /^(?:-t|--targets?)=(?<names>.+)$/.exec(word)?.groups?.names?.split(",") ?? [word];
}

function folderOf(name: string): string {
  return name.replace(/^\.\//, "").replace(/\/$/, "");
}
