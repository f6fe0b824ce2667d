// The runner of git: what git is given of our environment, and that nothing of it outlives a limit.
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { gitWith, outputOf } from "../../../worker/workspace/git.ts";
import { eventually } from "../../support/eventually.ts";
import { emptyRepository, temporaryFolder } from "../../support/git.ts";

const quiet = () => new AbortController().signal;

/** A folder whose `git` is the given script, to be put on the path in front of the real one. */
function fakeGit(script: string) {
  const folder = temporaryFolder();
  writeFileSync(join(folder.path, "git"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder.path, "git"), 0o755);
  return {
    ...folder,
    git: gitWith({ PATH: `${folder.path}:/usr/bin:/bin`, HOME: "/root", GITHUB_TOKEN: "secret" }),
  };
}

/** True once the process is gone, however it is asked. */
const isGone = (pid: number) =>
  !existsSync(`/proc/${pid}`) || /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));

describe("git", () => {
  it("sees nothing of the worker's environment but path, proxy and certificates", async () => {
    using fake = fakeGit("env");
    const env = (await outputOf(fake.git, { args: [], cwd: "/", signal: quiet() })).toString();
    expect(env).not.toContain("secret");
    expect(env).toContain("HOME=/nonexistent\n");
    expect(env).toContain("GIT_CONFIG_GLOBAL=/dev/null\n");
  });

  it("is ended with everything it started when its time is up", async () => {
    using fake = fakeGit('sleep 300 & echo $! > "$0.child"; wait');
    await expect(fake.git({ args: ["fetch"], cwd: "/", timeoutMs: 300, signal: quiet() })).rejects.toThrow(
      "git fetch took longer than 0.3 s",
    );
    const child = Number(readFileSync(join(fake.path, "git.child"), "utf8"));
    // Killed is killed; the kernel takes a moment to say so on a busy machine.
    await eventually("git's child is gone", () => isGone(child));
  });

  it("is ended when the run is", async () => {
    using fake = fakeGit("exec sleep 300");
    const controller = new AbortController();
    const running = fake.git({ args: ["fetch"], cwd: "/", signal: controller.signal });
    controller.abort(new Error("cancelled"));
    await expect(running).rejects.toThrow("cancelled");
  });

  it("is ended when it prints more than is wanted, and says that its answer is cut", async () => {
    using fake = fakeGit("exec yes");
    const answer = await fake.git({ args: ["log"], cwd: "/", outputBytes: 5, signal: quiet() });
    expect({ ...answer, stdout: answer.stdout.toString() }).toEqual({
      status: null,
      stdout: "y\ny\ny",
      stderr: "",
      cut: true,
    });
    await expect(
      outputOf(fake.git, { args: ["log"], cwd: "/", outputBytes: 5, signal: quiet() }),
    ).rejects.toThrow("git log ended with too much output");
  });

  it("is missed by name", async () => {
    const git = gitWith({ PATH: "/nonexistent" });
    await expect(git({ args: ["init"], cwd: "/", signal: quiet() })).rejects.toMatchObject({
      fault: { kind: "git-not-started", programSaid: "spawn git ENOENT" },
    });
  });

  it("keeps configuration out of its arguments", async () => {
    using fake = fakeGit('tr "\\0" "\\n" < /proc/$$/cmdline; printenv | grep VALUE_');
    const call = {
      args: ["fetch"],
      cwd: "/",
      config: { "http.extraHeader": "Authorization: x" },
      signal: quiet(),
    };
    const printed = (await outputOf(fake.git, call)).toString();
    const [line] = printed.split("GIT_CONFIG_VALUE");
    expect(line).not.toContain("Authorization");
    expect(printed).toContain("Authorization: x");
  });

  it("runs no hook of the repository it works on", async () => {
    using repository = emptyRepository();
    const sha = repository.commit({ "a.txt": "one\n" });
    const hook = join(repository.path, ".git/hooks/post-index-change");
    writeFileSync(hook, "#!/bin/sh\ntouch was-here\n");
    chmodSync(hook, 0o755);
    const git = gitWith({});
    await outputOf(git, { args: ["read-tree", sha], cwd: repository.path, signal: quiet() });
    expect(existsSync(join(repository.path, "was-here"))).toBe(false);
  });
});
