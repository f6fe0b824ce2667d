// The addresses on the set-up page, as people copy them.
import { expect, it } from "@jest/globals";
import { NOTHING_ENTERED, readWish } from "../../../src/web/setup/wish.ts";

it.each([
  ["https://github.com/settings/apps", "https://github.com", "https://api.github.com"],
  ["http://github.com", "https://github.com", "https://api.github.com"],
  ["https://www.github.com/octo", "https://github.com", "https://api.github.com"],
  ["https://api.github.com", "https://github.com", "https://api.github.com"],
  ["https://GitHub.com.", "https://github.com", "https://api.github.com"],
  ["https://octo.ghe.com", "https://octo.ghe.com", "https://api.octo.ghe.com"],
  ["https://me:secret@code.example.com/x", "https://code.example.com", "https://code.example.com/api/v3"],
  [
    "https://github.com.example.com",
    "https://github.com.example.com",
    "https://github.com.example.com/api/v3",
  ],
])("an App is made at %s on %s, by %s", (server, serverUrl, apiUrl) => {
  const read = readWish({ ...NOTHING_ENTERED, name: "my-bot", server }, "/hook");
  expect(read).toMatchObject({ kind: "read", wish: { serverUrl, apiUrl } });
});
