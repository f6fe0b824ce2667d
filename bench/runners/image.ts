// A sandbox image with more of the distribution's packages in it.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The tag of the image; the sandboxes know it by this name. Rejects where a package cannot be had. */
export async function imageWith({ image, names }: { image: string; names: string[] }): Promise<string> {
  const tag = `issuewright/bench-${image}:${names.join("-")}`;
  const from = await newestOf(image);
  const lines = [
    `FROM ${from}`,
    `RUN apt-get update && apt-get install -y --no-install-recommends ${names.join(" ")} && rm -rf /var/lib/apt/lists/*`,
  ];
  const building = run("docker", ["build", "--network", "host", "--tag", tag, "-"], {
    maxBuffer: MAX_OUTPUT,
  });
  building.child.stdin?.end(`${lines.join("\n")}\n`);
  await building;
  return tag;
}

const MAX_OUTPUT = 64 * 1024 * 1024;

async function newestOf(image: string): Promise<string> {
  const { stdout } = await run("docker", [
    "images",
    "--format",
    "{{.Repository}}:{{.Tag}}",
    `issuewright/sandbox-${image}`,
  ]);
  const [newest] = stdout.trim().split("\n");
  if (newest === undefined || newest === "")
    throw new Error(`There is no image ${image}: script/bootstrap image ${image}`);
  return newest;
}
