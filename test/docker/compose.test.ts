// The containers of compose.yml and their image: what they may do, and that their versions are those of the project.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { z } from "zod";
import manifest from "../../package.json" with { type: "json" };
import { root } from "../support/source.ts";

const Container = z.object({
  image: z.string(),
  user: z.string().optional(),
  read_only: z.boolean(),
  cap_drop: z.array(z.string()),
  cap_add: z.array(z.string()).default([]),
  security_opt: z.array(z.string()),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()).default([]),
});
const read = (path: string) => readFileSync(join(root, path), "utf8");
const { services } = z
  .object({ services: z.record(z.string(), Container) })
  .parse(parse(read("compose.yml"), { merge: true }));
const dockerfile = read("docker/app.Dockerfile");

describe("the containers of compose.yml", () => {
  it("are one image, without capabilities, new privileges or a root that can be written to", () => {
    const images = new Set(Object.values(services).map(({ image }) => image));
    expect([...images]).toEqual([`issuewright/app:\${ISSUEWRIGHT_VERSION:-${manifest.version}}`]);
    for (const { read_only, cap_drop, security_opt } of Object.values(services))
      expect({ read_only, cap_drop, security_opt }).toEqual({
        ...{ read_only: true, cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"] },
      });
  });

  it("reach the engine, run as root and are reached from outside only where that is needed", () => {
    const those = (has: (container: z.infer<typeof Container>) => boolean) =>
      Object.entries(services).flatMap(([name, container]) => (has(container) ? [name] : []));
    expect({
      engine: those(({ volumes }) => volumes.some((volume) => volume.includes("docker.sock"))),
      root: those(({ user }) => user === "0"),
      powers: those(({ cap_add }) => cap_add.length > 0),
      published: those(({ ports }) => ports.length > 0),
      outside: those(({ networks }) => networks.includes("outer")),
    }).toEqual({
      engine: ["prepare", "worker"],
      root: ["prepare"],
      powers: ["prepare"],
      published: ["server"],
      outside: ["server", "worker"],
    });
    expect(dockerfile).toMatch(/^USER issuewright$/m);
  });

  it("show the page on this machine alone", () => {
    expect(services.server?.ports.filter((port) => port.endsWith(":3001"))).toEqual([
      `127.0.0.1:\${ISSUEWRIGHT_PAGE_PORT:-3001}:3001`,
    ]);
  });
});

describe("the image", () => {
  it("has the Node that the project's own scripts bring", () => {
    const [node] = Object.values(manifest.optionalDependencies);
    expect(dockerfile).toContain(`ARG NODE=node:${node}-trixie-slim`);
    expect(read("compose.yml")).toContain(`node:${node}-trixie-slim`);
  });
});
