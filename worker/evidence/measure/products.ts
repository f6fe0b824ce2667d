// What a build made for the tests: new files alone go from the sandbox of the build to those of the tests.
import { OUTSIDE, type Sandbox } from "../../sandboxes/sandbox.ts";
import { STAYING } from "../../toolchains/paths.ts";

const FOLDER = `${OUTSIDE}products`;
const PART_BYTES = 24 * 1024 ** 2;
const MOST_PARTS = 40;
const LIMITS = { timeoutMs: 5 * 60_000, outputBytes: 4096 };

/** No program can set the time by which a file is new. Links and folders without files stay behind. */
const PACK = (since: number) => `mkdir ${FOLDER} || exit 1
set -f
prune=""
for name in ${["'.*'", ...STAYING.map((name) => `'${name}'`)].join(" ")}; do prune="$prune -o -name $name"; done
{ find . -mindepth 1 \\( -false $prune \\) -prune -o -type f -newerct @${since} -print0 2>/dev/null ||
  find . -mindepth 1 \\( -name '.*' $prune \\) -prune -o -type f -print0; } >${FOLDER}/list
tar -c --null -T ${FOLDER}/list | gzip -1 | split -b ${PART_BYTES} -a 3 - ${FOLDER}/part.`;

/** Nothing that is there is replaced. What came is no change to the commit, so git does not speak of it. */
const UNPACK = `mkdir -p .git/info
cat .git/product.* | gzip -d | tar -xk 2>/dev/null || true
git ls-files --others --exclude-standard -z 2>/dev/null | sed -z '/\\n/d; s/[\\\\*?[!#]/\\\\&/g; s/ $/\\\\ /; s|^|/|' | tr '\\0' '\\n' >>.git/info/exclude
rm .git/product.*`;

/** In parts of a compressed archive; none: nothing new. */
export type Products = Uint8Array[];

/** In seconds since 1970, by the clock of the sandbox. */
export async function timeIn(sandbox: Sandbox, signal: AbortSignal): Promise<number> {
  return Number.parseInt((await sandbox.run({ line: "date +%s", ...LIMITS, signal })).output, 10) || 0;
}

/** The files made since a time of `timeIn`. Files for which /tmp has no room stay behind. */
export async function productsOf(sandbox: Sandbox, since: number, signal: AbortSignal): Promise<Products> {
  await sandbox.run({ line: PACK(since), ...LIMITS, signal });
  signal.throwIfAborted();
  const parts: Products = [];
  while (parts.length < MOST_PARTS) {
    const part = await sandbox.readOutside(`${FOLDER}/part.${suffix(parts.length)}`, {
      maxBytes: PART_BYTES,
    });
    if (part.kind === "refused") break;
    parts.push(part.bytes);
  }
  return parts;
}

/** Into a sandbox that nobody has used yet. */
export async function bring(products: Products, sandbox: Sandbox, signal: AbortSignal): Promise<void> {
  if (products.length === 0) return;
  for (const [at, part] of products.entries()) await sandbox.write(`.git/product.${suffix(at)}`, part);
  await sandbox.run({ line: UNPACK, ...LIMITS, signal });
  signal.throwIfAborted();
}

/** As `split` counts: aaa, aab. */
function suffix(at: number): string {
  return `a${[Math.floor(at / 26), at % 26].map((each) => String.fromCharCode(97 + each)).join("")}`;
}
