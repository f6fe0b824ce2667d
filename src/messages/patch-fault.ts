// Why a patch does not apply, in words: the second half of a sentence, without its full stop.
import type { PatchFault } from "../domain/patch-fault.ts";

export function patchFaultText(fault: PatchFault): string {
  switch (fault.kind) {
    case "too-large":
      return `the patch has ${fault.bytes} bytes; at most ${fault.maxBytes} are accepted`;
    case "too-many-files":
      return `the patch changes ${fault.files} files; at most ${fault.maxFiles} are accepted`;
    case "binary-too-large":
      return `binary files of the patch unpack to more than ${fault.maxBytes} bytes`;
    case "contents-too-large":
      return `the changed files have ${fault.bytes} bytes together; at most ${fault.maxBytes} are accepted`;
    case "name-not-utf8":
      return "a file name is not UTF-8";
    case "name-with-control":
      return `the file name ${JSON.stringify(fault.path)} has a control character`;
    case "unknown-change":
      return `${JSON.stringify(fault.path)} changes in an unknown way (${fault.head.join(" ")})`;
    case "git-refused":
      return fault.gitSaid;
    default:
      return fault satisfies never;
  }
}
