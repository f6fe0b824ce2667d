// The environment variables that every command reads, and those of the server, each with its check and its meaning.
import { z } from "zod";
import type { Form } from "./domain/complaint.ts";
import { DEFAULT_LABELS, type Labels } from "./domain/rules.ts";
import { type Section, variable, variablesOf, webAddress } from "./environment.ts";
import { INTAKES } from "./hearing.ts";

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
const LABEL_CHARACTERS = 50;
const SECRET_CHARACTERS = 16;

const webForm = (example: string): Form => ({ kind: "web-address", example });
const label = (kind: keyof Labels, means: string) =>
  variable(z.string().max(LABEL_CHARACTERS).default(DEFAULT_LABELS[kind]), {
    form: { kind: "text", mostCharacters: LABEL_CHARACTERS },
    means: `${means} A repository's rules may name another`,
  });

export const CommonEnvironment = z.object({
  REDIS_URL: variable(
    z
      .string()
      .regex(/^rediss?:\/\/./)
      .optional(),
    {
      form: { kind: "redis-address", example: "redis://localhost:6379" },
      means: "The Redis that holds queue and ledger",
      unset: "a Redis is started, with its data in the data directory",
    },
  ),
  ISSUEWRIGHT_DATA_DIR: variable(z.string().optional(), {
    form: { kind: "folder" },
    means:
      "Where mirrors, checkouts and set-up layers are kept (collected when idle), and `runs/<id>/` with patch, evidence and transcripts (yours to remove)",
    unset:
      "`.data` in a checkout of Issuewright; elsewhere `issuewright` in `$XDG_DATA_HOME` or `~/.local/share`",
  }),
  LOG_LEVEL: variable(z.enum(LOG_LEVELS).default("info"), {
    form: { kind: "one-of", choices: LOG_LEVELS },
    means: "The lowest level that is logged",
  }),
  ISSUEWRIGHT_LABEL_READY: label("ready", "The label that starts a run."),
  ISSUEWRIGHT_LABEL_NEEDS_INFO: label("needsInfo", "Shown while a run waits for an answer."),
  ISSUEWRIGHT_LABEL_WORKING: label("working", "Shown while a run works."),
  ISSUEWRIGHT_LABEL_IN_REVIEW: label("inReview", "Shown while a draft waits for review."),
  ISSUEWRIGHT_LABEL_BLOCKED: label("blocked", "Shown after a run that needs a person."),
});

export const GitHubEnvironment = z.object({
  APP_ID: variable(z.string().regex(/^[1-9]\d{0,15}$/), {
    form: { kind: "app-id" },
    means: "The number of your GitHub App, from its settings page",
  }),
  PRIVATE_KEY: variable(z.string().optional(), {
    form: { kind: "private-key" },
    means: "The App's private key: the PEM text, also with `\\n` for its line ends, or in base64",
    unset: "read from `PRIVATE_KEY_PATH`; one of the two is required",
  }),
  PRIVATE_KEY_PATH: variable(z.string().optional(), {
    form: { kind: "file" },
    means: "The file that holds the App's private key",
  }),
  GITHUB_API_URL: variable(webAddress.default("https://api.github.com"), {
    form: webForm("https://github.example.com/api/v3"),
    means: "The API of GitHub Enterprise Server, as in GitHub Actions",
  }),
  GITHUB_SERVER_URL: variable(webAddress.default("https://github.com"), {
    form: webForm("https://github.example.com"),
    means: "The web address of GitHub Enterprise Server, as in GitHub Actions",
  }),
});

const secret = z.string().min(SECRET_CHARACTERS);
const secretForm: Form = { kind: "secret", leastCharacters: SECRET_CHARACTERS };
export const ServerEnvironment = z.object({
  HOST: variable(z.string().default("0.0.0.0"), {
    form: { kind: "host" },
    means: "The address the webhook server listens on",
  }),
  PORT: variable(z.coerce.number().int().min(0).max(65535).default(3000), {
    form: { kind: "port" },
    means: "The port the webhook server listens on; 0 takes a free one",
  }),
  ISSUEWRIGHT_INTAKE: variable(z.enum(INTAKES).optional(), {
    form: { kind: "one-of", choices: INTAKES },
    means:
      "How we hear of what people do: GitHub brings it, or it is asked again and again, which needs no public address",
    unset:
      "`webhook` where `WEBHOOK_SECRET` is set and the App has an address that is not this machine, else `poll`",
  }),
  ISSUEWRIGHT_SWEEP_SECONDS: variable(z.coerce.number().positive().max(86_400).optional(), {
    form: { kind: "amount", unit: "seconds", zero: "refused" },
    means: "How often GitHub is looked at for what no webhook brought; the first look is at the start",
    unset: "60 with webhooks, 10 where GitHub is polled",
  }),
  WEBHOOK_PATH: variable(z.string().startsWith("/").default("/api/github/webhooks"), {
    form: { kind: "web-path", example: "/api/github/webhooks" },
    means: "The path that takes webhooks",
  }),
  WEBHOOK_SECRET: variable(secret.optional(), {
    form: secretForm,
    means: "The webhook secret of your GitHub App",
    unset: "no webhook is taken, and GitHub is polled",
  }),
  WEBHOOK_SECRET_PREVIOUS: variable(secret.optional(), {
    form: secretForm,
    means: "A second secret that is accepted too, while you rotate",
  }),
});

