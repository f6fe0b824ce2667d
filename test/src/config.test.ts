// The server's configuration: whole, or every fault with its remedy.
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { readServerConfig } from "../../src/config.ts";
import type { Form } from "../../src/domain/complaint.ts";
import { DEFAULT_LABELS } from "../../src/domain/rules.ts";
import { root } from "../support/source.ts";

const privateKey = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
}).privateKey.trim();
const folder = mkdtempSync(join(tmpdir(), "issuewright-config-"));
const keyFile = join(folder, "key.pem");
writeFileSync(keyFile, privateKey);
afterAll(() => rmSync(folder, { recursive: true }));

const least = { APP_ID: "7", PRIVATE_KEY: privateKey, WEBHOOK_SECRET: "0123456789abcdef" };
const config = {
  redisUrl: null,
  dataDir: join(root, ".data"),
  logLevel: "info",
  labels: DEFAULT_LABELS,
  github: {
    credentials: { appId: 7, privateKey },
    apiUrl: "https://api.github.com",
    serverUrl: "https://github.com",
  },
  host: "0.0.0.0",
  port: 3000,
  ...{ intake: null, sweepMs: null, audience: { mentions: "questions", hook: null }, telemetry: null },
  webhook: { path: "/api/github/webhooks", secrets: ["0123456789abcdef"] },
  page: { host: "127.0.0.1", port: 3001, address: null, client: null, operators: [] },
};

