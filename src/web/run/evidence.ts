// What was measured: each criterion with its test in each arm, the checks on every tree, and the controls.
import { html } from "hono/html";
import type { CheckResult, Evidence } from "../../domain/evidence.ts";
import type { Sight } from "../../domain/experiment.ts";
import { isProven, type Proof } from "../../domain/proof.ts";
import type { Criterion } from "../../domain/spec.ts";
import { partText } from "../../messages/doubt.ts";
import { NO_CONTROL, proofFaultText } from "../../messages/proof-fault.ts";
import { proverText } from "../../messages/prover.ts";
import type { Html } from "../html/html.ts";
import { status, type Tone } from "../html/status.ts";
import { panel } from "../html/table.ts";
import { lasting, prose, said, sentence } from "../html/words.ts";

export function evidenceOf(evidence: Evidence, criteria: Criterion[]): Html {
  return html`${proofs(evidence, criteria)}${arms(evidence)}${controls(evidence)}${ablations(evidence)}`;
}

function proofs({ proofs: all }: Evidence, criteria: Criterion[]): Html {
  const rows = criteria.map(({ id, text }) => {
    const proof = all.find(({ criterion }) => criterion === id);
    return [html`<b>${id}</b> ${said(text)}`, ...proofCells(proof)];
  });
  const columns = ["Criterion", "Test", "Without the change", "With it", "Proof"].map((name) => ({ name }));
  return panel("Criteria and their proofs", columns, rows);
}

function proofCells(proof: Proof | undefined): (Html | string)[] {
  if (proof === undefined) return ["", "", "", status("Not measured", "rest")];
  const [fault] = proof.faults;
  const verdict = isProven(proof)
    ? status("Proven", "good")
    : html`${status("Not proven", "warn")} <span class="note">${fault === undefined ? "" : prose(proofFaultText(fault))}</span>`;
  return [
    proof.by === null ? "" : prose(proverText(proof.by)),
    sight(proof.without),
    sight(proof.with),
    verdict,
  ];
}

const SIGHTS: Record<Sight, { word: string; tone: Tone }> = {
  passed: { word: "Green", tone: "good" },
  "failed-at-assertion": { word: "Red at an assertion", tone: "bad" },
  "failed-otherwise": { word: "Red otherwise", tone: "warn" },
  "not-loaded": { word: "Did not load", tone: "warn" },
  skipped: { word: "Skipped", tone: "rest" },
  flaky: { word: "Flaky", tone: "warn" },
  "not-seen": { word: "Not seen", tone: "rest" },
};

function sight(seen: Sight): Html {
  return status(SIGHTS[seen].word, SIGHTS[seen].tone);
}

function arms({ base, head, baseTestsOnHead }: Evidence): Html {
  const names = [...new Set([...base, ...head].map(({ check }) => check.name))];
  const cells = (results: CheckResult[] | null, name: string) =>
    ending(results?.find(({ check }) => check.name === name));
  const rows = names.map((name) => [
    name,
    cells(base, name),
    cells(head, name),
    cells(baseTestsOnHead, name),
  ]);
  const columns = ["Check", "Base", "With the change", "Base's tests on it"].map((name) => ({ name }));
  return html`<h3>Arms</h3>${panel("Checks in each arm", columns, rows)}`;
}

function ending(result: CheckResult | undefined): Html | string {
  if (result === undefined) return "";
  const passed = result.ending === "passed";
  return html`${status(passed ? "Holds" : result.ending === "failed" ? "Fails" : "Timed out", passed ? "good" : "bad")} <span class="note">${lasting(result.durationMs)}</span>`;
}

function controls({ controls: all }: Evidence): Html | string {
  if (all.length === 0) return "";
  const rows = all.map((control) =>
    control.kind === "ran"
      ? [control.check, control.runner, sight(control.negative), sight(control.positive)]
      : [control.check, control.runner ?? "", status("Not run", "rest"), NO_CONTROL[control.why]],
  );
  const columns = ["Check", "Runner", "Must be red", "Must be green"].map((name) => ({ name }));
  return html`<h3>Controls</h3>${panel("Controls", columns, rows)}`;
}

const ABLATIONS: Record<Evidence["ablations"][number]["ending"], { word: string; tone: Tone }> = {
  noticed: { word: "Noticed", tone: "good" },
  survived: { word: "Survived", tone: "bad" },
  unclear: { word: "Unclear", tone: "warn" },
  unbuilt: { word: "Did not build", tone: "rest" },
  "out-of-time": { word: "Not tried", tone: "rest" },
};

function ablations({ ablations: all }: Evidence): Html | string {
  if (all.length === 0) return "";
  const rows = all.map((ablation) => {
    const { word, tone } = ABLATIONS[ablation.ending];
    return [sentence(partText(ablation)), status(word, tone)];
  });
  return html`<h3>Parts taken out</h3>${panel("Parts taken out of the change", [{ name: "Without" }, { name: "Tests" }], rows)}`;
}
