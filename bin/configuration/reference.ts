// The reference of all configuration, made from the schemas that read it.
import type { Form } from "../../src/domain/complaint.ts";
import type { Section, Variable } from "../../src/environment.ts";
import { SERVER_SECTIONS } from "../../src/variables.ts";
import { WORKER_SECTIONS } from "../../worker/variables.ts";

/** Markdown, ending with a line end. */
export function configurationReference(): string {
  return `${[INTRODUCTION, ...[...SERVER_SECTIONS, ...WORKER_SECTIONS].map(sectionText), SURROUNDINGS].join("\n\n")}\n`;
}

const INTRODUCTION = `# Configuration

<!-- Made by \`npx issuewright configuration\` from the schemas in src/variables.ts, worker/variables.ts and
worker/sandbox-config.ts. Do not edit it by hand. -->

Issuewright reads its configuration from environment variables. An empty variable counts as unset. A command names every
fault at once and does not start. It also names variables that begin with \`ISSUEWRIGHT_\` and that nothing reads. \`npx issuewright doctor\` tries each part for real. What a repository sets for itself is
in [rules.md](rules.md).`;

const SURROUNDINGS = `## Read from the surroundings

| variable | meaning |
|---|---|
| \`XDG_DATA_HOME\`, \`HOME\` | where the data directory is, outside of a checkout, unless \`ISSUEWRIGHT_DATA_DIR\` is set |
| \`PATH\`, \`HTTPS_PROXY\`, \`NO_PROXY\`, \`SSL_CERT_FILE\`, \`GIT_SSL_CAINFO\` | passed to the git of the host, which sees nothing else of the environment |`;

function sectionText({ title, readBy, variables }: Section): string {
  const commands = readBy.map((command) => `\`${command}\``).join(", ");
  return [
    `## ${title}`,
    `Read by ${commands}.`,
    ["| variable | meaning | value | default |", "|---|---|---|---|", ...variables.map(row)].join("\n"),
  ].join("\n\n");
}

function row(variable: Variable): string {
  const cells = [`\`${variable.name}\``, variable.means, formText(variable.form), defaultText(variable)];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function defaultText({ required, default: value, unset }: Variable): string {
  if (required) return "**required**";
  if (unset !== undefined) return unset;
  return value === null ? "none" : `\`${value}\``;
}

function formText(form: Form): string {
  switch (form.kind) {
    case "web-address":
      return `web address, like \`${form.example}\``;
    case "redis-address":
      return `address, like \`${form.example}\``;
    case "unix-socket":
      return `socket, like \`${form.example}\``;
    case "web-path":
      return `path, like \`${form.example}\``;
    case "runtime-name":
      return `name, like \`${form.example}\``;
    case "price-list":
      return "JSON";
    case "one-of":
      return form.choices.map((choice) => `\`${choice}\``).join(", ");
    case "text":
      return form.mostCharacters === null ? "text" : `text of at most ${form.mostCharacters} characters`;
    case "secret":
      return `text of at least ${form.leastCharacters} characters`;
    case "amount":
      return form.zero === "allowed" ? `${form.unit}, 0 or more` : `${form.unit}, above 0`;
    case "app-id":
      return "number";
    case "port":
      return "number from 0 to 65535";
    case "private-key":
      return "RSA key";
    case "file":
    case "credentials-file":
      return "path of a file";
    case "folder":
      return "path of a folder";
    case "host":
      return "address";
    default:
      return form satisfies never;
  }
}