describe("the server's configuration", () => {
  it("needs an app and its key, takes webhooks where there is a secret, and has a default for the rest", () => {
    expect(readServerConfig(least)).toEqual({ kind: "read", config });
    const without = { ...config, webhook: { path: "/api/github/webhooks", secrets: [] } };
    expect(readServerConfig({ ...least, WEBHOOK_SECRET: "" })).toEqual({ kind: "read", config: without });
  });

  it("takes everything an operator may set", () => {
    const reading = readServerConfig({
      ...least,
      REDIS_URL: "rediss://redis.example:6380/1",
      ISSUEWRIGHT_DATA_DIR: "/var/lib/issuewright",
      LOG_LEVEL: "debug",
      ISSUEWRIGHT_LABEL_READY: "bot: go",
      GITHUB_API_URL: "https://github.example.com/api/v3/",
      GITHUB_SERVER_URL: "https://github.example.com/",
      HOST: "127.0.0.1",
      PORT: "8080",
      WEBHOOK_PATH: "/hooks",
      ISSUEWRIGHT_INTAKE: "webhook",
      ISSUEWRIGHT_SWEEP_SECONDS: "30",
      WEBHOOK_SECRET_PREVIOUS: "fedcba9876543210",
      ISSUEWRIGHT_PAGE_HOST: "0.0.0.0",
      ISSUEWRIGHT_PAGE_PORT: "8081",
      ISSUEWRIGHT_PAGE_ADDRESS: "https://issuewright.example.com/",
      ISSUEWRIGHT_PAGE_OPERATORS: "ada, @jane_corp",
      GITHUB_CLIENT_ID: "Iv23abc",
      GITHUB_CLIENT_SECRET: "hush",
    });
    expect(reading).toEqual({
      kind: "read",
      config: {
        redisUrl: "rediss://redis.example:6380/1",
        dataDir: "/var/lib/issuewright",
        logLevel: "debug",
        labels: { ...DEFAULT_LABELS, ready: "bot: go" },
        github: {
          credentials: { appId: 7, privateKey },
          apiUrl: "https://github.example.com/api/v3",
          serverUrl: "https://github.example.com",
        },
        host: "127.0.0.1",
        port: 8080,
        ...{
          intake: "webhook",
          sweepMs: 30_000,
          audience: { mentions: "questions", hook: null },
          telemetry: null,
        },
        webhook: { path: "/hooks", secrets: ["0123456789abcdef", "fedcba9876543210"] },
        page: {
          ...{ host: "0.0.0.0", port: 8081, address: "https://issuewright.example.com" },
          ...{ client: { id: "Iv23abc", secret: "hush" }, operators: ["ada", "jane_corp"] },
        },
      },
    });
    expect(readServerConfig({ ...least, ISSUEWRIGHT_PAGE: "off" })).toEqual({
      kind: "read",
      config: { ...config, page: null },
    });
  });

  it("needs both of the client id and its secret, and logins that are some", () => {
    const id = "GITHUB_CLIENT_ID";
    const secret = "GITHUB_CLIENT_SECRET";
    const operators = "ISSUEWRIGHT_PAGE_OPERATORS";
    expect([
      readServerConfig({ ...least, [id]: "Iv23abc" }),
      readServerConfig({ ...least, [secret]: "hush" }),
      readServerConfig({ ...least, [operators]: "ada, two words" }),
    ]).toEqual([
      { kind: "invalid", complaints: [{ kind: "unset", variable: secret }] },
      { kind: "invalid", complaints: [{ kind: "unset", variable: id }] },
      {
        kind: "invalid",
        complaints: [
          { kind: "malformed", variable: operators, form: { kind: "text", mostCharacters: null } },
        ],
      },
    ]);
  });

  it.each([
    ["from a file", { PRIVATE_KEY: "", PRIVATE_KEY_PATH: keyFile }],
    ["with \\n for its line ends", { PRIVATE_KEY: privateKey.replaceAll("\n", "\\n") }],
    ["in base64", { PRIVATE_KEY: Buffer.from(privateKey).toString("base64") }],
  ])("reads the key %s", (_form, key) => {
    const reading = readServerConfig({ ...least, ...key });
    const pem = reading.kind === "read" ? reading.config.github.credentials.privateKey : "";
    expect(pem).toBe(privateKey);
  });

  it("names everything that is missing at once", () => {
    expect(readServerConfig({ ISSUEWRIGHT_INTAKE: "webhook" })).toEqual({
      kind: "invalid",
      complaints: [
        { kind: "unset", variable: "APP_ID" },
        { kind: "no-private-key" },
        { kind: "unset", variable: "WEBHOOK_SECRET" },
      ],
    });
  });

  it.each(["ISSUEWRIGHT_HOOK_URL", "ISSUEWRIGHT_PAGE_ADDRESS", "GITHUB_API_URL", "GITHUB_SERVER_URL"])(
    "takes no password in %s, which would be shown and cannot be used",
    (variable) => {
      const reading = readServerConfig({ ...least, [variable]: "https://me:secret@chat.example.com/x" });
      expect(reading).toMatchObject({ kind: "invalid", complaints: [{ kind: "malformed", variable }] });
    },
  );

  it("names everything that is wrong at once, with what each value must be", () => {
    const reading = readServerConfig({
      APP_ID: "issuewright",
      PRIVATE_KEY: privateKey,
      WEBHOOK_SECRET: "development",
      REDIS_URL: "localhost",
      GITHUB_API_URL: "ftp://github.example.com",
      LOG_LEVEL: "loud",
      PORT: "http",
      ISSUEWRIGHT_LABEL_READY: "x".repeat(51),
    });
    const malformed = (variable: string, form: Form) => ({ kind: "malformed", variable, form });
    expect(reading).toEqual({
      kind: "invalid",
      complaints: [
        malformed("REDIS_URL", { kind: "redis-address", example: "redis://localhost:6379" }),
        malformed("LOG_LEVEL", {
          kind: "one-of",
          choices: ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
        }),
        malformed("ISSUEWRIGHT_LABEL_READY", { kind: "text", mostCharacters: 50 }),
        malformed("APP_ID", { kind: "app-id" }),
        malformed("GITHUB_API_URL", {
          kind: "web-address",
          example: "https://github.example.com/api/v3",
        }),
        malformed("PORT", { kind: "port" }),
        malformed("WEBHOOK_SECRET", { kind: "secret", leastCharacters: 16 }),
      ],
    });
  });

  it.each([
    ["PRIVATE_KEY", "-----BEGIN RSA PRIVATE KEY-----"],
    ["PRIVATE_KEY_PATH", join(folder, "nothing.pem")],
  ])("refuses what is no key in %s, in the words of the program that read it", (name, value) => {
    const reading = readServerConfig({ APP_ID: "7", WEBHOOK_SECRET: "0123456789abcdef", [name]: value });
    expect(reading).toEqual({
      kind: "invalid",
      complaints: [{ kind: "unreadable-key", variable: name, programSaid: expect.stringMatching(/./) }],
    });
  });

  it.each([
    ["https://github.example.com/api/v3", undefined],
    [undefined, "https://github.example.com"],
    ["https://api.other.ghe.com", "https://octo.ghe.com"],
    ["http://github.example.com/api/v3", "https://github.example.com"],
    ["https://github.example.com/api/v3", "http://github.example.com"],
  ])(
    "refuses the API at %s with the server at %s: a token for the one would go to the other",
    (api, server) => {
      const reading = readServerConfig({
        ...{ APP_ID: "7", WEBHOOK_SECRET: "0123456789abcdef", PRIVATE_KEY: privateKey },
        ...(api === undefined ? {} : { GITHUB_API_URL: api }),
        ...(server === undefined ? {} : { GITHUB_SERVER_URL: server }),
      });
      const addresses = {
        api: api ?? "https://api.github.com",
        server: server ?? "https://github.com",
      };
      expect(reading).toEqual({ kind: "invalid", complaints: [{ kind: "two-githubs", ...addresses }] });
    },
  );

  it.each([
    ["https://github.example.com/api/v3", "https://github.example.com"],
    ["https://api.octo.ghe.com", "https://octo.ghe.com"],
  ])("takes the API at %s with the server at %s", (apiUrl, serverUrl) => {
    const reading = readServerConfig({
      ...{ APP_ID: "7", WEBHOOK_SECRET: "0123456789abcdef", PRIVATE_KEY: privateKey },
      ...{ GITHUB_API_URL: apiUrl, GITHUB_SERVER_URL: serverUrl },
    });
    expect(reading).toMatchObject({ kind: "read", config: { github: { apiUrl, serverUrl } } });
  });

  it("refuses a key that is not RSA", () => {
    const { privateKey: curve } = generateKeyPairSync("ed25519", {
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    expect(readServerConfig({ ...least, PRIVATE_KEY: curve })).toEqual({
      kind: "invalid",
      complaints: [{ kind: "not-rsa-key", variable: "PRIVATE_KEY" }],
    });
  });
});
