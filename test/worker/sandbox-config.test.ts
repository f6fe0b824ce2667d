// What the operator says about sandboxes, and what they are told when it cannot be used.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { complaintLine } from "../../bin/words/complaint.ts";
import { readSandboxConfig } from "../../worker/sandbox-config.ts";

describe("what the operator says about sandboxes", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "iw-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const fileOf = (text: string) => {
    const path = join(folder, "credentials.json");
    writeFileSync(path, text);
    return { ISSUEWRIGHT_REGISTRY_CREDENTIALS: path };
  };
  const complaintsOn = (environment: Record<string, string>) => {
    const reading = readSandboxConfig(environment);
    return reading.kind === "invalid" ? reading.complaints.map(complaintLine).join("\n") : "";
  };

  it("may be nothing", () => {
    expect(readSandboxConfig({})).toMatchObject({
      config: {
        registryCredentials: {},
        caBundlePath: null,
        engine: { engine: "docker", socketPath: null, runtime: null },
      },
    });
  });

  it("names a runtime, and what each registry shall hear", () => {
    const environment = { ISSUEWRIGHT_RUNTIME: "runsc", ...fileOf('{"packages.example:443":"Bearer abc"}') };
    expect(readSandboxConfig(environment)).toMatchObject({
      config: { engine: { runtime: "runsc" }, registryCredentials: { "packages.example:443": "Bearer abc" } },
    });
  });

  it.each([
    ["no JSON", "packages.example:443 Bearer hush"],
    ["JSON cut in the middle", '{"packages.example:443":"Bearer hush'],
    ["an address without a port", '{"packages.example":"Bearer hush"}'],
    ["a web address", '{"https://packages.example:443":"Bearer hush"}'],
    ["a value with a line end", '{"packages.example:443":"Bearer hush\\nX-Other: 1"}'],
    ["an empty value", '{"packages.example:443":""}'],
    ["something else than a value", '{"packages.example:443":{"hush":1}}'],
  ])("is refused with %s, and none of it is repeated", (_what, text) => {
    const complaints = complaintsOn(fileOf(text));
    expect(complaints).toMatch(/^ISSUEWRIGHT_REGISTRY_CREDENTIALS .*Write it like \{"packages\.example:443"/);
    expect(complaints).not.toContain("hush");
  });

  it("is refused when its file is not there, with its path", () => {
    const path = join(folder, "nowhere.json");
    expect(complaintsOn({ ISSUEWRIGHT_REGISTRY_CREDENTIALS: path })).toMatch(/no such file.*nowhere\.json/);
  });

  it("is refused with a runtime that is a path or an option", () => {
    expect(complaintsOn({ ISSUEWRIGHT_RUNTIME: "--privileged x" })).toMatch(
      /^ISSUEWRIGHT_RUNTIME is not the name/,
    );
  });
});
