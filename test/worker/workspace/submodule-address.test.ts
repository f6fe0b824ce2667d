// Where a submodule's address leads, and what may be asked.
import { describe, expect, it } from "@jest/globals";
import { addressOf, type SubmoduleAddress } from "../../../worker/workspace/submodule-address.ts";

const home = { url: "https://github.com/octo/clock.git", submodules: ["git.example.com:443"] };
const same = (path: string): SubmoduleAddress => ({ url: `https://github.com/${path}`, isSameHost: true });

describe("the address of a submodule", () => {
  it.each<[written: string, address: SubmoduleAddress | null]>([
    ["https://github.com/octo/part.git", same("octo/part.git")],
    ["http://github.com/octo/part", same("octo/part")],
    ["git@github.com:octo/part.git", same("octo/part.git")],
    ["ssh://git@github.com/octo/part.git", same("octo/part.git")],
    ["git://github.com/octo/part.git", same("octo/part.git")],
    ["../part.git", same("octo/part.git")],
    ["../../other/part.git", same("other/part.git")],
    ["https://git.example.com/a/b.git", { url: "https://git.example.com/a/b.git", isSameHost: false }],
    ["git@git.example.com:a/b.git", { url: "https://git.example.com/a/b.git", isSameHost: false }],
    ["http://git.example.com/a/b.git", null],
    ["https://git.example.com:8443/a/b.git", null],
    ["https://user:secret@github.com/octo/part.git", null],
    ["https://elsewhere.example/a.git", null],
    ["https://169.254.169.254/a.git", null],
    ["/etc", null],
    ["file:///etc", null],
    ["ext::sh -c touch% /tmp/x", null],
    ["-u./payload", null],
  ])("%s", (written, address) => {
    expect(addressOf(written, home)).toEqual(address);
  });

  it("of a repository on this machine is one beside it, and nothing else", () => {
    expect(addressOf("../part", { url: "/srv/clock" })).toEqual({ url: "/srv/part", isSameHost: true });
    expect(addressOf("/etc", { url: "/srv/clock" })).toBeNull();
    expect(addressOf("https://github.com/octo/part.git", { url: "/srv/clock" })).toBeNull();
  });
});
