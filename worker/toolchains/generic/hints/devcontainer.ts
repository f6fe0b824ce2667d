// What a development container is made of. https://containers.dev/implementors/json_reference/
import { z } from "zod";
import type { Origin } from "../../../../src/domain/hint.ts";
import { jsonIn } from "../../../diagnostics/format.ts";
import { quoted } from "../../checks.ts";
import type { Program } from "../../program.ts";
import type { TreeView } from "../../toolchain.ts";
import { orElse } from "../../workflow.ts";
import { inCompose } from "./compose.ts";
import { type Found, versionOf } from "./found.ts";

const Command = z.union([z.string(), z.array(z.string())]);
const Commands = orElse(z.union([Command, z.record(z.string(), Command)]), []);
const Devcontainer = z.object({
  image: orElse(z.string().nullable(), null),
  dockerComposeFile: orElse(z.union([z.string(), z.array(z.string())]), []),
  service: orElse(z.string(), ""),
  features: orElse(z.record(z.string(), z.unknown()), {}),
  onCreateCommand: Commands,
  updateContentCommand: Commands,
  postCreateCommand: Commands,
});

const PATH = /^\.devcontainer(\.json|\/devcontainer\.json|\/[^/]+\/devcontainer\.json)$/;
const MOST_FILES = 3;

/** In the order in which they run. `initializeCommand` runs on the person's own machine, so it is none of them. */
const KEYS = ["onCreateCommand", "updateContentCommand", "postCreateCommand"] as const;

export async function inDevcontainers(tree: TreeView, programs: readonly Program[]): Promise<Found[]> {
  const paths = tree.paths.filter((path) => PATH.test(path)).slice(0, MOST_FILES);
  return (await Promise.all(paths.map((path) => inFile(tree, path, programs)))).flat();
}

async function inFile(tree: TreeView, path: string, programs: readonly Program[]): Promise<Found[]> {
  const text = (await tree.read(path)) ?? "";
  const read = Devcontainer.safeParse(jsonIn(withoutComments(text))).data;
  if (read === undefined) return [];
  const { service, dockerComposeFile } = read;
  const composed = await inCompose(tree, { path, service, files: [dockerComposeFile].flat() });
  const at = (place: string): Origin => ({ path, place });
  const image: Found[] = read.image === null ? [] : [{ kind: "image", image: read.image, from: at("image") }];
  const commands = KEYS.flatMap((key) =>
    commandsIn(read[key]).map((run): Found => ({ kind: "command", run, asks: "setup", from: at(key) })),
  );
  const versions = Object.entries(read.features).flatMap((each) => inFeature(each, programs, at("features")));
  return [...image, ...composed, ...versions, ...commands];
}

const Version = z.object({ version: z.string() });

function inFeature([id, options]: [string, unknown], programs: readonly Program[], from: Origin): Found[] {
  const name = /\/devcontainers\/features\/(\w+)(?::|$)/.exec(id)?.[1] ?? "";
  const asked = Version.safeParse(options).data?.version;
  const program = programs.find(({ tools }) => tools.includes(name));
  if (program === undefined || asked === undefined || !/^\d/.test(asked)) return [];
  return [versionOf(program, asked, from)];
}

function commandsIn(written: z.infer<typeof Commands>): string[] {
  if (typeof written === "string") return [written];
  if (Array.isArray(written)) return written.length === 0 ? [] : [written.map(quoted).join(" ")];
  return Object.values(written).flatMap(commandsIn);
}

/** Comments and commas before a closing bracket are allowed in this file, and not in JSON. */
function withoutComments(text: string): string {
  return text
    .replace(
      /("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
      (_all, word: string | undefined) => word ?? "",
    )
    .replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_all, word: string | undefined) => word ?? "");
}
