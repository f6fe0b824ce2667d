// What a person reads where a sandbox could not be used.
import { describe, expect, it } from "@jest/globals";
import { imageRemedy, sandboxFaultText } from "../../../src/messages/sandbox-fault.ts";

const image = "no/such:image";

describe("the text of a sandbox's fault", () => {
  it("names the missing image and the command that gets it", () => {
    expect(sandboxFaultText({ kind: "image-missing", image, reference: image, source: "pull" })).toBe(
      "Could not open a sandbox of no/such:image: there is no image no/such:image on this host. Run `docker pull no/such:image` on the worker's host, or name another under `image:` in the repository's rules",
    );
    expect(imageRemedy({ image: "node", source: "bootstrap" })).toBe("Run `npm run bootstrap`");
    expect(imageRemedy({ image: "rust", source: "build" })).toBe("Run `script/bootstrap image rust`");
  });

  it("tells an engine that does not answer from one that refuses", () => {
    const act = { kind: "start-machine", image } as const;
    const said = "no such runtime.";
    expect(sandboxFaultText({ kind: "act-failed", act, unreachable: true, said })).toBe(
      "Could not start a sandbox from no/such:image: no such runtime. Start the Docker engine, or let this user talk to its socket",
    );
    expect(sandboxFaultText({ kind: "act-failed", act, unreachable: false, said })).toBe(
      "Could not start a sandbox from no/such:image: no such runtime. Run `npx issuewright doctor` to see what the engine lacks",
    );
  });

  it("names the largest files of a patch that is too large, without what cannot be seen", () => {
    const largest = [
      { path: "dist/bundle\u202e.js", bytes: 2_000_000 },
      { path: `${"deep/".repeat(30)}file`, bytes: 1 },
    ];
    expect(sandboxFaultText({ kind: "patch-too-large", maxBytes: 1000, largest })).toBe(
      `Could not take the change out of the sandbox: its patch is larger than 1000 bytes, with dist/bundle.js (2,000,000 bytes) and ${`${"deep/".repeat(30)}file`.slice(-80)} (1 byte) in it. Name what tools make in .gitignore`,
    );
  });

  it("is one line, whatever the program said", () => {
    expect(sandboxFaultText({ kind: "git-failed", act: "make-patch", said: "fatal: a\nfatal: b" })).toBe(
      "Could not make the patch of the sandbox: fatal: a fatal: b. Look for unreadable or very large files",
    );
  });
});
