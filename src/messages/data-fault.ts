// Why the data directory is not used, in words.
import type { DataFault } from "../domain/fault.ts";
import type { FaultWords } from "./sentence.ts";

export function dataWords(fault: DataFault): FaultWords {
  switch (fault.kind) {
    case "data-newer":
      return {
        what: `Could not use the data directory ${fault.folder}`,
        because: `a newer Issuewright wrote it: its layout is ${fault.has}, and this one knows ${fault.knows}`,
        remedy: "Start that newer version, or name another folder in ISSUEWRIGHT_DATA_DIR",
      };
    case "data-unreadable":
      return {
        what: `Could not read which layout the data directory has`,
        because: `${fault.path} is not as Issuewright writes it`,
        remedy: "Restore it from a backup, or name another folder in ISSUEWRIGHT_DATA_DIR",
      };
    case "kept-app-unreadable":
      return {
        what: "Could not read the GitHub App that is kept in the data directory",
        because: `${fault.path} is not as Issuewright writes it`,
        remedy: "Mend it or restore it from a backup: without it the App's key is lost",
      };
    default:
      return fault satisfies never;
  }
}
