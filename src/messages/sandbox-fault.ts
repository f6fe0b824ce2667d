// Why a sandbox could not be used, in words for people. Pure.
import { reasonOf } from "../domain/errors.ts";
import type { ImageSource, SandboxAct, SandboxFault } from "../domain/sandbox-fault.ts";
import { visible } from "../domain/text.ts";
import { sentenceOf } from "./sentence.ts";
import { count } from "./words.ts";

const MAX_NAME_CHARACTERS = 80;
const RUN_SET_UP = "Run set-up again";

/** One line, short enough for a comment. */
export function sandboxFaultText(fault: SandboxFault): string {
  return reasonOf(textOf(fault));
}

function textOf(fault: SandboxFault): string {
  switch (fault.kind) {
    case "act-failed":
      return sentenceOf({
        what: `Could not ${actText(fault.act)}`,
        because: fault.said,
        remedy: remedyFor(fault),
      });
    case "image-missing":
      return sentenceOf({
        what: `Could not open a sandbox of ${fault.image}`,
        because: `there is no image ${fault.reference} on this host`,
        remedy: imageRemedy(fault),
      });
    case "tool-server-missing":
      return sentenceOf({
        what: "Could not find the tool server of the sandboxes",
        because: `there is no ${fault.path}`,
        remedy: "Run `npm run bootstrap`",
      });
    case "no-mounting":
      return "Could not open a sandbox: no way to give it the files was tried";
    case "tree-not-writable":
      return `The files in a sandbox cannot be changed on this host: ${fault.said}`;
    case "layer-of-another-commit":
      return `Could not open a sandbox: its layer was made on another commit. ${RUN_SET_UP}`;
    case "layer-released":
      return `Could not open a sandbox: its layer is no longer held. ${RUN_SET_UP}`;
    case "layer-on-layer":
      return "Could not keep what set-up made: the sandbox already uses a layer";
    case "patch-too-large":
      return sentenceOf({
        what: "Could not take the change out of the sandbox",
        because: `its patch is larger than ${fault.maxBytes} bytes${largestText(fault.largest)}`,
        remedy: "Name what tools make in .gitignore",
      });
    case "git-failed":
      return sentenceOf({
        what: GIT_ACTS[fault.act],
        because: fault.said,
        remedy: "Look for unreadable or very large files",
      });
    case "disposed":
      return "The sandbox is no longer there: it was disposed of";
    case "ended":
      return fault.said === null
        ? "The sandbox is gone: its container ended while a call was under way"
        : `The sandbox is gone: its container does not answer (${fault.said})`;
    case "protocol-broken":
      return "The tool server of the sandbox sent an answer that belongs to no request";
    case "machines-of-run":
      return `Run ${fault.runId} has ${count(fault.found, "container")}, not one`;
    case "probe-not-placed":
      return `The containment proof could not put its probe into a sandbox: ${fault.said}`;
    case "service-not-ready":
      return sentenceOf({
        what: `The service ${fault.service} (${fault.image}) did not get ready`,
        because: `${fault.because === "ended" ? "it ended" : `${fault.seconds} s were over`}${fault.said === "" ? "" : `; its last words: ${fault.said}`}`,
        remedy: "Look at its `env`, `command`, `user`, `writable` and `ready` in the repository's rules",
      });
    default:
      return fault satisfies never;
  }
}

/** The command that gets the image. */
export function imageRemedy({ image, source }: { image: string; source: ImageSource }): string {
  switch (source) {
    case "bootstrap":
      return "Run `npm run bootstrap`";
    case "build":
      return `Run \`script/bootstrap image ${image}\``;
    case "pull":
      return `Run \`docker pull ${image}\` on the worker's host, or name another under \`image:\` in the repository's rules`;
    default:
      return source satisfies never;
  }
}

const GIT_ACTS = {
  "make-patch": "Could not make the patch of the sandbox",
  blind: "Could not give the sandbox a history of its own",
  "restore-tracked-files": "Could not bring the tracked files back to what they were before set-up",
  "receive-file": "Could not hand a file to git in its sandbox",
};

function actText(act: SandboxAct): string {
  switch (act.kind) {
    case "prepare-host":
      return "open sandboxes on this host";
    case "find-image":
      return `look for the image ${act.image}`;
    case "prepare-storage":
      return "make room for a sandbox";
    case "open-proxy":
      return "open the proxy of a set-up sandbox";
    case "create-machine":
      return `create a container from ${act.image}`;
    case "start-service":
      return `start a service from ${act.image}`;
    case "start-machine":
      return `start a sandbox from ${act.image}`;
    case "keep-layer":
      return "keep what set-up made";
    case "run-as-root":
      return "run a command as root";
    default:
      return act satisfies never;
  }
}

function remedyFor({ unreachable }: { unreachable: boolean }): string {
  return unreachable
    ? "Start the Docker engine, or let this user talk to its socket"
    : "Run `npx issuewright doctor` to see what the engine lacks";
}

function largestText(largest: { path: string; bytes: number }[]): string {
  const named = largest.map(
    ({ path, bytes }) => `${visible(path).slice(-MAX_NAME_CHARACTERS)} (${count(bytes, "byte")})`,
  );
  const last = named.pop();
  if (last === undefined) return "";
  return `, with ${named.length === 0 ? last : `${named.join(", ")} and ${last}`} in it`;
}
