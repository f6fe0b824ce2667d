// Who may start, steer and stop a run: the decisions, without the fetching.
import { describe, expect, it } from "@jest/globals";
import { type Admission, admit, BREAKER_LIMIT } from "../../../src/domain/admission.ts";
import { anIntent, someFacts } from "../../support/builders.ts";

const kindOf = (admission: Admission) =>
  admission.kind === "refused" ? `refused: ${admission.refusal.kind}` : admission.kind;

describe("admission", () => {
  it("admits a label by someone with write access, and carries no text into the job", () => {
    expect(admit(anIntent("start", { textDigest: "abc" }), someFacts())).toEqual({
      kind: "admitted",
      supersedes: false,
      job: {
        kind: "work",
        issue: { repository: { owner: "octo", name: "clock" }, number: 12 },
        installationId: 1,
        asker: { kind: "person", login: "ada" },
        admittedAt: "2026-01-02T03:04:05.000Z",
        textDigest: "abc",
        vouches: true,
        acceptRecommended: false,
        delivery: "d-1",
      },
    });
  });

  it("lets a label, a retry and an edit speak for the issue's text, and neither a comment nor a review", () => {
    const vouches = (...asked: Parameters<typeof anIntent>) => {
      const admission = admit(anIntent(...asked), someFacts());
      return admission.kind === "admitted" && admission.job.vouches;
    };
    expect([vouches("start"), vouches("retry"), vouches("refine", { commentId: null })]).not.toContain(false);
    expect([vouches("refine", { commentId: 7 }), vouches("go"), vouches("revise")]).not.toContain(true);
  });

  it.each(["triage", "read", "none"] as const)(
    "refuses a label by someone with %s access, and says so",
    (permission) => {
      expect(kindOf(admit(anIntent("start"), someFacts({ permission })))).toBe("refused: not-trusted");
    },
  );

  it("does not answer a stranger's plain comment or review, and starts nothing for them", () => {
    const facts = someFacts({ permission: "read", running: true });
    expect(kindOf(admit(anIntent("refine"), facts))).toBe("ignored");
    expect(kindOf(admit(anIntent("revise"), facts))).toBe("ignored");
  });

  it("refuses a stranger's commands, also the one that would stop a run", () => {
    const facts = someFacts({ permission: "read", running: true });
    for (const kind of ["retry", "go", "help", "stop"] as const) {
      expect(kindOf(admit(anIntent(kind), facts))).toBe("refused: not-trusted");
    }
  });

  it("lets GitHub's own permission decide who takes the label off or closes", () => {
    const facts = someFacts({ permission: "triage", running: true, labels: [] });
    expect(admit(anIntent("stop", { because: { kind: "label-removed" } }), facts)).toEqual({
      kind: "cancel",
      stop: { by: { kind: "person", login: "ada" }, because: { kind: "label-removed" } },
    });
  });

  it("does not stop for a label that is on again, or an issue that is open again", () => {
    const facts = someFacts({ running: true });
    expect(kindOf(admit(anIntent("stop", { because: { kind: "label-removed" } }), facts))).toBe("ignored");
    expect(kindOf(admit(anIntent("stop", { because: { kind: "issue-closed" } }), facts))).toBe("ignored");
  });

  it("refuses a second start while one is running, but lets a comment supersede it", () => {
    const facts = someFacts({ running: true });
    expect(kindOf(admit(anIntent("start"), facts))).toBe("refused: already-running");
    expect(admit(anIntent("refine"), facts)).toMatchObject({ kind: "admitted", supersedes: true });
  });

  it("lets a review wait behind a running run instead of stopping it", () => {
    expect(admit(anIntent("revise"), someFacts({ running: true }))).toMatchObject({
      kind: "admitted",
      supersedes: false,
    });
  });

  it("ignores talk on an issue that does not carry the label", () => {
    expect(kindOf(admit(anIntent("refine"), someFacts({ labels: [] })))).toBe("ignored");
    expect(kindOf(admit(anIntent("retry"), someFacts({ labels: [] })))).toBe("refused: not-labelled");
  });

  it("admits no earlier than GitHub says the asking happened, whichever clock is ahead", () => {
    const ahead = admit(anIntent("refine", { at: "2026-01-02T03:04:07Z" }), someFacts());
    const behind = admit(anIntent("refine", { at: "2026-01-02T03:04:01Z" }), someFacts());
    expect(ahead).toMatchObject({ job: { admittedAt: "2026-01-02T03:04:07.000Z" } });
    expect(behind).toMatchObject({ job: { admittedAt: "2026-01-02T03:04:05.000Z" } });
  });

  it("refuses to start on a closed issue", () => {
    expect(kindOf(admit(anIntent("start"), someFacts({ state: "closed" })))).toBe("refused: closed");
  });

  it("stops a loop, whoever drives it, when one issue had too many requests", () => {
    expect(kindOf(admit(anIntent("refine"), someFacts({ recent: BREAKER_LIMIT - 1 })))).toBe("admitted");
    expect(kindOf(admit(anIntent("refine"), someFacts({ recent: BREAKER_LIMIT })))).toBe("refused: too-many");
  });
});
