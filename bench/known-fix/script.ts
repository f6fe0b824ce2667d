// What the scripted model of a known fix answers: a spec of one criterion, the patch as it stands, and the named test.
import type { Script, Turn } from "../../local/model/script.ts";
import type { Fix } from "./fix.ts";

const PATCH = ".known-fix.patch";

/** `proof`: the test or check that the coder names for the one criterion. `removed`: files that the coder deletes. */
export function knownFix(
  { subject, files }: Pick<Fix, "subject" | "files">,
  { patch, removed, proof }: { patch: string; removed: string[]; proof: string },
): Script {
  const call = (name: string, args: Record<string, unknown>): Turn => ({
    calls: [{ name, arguments: args }],
  });
  const none = {
    ...{ outOfScope: [], requirements: [], questions: [] },
    ...{ decisions: [], objections: [], rejected: [] },
  };
  const order = {
    ...{ title: subject, summary: subject, context: [], interfaces: [], contracts: [], outOfScope: [] },
    ...{ steps: ["Apply the known fix"], tests: [], footprint: files },
  };
  const applied = [
    call("write", { path: PATCH, content: patch }),
    call("shell", { command: `git apply ${PATCH} && rm ${PATCH}` }),
    ...removed.map((file) => call("shell", { command: `rm '${file}'` })),
  ];
  const asks = (tool: string) => (request: { tools?: { function: { name: string } }[] | undefined }) =>
    (request.tools ?? []).some((each) => each.function.name === tool);
  return [
    {
      role: "architect",
      when: asks("submit_spec"),
      turns: [call("submit_spec", { goal: subject, criteria: [subject], ...none })],
    },
    { role: "architect", when: asks("submit_order"), turns: [call("submit_order", order)] },
    {
      role: "architect",
      when: asks("submit_advice"),
      turns: [call("submit_advice", { kind: "stop", instructions: "This is all there is to hand in." })],
    },
    {
      role: "coder",
      turns: (_request, turn) => applied[turn] ?? call("done", { proofs: [{ criterion: "AC1", by: proof }] }),
    },
    { role: "reviewer", turns: [call("submit_review", { findings: [] })] },
  ];
}
