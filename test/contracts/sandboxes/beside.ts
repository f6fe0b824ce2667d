// Services beside a sandbox: programs from somebody's image that share its loopback, and nothing else.
import { describe, expect, it } from "@jest/globals";
import { Service } from "../../../src/domain/rules-services.ts";
import { imageReference } from "../../../worker/sandboxes/images.ts";
import { type OpenSandboxes, run, useWorld } from "./world.ts";

const SERVE = ["python3", "-m", "http.server", "--directory", "/run/kept", "8377"];
const GET = `python3 -c 'import urllib.request as u; print(u.urlopen("http://localhost:8377/").status)'`;

export function describeServices(open: OpenSandboxes): void {
  describe("services", () => {
    const world = useWorld(open, { "a.txt": "one\n" }, { share: "none" });
    const service = async (changes: object) =>
      Service.parse({ image: await imageReference("base"), port: 8377, ...changes });

    it("are ready when the sandbox opens, fresh for each, and share its loopback alone", async () => {
      const kept = 'mkdir -p /run/kept && ls /run/kept && exec "$@"';
      const web = await service({ command: ["sh", "-c", kept, "sh", ...SERVE], env: { WHO: "a service" } });
      const sandbox = await world().another({ services: { web } });
      const lines = [
        GET,
        "ls -d /run/kept 2>/dev/null; printenv WHO; ps -e -o args= | grep -c '[h]ttp.server'",
      ];
      const seen = await Promise.all(lines.map(async (line) => (await run(sandbox, line)).output));
      expect(seen).toEqual(["200\n", "0\n"]);
      // The same port, for another sandbox at the same time.
      expect((await run(await world().another({ services: { web } }), GET)).output).toBe("200\n");
      expect((await run(await world().another({}), GET)).exitStatus).not.toBe(0);
    });

    it("that end before they are ready open nothing, and the last that they said is told", async () => {
      const web = await service({ command: ["sh", "-c", "echo port 8377 is taken >&2; exit 3"] });
      await expect(world().another({ services: { web } })).rejects.toMatchObject({
        name: "SandboxError",
        fault: { kind: "service-not-ready", service: "web", because: "ended", said: "port 8377 is taken" },
      });
    });

    it("that never get ready open nothing, by their port or by what the rules ask", async () => {
      const slow = { command: ["sleep", "1000"], seconds: 0.5 };
      const tried = [slow, { ...slow, ready: "test -e /tmp/never" }].map(async (changes) => {
        const web = await service(changes);
        await expect(world().another({ services: { web } })).rejects.toMatchObject({
          fault: { kind: "service-not-ready", because: "time-up", seconds: 0.5 },
        });
      });
      await Promise.all(tried);
    });

    it("of an image that is not on this host open nothing", async () => {
      const web = await service({ image: "example.com/none:1" });
      await expect(world().another({ services: { web } })).rejects.toMatchObject({
        fault: { kind: "image-missing", reference: "example.com/none:1", source: "pull" },
      });
    });
  });
}
