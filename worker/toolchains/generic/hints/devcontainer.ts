// What a development container is made of. https://containers.dev/implementors/json_reference/
import { z } from "zod";
import type { Origin } from "../../../../src/domain/hint.ts";
import { jsonIn } from "../../../diagnostics/format.ts";
import { quoted } from "../../checks.ts";
import type { TreeView } from "../../toolchain.ts";
import { orElse } from "../../workflow.ts";
import type { Found } from "./found.ts";

const Command = z.union([z.string(), z.array(z.string())]);
const Commands = orElse(z.union([Command, z.record(z.string(), Command)]), []);
const Devcontainer = z.object({
  image: orElse(z.string().nullable(), null),
  features: orElse(z.record(z.string(), z.unknown()), {}),
  onCreateCommand: Commands,
  updateContentCommand: Commands,
  postCreateCommand: Commands,
});

const PATH = /^\.devcontainer(\.json|\/devcontainer\.json|\/[^/]+\/devcontainer\.json)$/;
const MOST_FILES = 3;

/** In the order in which they run. `initializeCommand` runs on the person's own machine, so it is none of them. */
const KEYS = ["onCreateCommand", "updateContentCommand", "postCreateCommand"] as const;

export async function inDevcontainers(tree: TreeView): Promise<Found[]> {
  const paths = tree.paths.filter((path) => PATH.test(path)).slice(0, MOST_FILES);
  return (await Promise.all(paths.map(async (path) => inFile(path, (await tree.read(path)) ?? "")))).flat();
}

function inFile(path: string, text: string): Found[] {
  const read = Devcontainer.safeParse(jsonIn(withoutComments(text))).data;
  if (read === undefined) return [];
  const at = (place: string): Origin => ({ path, place });
  const image: Found[] = read.image === null ? [] : [{ kind: "image", image: read.image, from: at("image") }];
  const commands = KEYS.flatMap((key) =>
    commandsIn(read[key]).map((run): Found => ({ kind: "command", run, asks: "setup", from: at(key) })),
  );
  return [...image, ...Object.entries(read.features).flatMap((each) => inFeature(each, at)), ...commands];
}

const FEATURES: Readonly<Record<string, string>> = {
  node: "Node",
  python: "Python",
  go: "Go",
  ruby: "Ruby",
  rust: "Rust",
  php: "PHP",
  java: "Java",
};
const Version = z.object({ version: z.string() });

function inFeature([id, options]: [string, unknown], at: (place: string) => Origin): Found[] {
  const name = /\/devcontainers\/features\/(\w+)(?::|$)/.exec(id)?.[1] ?? "";
  const asked = Version.safeParse(options).data?.version;
  const program = Object.hasOwn(FEATURES, name) ? FEATURES[name] : undefined;
  if (program === undefined || asked === undefined || !/^\d/.test(asked)) return [];
  return [{ kind: "version", program, asked, from: at("features") }];
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
