// The tool server as the tests run it: compiled in the base image with the sanitizers, kept under the key of its sources.
import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { contentKey, imageReference } from "../../../worker/sandboxes/images.ts";
import { DATA_DIR } from "../../support/sandboxes.ts";
import { root } from "../../support/source.ts";

const SANDBOX = join(root, "docker/sandbox");
const FLAGS =
  "-std=gnu17 -O1 -g -Wall -Wextra -Werror -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer";
/** `fuzz` is the tool with another `main`. */
const COMPILE = `gcc ${FLAGS} -c /source/*.c /fuzz/fuzz.c -I/source && rm -f /out/* &&
  gcc ${FLAGS} -o /out/tool $(ls *.o | grep -v '^fuzz.o$') && gcc ${FLAGS} -o /out/fuzz $(ls *.o | grep -v '^main.o$')`;

const execute = promisify(execFile);

export type Sanitized = { image: string; folder: string };

/** Whoever comes second finds it made; two at once make it twice, and one of them is kept. */
export async function sanitizedTool(): Promise<Sanitized> {
  const image = await imageReference("base");
  const sources = join(SANDBOX, "tool");
  const key = `${await contentKey(sources, await readdir(sources))}-${await contentKey(import.meta.dirname, ["fuzz.c", "sanitized.ts"])}`;
  const all = join(DATA_DIR, "tool-sanitized");
  const folder = join(all, key);
  if (await isThere(join(folder, "tool"))) return { image, folder };
  await mkdir(all, { recursive: true });
  const fresh = await mkdtemp(join(all, "making-"));
  const mounts = [`${sources}:/source:ro`, `${import.meta.dirname}:/fuzz:ro`, `${fresh}:/out`];
  await execute("docker", [
    ...["run", "--rm", "--network", "none", "--workdir", "/tmp"],
    ...mounts.flatMap((mount) => ["-v", mount]),
    ...[image, "sh", "-c", `${COMPILE} && chmod 755 /out`],
  ]);
  await rename(fresh, folder).catch(async (thrown) => {
    if (!(await isThere(join(folder, "tool")))) throw thrown;
  });
  return { image, folder };
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
