// What `doctor` says about sandboxes: each line one fact, with what to do where it is a bad one.
import type Docker from "dockerode";
import { reasonOf } from "../../../src/domain/errors.ts";
import type { Sandboxes } from "../sandbox.ts";
import { findImage } from "./host.ts";
import { IMAGE_NAMES, imageRemedy } from "./images.ts";
import type { Way } from "./place.ts";

type Line = Awaited<ReturnType<Sandboxes["inspect"]>>[number];

/** 20.10, the oldest engine this was built and tested against. */
const OLDEST_API = 1.41;

export async function inspectHost(
  docker: Docker,
  way: () => Promise<Way>,
  { runtime, socketPath }: { runtime: string | null; socketPath: string | null },
): Promise<Line[]> {
  const engine = await inspectEngine(docker, socketPath);
  if (!engine.ok) return [engine];
  const images = await Promise.all(IMAGE_NAMES.map((image) => inspectImage(docker, image)));
  return [engine, ...(await inspectRuntime(docker, runtime)), ...images, await inspectWay(way)];
}

/** Where the operator said which socket it is, bootstrap would start an engine at another. */
async function inspectEngine(docker: Docker, socketPath: string | null): Promise<Line> {
  try {
    const { Version, ApiVersion } = await docker.version();
    const ok = Number(ApiVersion) >= OLDEST_API;
    return {
      ok,
      detail: `Docker engine ${Version}`,
      remedy: ok ? null : "Update the engine to 20.10 or newer",
    };
  } catch (thrown) {
    return {
      ok: false,
      detail: `No Docker engine answers: ${reasonOf(thrown)}`,
      remedy:
        socketPath === null
          ? "Run `npm run bootstrap`"
          : "Set DOCKER_HOST to the socket of an engine that runs, or unset it for /var/run/docker.sock",
    };
  }
}

async function inspectRuntime(docker: Docker, runtime: string | null): Promise<Line[]> {
  if (runtime === null) return [];
  const known = Object.keys((await docker.info()).Runtimes ?? {});
  const ok = known.includes(runtime);
  const remedy = ok ? null : `Install it, or choose one of ${known.join(", ")}`;
  return [{ ok, detail: `Container runtime ${runtime}`, remedy }];
}

/** Only base is needed by every run; the others by whoever has such a project. */
async function inspectImage(docker: Docker, image: string): Promise<Line> {
  try {
    return { ok: true, detail: `Sandbox image ${(await findImage(docker, image)).reference}`, remedy: null };
  } catch {
    return {
      ok: image !== "base",
      detail: `Sandbox image ${image} is not made yet`,
      remedy: imageRemedy(image),
    };
  }
}

async function inspectWay(way: () => Promise<Way>): Promise<Line> {
  try {
    const { tree, disk } = await way();
    const how = tree === "overlay" ? "as an overlay" : "as a copy, which is slower";
    const detail = `Sandboxes open; the tree gets in ${how}; ${disk ? "each has a disk of its own" : "their disk use is not limited"}`;
    return { ok: true, detail, remedy: disk ? null : "Run the worker as root so that it can limit disk use" };
  } catch (thrown) {
    return { ok: false, detail: reasonOf(thrown), remedy: "Run `npm run bootstrap`" };
  }
}
