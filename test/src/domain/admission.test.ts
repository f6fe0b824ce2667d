// Who may start, steer and stop a run: the decisions, without the fetching.
import { describe, expect, it } from "@jest/globals";
import { type Admission, admit } from "../../../src/domain/admission.ts";
import { NO_RULES } from "../../../src/domain/rules.ts";
import { anIntent, someFacts } from "../../support/builders.ts";

const kindOf = (admission: Admission) =>
  admission.kind === "refused" ? `refused: ${admission.refusal.kind}` : admission.kind;

describe("admission", () => {
  it("admits a label by someone with write access, and carries no text into the job", () => {
    expect(admit(anIntent("label"), someFacts())).toEqual({
      kind: "admitted",
      supersedes: false,
      job: {
        kind: "work",
        issue: { repository: { owner: "octo", name: "clock" }, number: 12 },
        installationId: 1,
        asker: { kind: "person", login: "ada" },
        admittedAt: "2026-01-02T03:04:05.000Z",
        textDigest: "t",
        vouches: true,
        ...{ acceptRecommended: false, byCommand: false },
        delivery: "d-1",
      },
    });
  });

  it.each(["triage", "read", "none"] as const)(
    "refuses a label by someone with %s access, and says so",
    (permission) => {
      expect(kindOf(admit(anIntent("label"), someFacts({ permission })))).toBe("refused: not-trusted");
    },
  );

  it("lets whoever runs it ask without an account on GitHub", () => {
    const asker = { kind: "operator" } as const;
    const facts = someFacts({ permission: "none" });
    expect(kindOf(admit(anIntent("/ai retry", { asker }), facts))).toBe("admitted");
    expect(kindOf(admit(anIntent("/ai stop", { asker }), { ...facts, running: true }))).toBe("cancel");
  });

  it("does not answer a stranger's plain comment or review, and starts nothing for them", () => {
    const facts = someFacts({ permission: "read", running: true });
    expect(kindOf(admit(anIntent("comment"), facts))).toBe("ignored");
    expect(kindOf(admit(anIntent("review"), facts))).toBe("ignored");
  });

  it("refuses a stranger's commands, also the one that would stop a run", () => {
    const facts = someFacts({ permission: "read", running: true });
    for (const command of ["/ai retry", "/ai go", "/ai help", "/ai stop"] as const) {
      expect(kindOf(admit(anIntent(command), facts))).toBe("refused: not-trusted");
    }
  });

  it("lets GitHub's own permission decide who takes the label off or closes", () => {
    const facts = someFacts({ permission: "triage", running: true, labels: [] });
    expect(admit(anIntent("unlabel"), facts)).toEqual({
      kind: "cancel",
      stop: { by: { kind: "person", login: "ada" }, because: { kind: "label-removed" } },
    });
  });

  it("does not stop for a label that is on again, or an issue that is open again", () => {
    const facts = someFacts({ running: true });
    expect(kindOf(admit(anIntent("unlabel"), facts))).toBe("ignored");
    expect(kindOf(admit(anIntent("close"), facts))).toBe("ignored");
  });

  it("refuses a second start while one is running, but lets a comment supersede it", () => {
    const facts = someFacts({ running: true });
    expect(kindOf(admit(anIntent("label"), facts))).toBe("refused: already-running");
    expect(admit(anIntent("comment"), facts)).toMatchObject({ kind: "admitted", supersedes: true });
  });

  it("lets a review wait behind a running run instead of stopping it", () => {
    expect(admit(anIntent("review"), someFacts({ running: true }))).toMatchObject({
      kind: "admitted",
      supersedes: false,
    });
  });

  it("ignores talk on an issue that does not carry the label", () => {
    expect(kindOf(admit(anIntent("comment"), someFacts({ labels: [] })))).toBe("ignored");
    expect(kindOf(admit(anIntent("/ai retry"), someFacts({ labels: [] })))).toBe("refused: not-labelled");
    expect(kindOf(admit(anIntent("/ai retry"), someFacts({ labels: ["AI-Ready"] })))).toBe("admitted");
  });

  it("answers `/ai stop` with help where nothing runs", () => {
    expect(admit(anIntent("/ai stop"), someFacts())).toEqual({ kind: "answer", with: "help" });
  });

  it("writes nothing on the issue where the operator stops a run that ended meanwhile", () => {
    expect(admit(anIntent("/ai stop", { asker: { kind: "operator" } }), someFacts())).toEqual({
      kind: "ignored",
      because: { kind: "nothing-running" },
    });
  });

  it("admits no earlier than GitHub says the asking happened, whichever clock is ahead", () => {
    const ahead = admit(anIntent("comment", { at: "2026-01-02T03:04:07Z" }), someFacts());
    const behind = admit(anIntent("comment", { at: "2026-01-02T03:04:01Z" }), someFacts());
    expect(ahead).toMatchObject({ job: { admittedAt: "2026-01-02T03:04:07.000Z" } });
    expect(behind).toMatchObject({ job: { admittedAt: "2026-01-02T03:04:05.000Z" } });
  });

  it("refuses to start on a closed issue", () => {
    expect(kindOf(admit(anIntent("label"), someFacts({ state: "closed" })))).toBe("refused: closed");
  });

  it("stops a loop, whoever drives it, when one issue had too many requests", () => {
    expect(kindOf(admit(anIntent("comment"), someFacts({ recent: NO_RULES.requests.hour - 1 })))).toBe(
      "admitted",
    );
    expect(kindOf(admit(anIntent("comment"), someFacts({ recent: NO_RULES.requests.hour })))).toBe(
      "refused: too-many",
    );
  });

  it("hears a bot only where the rules name it, only in a review, and fewer times than a person", () => {
    const by = { isBot: true, asker: { kind: "person" as const, login: "lint[bot]" } };
    const asked = (what: Parameters<typeof anIntent>[0], part: Parameters<typeof someFacts>[0] = {}) => {
      const admission = admit(anIntent(what, by), someFacts(part));
      return admission.kind === "ignored" ? `ignored: ${admission.because.kind}` : kindOf(admission);
    };
    const named = { hearsBot: true };
    expect([asked("review"), asked("review", named)]).toEqual(["ignored: bot", "admitted"]);
    const others = ["comment", "/ai go", "/ai retry", "/ai stop", "/ai help"] as const;
    expect(others.map((what) => asked(what, named))).toEqual(others.map(() => "ignored: bot"));
    const occasion = { kind: "asked", at: "2026-01-02T03:04:05Z", broughtBy: "webhook" } as const;
    expect(kindOf(admit(anIntent("label", { ...by, occasion }), someFacts(named)))).toBe("refused: bot");
    const { bots } = NO_RULES.requests;
    expect(asked("review", { ...named, recentByBots: bots - 1 })).toBe("admitted");
    expect(admit(anIntent("review", by), someFacts({ ...named, recentByBots: bots }))).toMatchObject({
      kind: "refused",
      refusal: { kind: "too-many", by: "bots", limit: bots },
    });
    expect(kindOf(admit(anIntent("review"), someFacts({ recentByBots: bots })))).toBe("admitted");
  });
});

