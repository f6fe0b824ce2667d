// The runner of git: the variables that git gets, and the limits that end it with all its processes.
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { gitWith, outputOf } from "../../../worker/workspace/git.ts";
import { eventually } from "../../support/eventually.ts";
import { emptyRepository, temporaryFolder } from "../../support/git.ts";

const quiet = () => new AbortController().signal;

/** Runs the given script as `git`, from a folder in front of the real one on the path. */
function fakeGit(script: string) {
  const folder = temporaryFolder();
  writeFileSync(join(folder.path, "git"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder.path, "git"), 0o755);
  return {
    ...folder,
    git: gitWith({ PATH: `${folder.path}:/usr/bin:/bin`, HOME: "/root", GITHUB_TOKEN: "secret" }),
  };
}

/** True if the process is gone or a zombie. */
const isGone = (pid: number) =>
  !existsSync(`/proc/${pid}`) || /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));

describe("git", () => {
  it("gets only path, proxy and certificates from the worker's environment", async () => {
    using fake = fakeGit("env");
    const env = (await outputOf(fake.git, { args: [], cwd: "/", signal: quiet() })).toString();
    expect(env).not.toContain("secret");
    expect(env).toContain("HOME=/nonexistent\n");
    expect(env).toContain("GIT_CONFIG_GLOBAL=/dev/null\n");
  });

  it("is killed with its processes when its time is up", async () => {
    using fake = fakeGit('sleep 300 & echo $! > "$0.child"; wait');
    await expect(fake.git({ args: ["fetch"], cwd: "/", timeoutMs: 300, signal: quiet() })).rejects.toThrow(
      "git fetch took longer than 0.3 s",
    );
    const child = Number(readFileSync(join(fake.path, "git.child"), "utf8"));
    // On a busy machine the kernel needs a moment to remove a killed process.
    await eventually("git's child is gone", () => isGone(child));
  });

  it("is killed when its run ends", async () => {
    using fake = fakeGit("exec sleep 300");
    const controller = new AbortController();
    const running = fake.git({ args: ["fetch"], cwd: "/", signal: controller.signal });
    controller.abort(new Error("cancelled"));
    await expect(running).rejects.toThrow("cancelled");
  });

  it("is killed when it prints too much, and its answer is marked as cut", async () => {
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

  it("is named when it cannot be started", async () => {
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