const SWITCH = ["on", "off"] as const;
/** Also of an enterprise's own accounts, which have an underscore. */
const LOGIN = /^[a-z\d][a-z\d_-]{0,99}$/i;
const logins = z
  .string()
  .transform((text) => text.split(",").map((each) => each.trim().replace(/^@/, "")))
  .pipe(z.array(z.string().regex(LOGIN)));
export const PageEnvironment = z.object({
  ISSUEWRIGHT_PAGE: variable(z.enum(SWITCH).default("on"), {
    form: { kind: "one-of", choices: SWITCH },
    means: "Whether the server shows its page",
  }),
  ISSUEWRIGHT_PAGE_HOST: variable(z.string().default("127.0.0.1"), {
    form: { kind: "host" },
    means: "The address the page listens on: this machine alone, unless you name another",
  }),
  ISSUEWRIGHT_PAGE_PORT: variable(z.coerce.number().int().min(0).max(65535).default(3001), {
    form: { kind: "port" },
    means: "The port the page listens on; 0 takes a free one",
  }),
  ISSUEWRIGHT_PAGE_ADDRESS: variable(webAddress.optional(), {
    form: webForm("https://issuewright.example.com"),
    means:
      "Where people reach the page, if a proxy with https stands before it. Other host names are refused",
    unset: "where it listens; only loopback's names are answered, and the name it listens on",
  }),
  GITHUB_CLIENT_ID: variable(z.string().optional(), {
    form: { kind: "text", mostCharacters: null },
    means: "The client id of your GitHub App, through which people sign in to the page; with the next one",
    unset:
      "that of the App that the set-up page made; without any, a link of `issuewright page` is the only way in",
  }),
  GITHUB_CLIENT_SECRET: variable(z.string().optional(), {
    form: { kind: "text", mostCharacters: null },
    means: "A client secret of your GitHub App",
    unset: "as of the client id",
  }),
  ISSUEWRIGHT_PAGE_OPERATORS: variable(logins.default([]), {
    form: { kind: "text", mostCharacters: null },
    means: "Logins, separated by commas: who of those that sign in with GitHub sees *Machine*, too",
    unset: "nobody; somebody who came by a link does",
  }),
});

export const AUDIENCES = ["questions", "all"] as const;
export const AudienceEnvironment = z.object({
  ISSUEWRIGHT_MENTION: variable(z.enum(AUDIENCES).default("questions"), {
    form: { kind: "one-of", choices: AUDIENCES },
    means:
      "What mentions the person who asked, in a comment of its own: questions alone, or also endings and 80 % of a budget spent",
  }),
  ISSUEWRIGHT_HOOK_URL: variable(webAddress.optional(), {
    form: webForm("https://hooks.example.com/services/T0/B0/x"),
    means:
      'Where a JSON body `{"text": …}` is sent, as Slack and Mattermost take it, when a run ended or asks, has spent 80 % of its budget, or sweeps keep failing',
    unset: "nothing is sent",
  }),
  ISSUEWRIGHT_HOOK_SECRET: variable(secret.optional(), {
    form: secretForm,
    means:
      "Signs what is sent, as [Standard Webhooks](https://www.standardwebhooks.com) says: base64 behind `whsec_`, or any text",
    unset: "it is not signed",
  }),
});

export const TelemetryEnvironment = z.object({
  ISSUEWRIGHT_TELEMETRY: variable(z.enum(SWITCH).default("off"), {
    form: { kind: "one-of", choices: SWITCH },
    means: "Whether traces are sent by OpenTelemetry, and metrics served for Prometheus",
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable(webAddress.default("http://localhost:4318"), {
    form: webForm("http://localhost:4318"),
    means: "The collector that takes traces, by OTLP over HTTP",
  }),
  ISSUEWRIGHT_METRICS_HOST: variable(z.string().default("127.0.0.1"), {
    form: { kind: "host" },
    means: "The address on which metrics are served: this machine alone, unless you name another",
  }),
  ISSUEWRIGHT_METRICS_PORT: variable(z.coerce.number().int().min(1).max(65535).default(9464), {
    form: { kind: "port" },
    means: "The port on which metrics are served, at `/metrics`. Each process needs its own",
  }),
  ISSUEWRIGHT_TELEMETRY_CONTENT: variable(z.enum(SWITCH).default("off"), {
    form: { kind: "one-of", choices: SWITCH },
    means:
      "Whether traces also hold what models and tools were told and said. What looks like a secret is hidden, as in transcripts",
  }),
});

export const SERVER_SECTIONS: Section[] = [
  {
    title: "Everywhere",
    readBy: ["start", "server", "worker", "run", "eval", "doctor", "demo"],
    variables: variablesOf(CommonEnvironment),
  },
  {
    title: "GitHub App",
    readBy: ["start", "server", "worker", "doctor"],
    variables: variablesOf(GitHubEnvironment),
  },
  { title: "Webhooks", readBy: ["start", "server", "doctor"], variables: variablesOf(ServerEnvironment) },
  {
    title: "Told elsewhere",
    readBy: ["start", "server", "worker"],
    variables: variablesOf(AudienceEnvironment),
  },
  { title: "Page", readBy: ["start", "server"], variables: variablesOf(PageEnvironment) },
  {
    title: "Telemetry",
    readBy: ["start", "server", "worker"],
    variables: variablesOf(TelemetryEnvironment),
  },
];