describe("admission of what a machine asks", () => {
  const asker = { kind: "machine", name: "sweep" } as const;
  const facts = (part: Parameters<typeof someFacts>[0] = {}) => someFacts({ permission: "none", ...part });

  it("needs no permission for a job that is open to machines, and names the machine in it", () => {
    expect(admit(anIntent("review", { asker }), facts())).toMatchObject({
      kind: "admitted",
      job: { kind: "revise", asker },
    });
  });

  it.each([
    ["label", "work"],
    ["comment", "refine"],
    ["/ai go", "refine"],
    ["/ai stop", "command"],
    ["/ai help", "command"],
  ] as const)("admits no %s", (by, wish) => {
    expect(admit(anIntent(by, { asker }), facts({ running: true }))).toEqual({
      kind: "ignored",
      because: { kind: "not-for-machines", wish },
    });
  });

  it("stops a run where the issue's own state says so", () => {
    expect(admit(anIntent("unlabel", { asker }), facts({ running: true, labels: [] }))).toEqual({
      kind: "cancel",
      stop: { by: asker, because: { kind: "label-removed" } },
    });
  });

  it("is not answered on the issue, whatever stands against it", () => {
    const refused = [{ state: "closed" as const }, { labels: [] }, { recent: NO_RULES.requests.hour }];
    expect(refused.map((part) => admit(anIntent("review", { asker }), facts(part)))).toMatchObject([
      { kind: "ignored", because: { kind: "closed" } },
      { kind: "ignored", because: { kind: "not-labelled" } },
      { kind: "ignored", because: { kind: "too-many" } },
    ]);
  });
});
