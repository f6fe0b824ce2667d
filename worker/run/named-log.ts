// The log of one run: each of its lines names run and issue, so that no line has to.
import { type IssueRef, issueName } from "../../src/domain/repository.ts";
import type { Log } from "../../src/log.ts";

export function namedLog<P extends { log: Log }>(ports: P, runId: string, issue: IssueRef): P {
  return { ...ports, log: ports.log.child({ runId, issue: issueName(issue) }) };
}
