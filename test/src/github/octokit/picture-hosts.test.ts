// Where the addresses of pictures lead.
import { describe, expect, it } from "@jest/globals";
import { type PicturePlace, placeOf, signedIn } from "../../../../src/github/octokit/picture-hosts.ts";

const repository = { owner: "octo", name: "clock" };
const ID = "0bec7adc-52c5-432f-bca7-c9a3186649b4";
const attachment: PicturePlace = { kind: "attachment", id: ID, address: null };
const stored = `https://git.corp.example/storage/user/9428/files/${ID}`;
const elsewhere = (host: string | null): PicturePlace => ({ kind: "elsewhere", host });
const file = (path: string, ref: string | null): PicturePlace => ({ kind: "file", path, ref });

describe("the address of a picture", () => {
  it.each<[address: string, place: PicturePlace]>([
    [`https://github.com/user-attachments/assets/${ID}`, attachment],
    [`https://github.com/octo/clock/assets/452325/${ID}`, attachment],
    [`https://private-user-images.githubusercontent.com/1/2-${ID}.png?jwt=old`, attachment],
    [
      `https://user-images.githubusercontent.com/452325/121538101-${ID}.png`,
      { kind: "public", address: `https://user-images.githubusercontent.com/452325/121538101-${ID}.png` },
    ],
    ["docs/a%20b.png", file("docs/a b.png", null)],
    ["./docs/a.png?raw=true", file("docs/a.png", null)],
    ["/docs/a.png", file("docs/a.png", null)],
    ["../blob/main/docs/a.png?raw=true", file("docs/a.png", "main")],
    ["https://github.com/octo/Clock/raw/v1/docs/a.png", file("docs/a.png", "v1")],
    ["https://raw.githubusercontent.com/octo/clock/refs/heads/main/a.png", file("a.png", "main")],
    [
      "https://raw.githubusercontent.com/other/thing/main/a.png",
      { kind: "public", address: "https://raw.githubusercontent.com/other/thing/main/a.png" },
    ],
    ["https://github.com/other/private/blob/main/a.png", elsewhere("github.com")],
    ["https://github.com.evil.example/user-attachments/assets/x", elsewhere("github.com.evil.example")],
    [`https://evil.example/user-attachments/assets/${ID}`, elsewhere("evil.example")],
    ["http://169.254.169.254/latest/meta-data", elsewhere("169.254.169.254")],
    ["http://user-images.githubusercontent.com/1/a.png", elsewhere("user-images.githubusercontent.com")],
    ["data:image/png;base64,AAAA", elsewhere(null)],
    ["file:///etc/passwd", elsewhere(null)],
  ])("%s", (address, place) => {
    expect(placeOf(address, { serverUrl: "https://github.com", repository })).toEqual(place);
  });

  it("is known on Enterprise Server, where it may need no signature", () => {
    const home = { serverUrl: "https://git.corp.example", repository };
    expect(placeOf(stored, home)).toEqual({ kind: "attachment", id: ID, address: stored });
    expect(placeOf(`https://github.com/user-attachments/assets/${ID}`, home)).toEqual(
      elsewhere("github.com"),
    );
  });
});

describe("what GitHub signs in a rendered text", () => {
  const signed = `https://private-user-images.githubusercontent.com/1/2-${ID}.png?jwt=a.b`;

  it.each<[what: string, html: string, serverUrl: string, address: string | undefined]>([
    [
      "on github.com",
      `<p><img src="${signed}&amp;v=1" alt="Image"></p>`,
      "https://github.com",
      `${signed}&v=1`,
    ],
    [
      "nothing on another host",
      `<img src="https://evil.example/1/2-${ID}.png">`,
      "https://github.com",
      undefined,
    ],
    [
      "nothing without a signature",
      `<img src="https://github.com/user-attachments/assets/${ID}">`,
      "https://github.com",
      undefined,
    ],
    [
      "nothing over plain HTTP",
      `<img src="${signed.replace("https", "http")}">`,
      "https://github.com",
      undefined,
    ],
    [
      "nothing that holds the id elsewhere",
      `<img src="https://private-user-images.githubusercontent.com/${ID}/x.png">`,
      "https://github.com",
      undefined,
    ],
    [
      "on the host for media of Enterprise Server",
      `<img src="https://media.git.corp.example/user/1/files/${ID}">`,
      "https://git.corp.example",
      `https://media.git.corp.example/user/1/files/${ID}`,
    ],
    [
      "nothing on a host that only ends alike",
      `<img src="https://evilgit.corp.example/${ID}">`,
      "https://git.corp.example",
      undefined,
    ],
  ])("%s", (_what, html, serverUrl, address) => {
    expect(signedIn(html, serverUrl).get(ID)).toBe(address);
  });
});
