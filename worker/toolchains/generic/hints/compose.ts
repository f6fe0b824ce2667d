// What stands beside a development container that compose starts. https://docs.docker.com/reference/compose-file/services/
import { posix } from "node:path";
import { z } from "zod";
import type { TreeView } from "../../toolchain.ts";
import { orElse } from "../../workflow.ts";
import { yamlIn } from "../../yaml.ts";
import type { Found } from "./found.ts";
import { portOf } from "./port.ts";

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Port = z.union([
  z.string(),
  z.number(),
  z.object({ target: z.number() }).transform(({ target }) => target),
]);
const Service = z.object({
  image: orElse(z.string().nullable(), null),
  ports: orElse(z.array(Port), []),
  expose: orElse(z.array(Port), []),
  environment: orElse(z.union([z.record(z.string(), Value), z.array(z.string())]), []),
});
const Compose = z.object({ services: orElse(z.record(z.string(), orElse(Service.nullable(), null)), {}) });

const MOST_FILES = 3;

export type ComposedContainer = {
  /** Of the file that names the compose files. */
  path: string;
  files: readonly string[];
  /** The service that is the development container. */
  service: string;
};

export async function inCompose(
  tree: TreeView,
  { path, files, service }: ComposedContainer,
): Promise<Found[]> {
  const paths = files.slice(0, MOST_FILES).map((file) => posix.join(posix.dirname(path), file));
  const read = paths.map(async (file) => inFile(file, (await tree.read(file)) ?? "", service));
  return (await Promise.all(read)).flat();
}

function inFile(path: string, text: string, own: string): Found[] {
  const { services } = Compose.safeParse(yamlIn(text)).data ?? { services: {} };
  return Object.entries(services).flatMap(([name, service]): Found[] => {
    const from = { path, place: `services.${name}` };
    const image = service?.image ?? null;
    if (service === null || image === null || hasVariable(image)) return [];
    if (name === own) return [{ kind: "image", image, from }];
    const port = portOf(image, service.ports[0] ?? service.expose[0]);
    return port === null
      ? []
      : [{ kind: "service", name, image, port, env: plainIn(service.environment), from }];
  });
}

/** What a person's own environment fills in is left out. */
function plainIn(environment: z.infer<typeof Service>["environment"]): Record<string, string> {
  const written = Array.isArray(environment)
    ? environment.map((line) => [line.replace(/=.*/s, ""), /=(.*)/s.exec(line)?.[1] ?? null] as const)
    : Object.entries(environment).map(
        ([key, value]) => [key, value === null ? null : String(value)] as const,
      );
  return Object.fromEntries(
    written.flatMap(([key, value]) => (value === null || hasVariable(value) ? [] : [[key, value]])),
  );
}

const hasVariable = (text: string) => /\$\{?\w/.test(text);
