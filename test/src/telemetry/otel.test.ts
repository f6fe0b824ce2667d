// Traces and metrics as machines get them: a real collector over HTTP, and the real page of metrics.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Job } from "../../../src/domain/job.ts";
import { createLog } from "../../../src/log.ts";
import { startOtel } from "../../../src/telemetry/otel/otel.ts";
import { watchedLedger } from "../../../src/telemetry/seams.ts";
import type { Telemetry } from "../../../src/telemetry/telemetry.ts";
import { watchedModel } from "../../../worker/models/watched.ts";
import { watchedSandboxes } from "../../../worker/sandboxes/watched.ts";
import { aJob } from "../../support/builders.ts";
import { above, attributesOf, type Collector, startCollector } from "../../support/collector.ts";
import { freePort } from "../../support/endpoint.ts";
import { openWorld } from "../../support/ports/world.ts";

let collector: Collector;
let metrics: { host: string; port: number };
let lines: string[];
beforeEach(async () => {
  collector = await startCollector();
  metrics = { host: "127.0.0.1", port: await freePort() };
  lines = [];
});
afterEach(async () => {
  await collector[Symbol.asyncDispose]();
});

const open = ({ content = false, url = collector.url } = {}) =>
  startOtel(
    { collector: url, metrics, content },
    createLog({ level: "info", name: "test", destination: { write: (line) => void lines.push(line) } }),
  );
const scraped = async () => (await fetch(`http://127.0.0.1:${metrics.port}/metrics`)).text();
/** Put together here, so that no scanner takes this file for a leak. */
const KEY = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");

/** A run in memory whose ports are watched as the worker's are. */
function watchedWorld(telemetry: Telemetry) {
  const world = openWorld();
  const { models, sandboxes, ledger } = world.ports;
  Object.assign(world.ports, {
    telemetry,
    models: {
      ...models,
      forRole: (...[role, override]: Parameters<typeof models.forRole>) =>
        watchedModel(
          models.forRole(role, override),
          { role, provider: null, model: `scripted-${role}` },
          telemetry,
        ),
    },
    sandboxes: watchedSandboxes(sandboxes, telemetry),
    ledger: watchedLedger(ledger, telemetry),
  });
  return (job: Job, retry: number) =>
    telemetry.during(
      { kind: "run", runId: "run-1", issue: job.issue, job: job.kind, retry, trace: job.trace },
      () => world.run(job, { runId: "run-1", retry }),
      ({ outcome }) => ({ kind: "run", outcome: outcome.kind }),
    );
}

/** As it lies in the queue, from a delivery that lay in Redis. */
async function queued(telemetry: Telemetry): Promise<Job> {
  const stored = await telemetry.during({ kind: "webhook", delivery: "d-1", event: "issues" }, async () =>
    JSON.parse(JSON.stringify(telemetry.trace())),
  );
  return telemetry.during({ kind: "judge", delivery: "d-1", event: "issues", ...stored }, async () => ({
    ...aJob({ issue: { repository: { owner: "octo", name: "sum", id: 7 }, number: 1 } }),
    ...telemetry.trace(),
  }));
}

describe("a trace", () => {
  it("goes from a webhook through the queue to each call of a model and of a tool", async () => {
    {
      await using telemetry = await open();
      await watchedWorld(telemetry)(await queued(telemetry), 0);
    }
    const { spans } = collector;
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    const call = await collector.span("chat scripted-coder");
    expect(above(call, spans)).toEqual(["phase build", "run work", "judge", "webhook"]);
    const tool = spans.find(({ name }) => name.startsWith("execute_tool "));
    expect(tool && above(tool, spans).slice(-3)).toEqual(["run work", "judge", "webhook"]);
    expect(attributesOf(call)).toEqual({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "scripted-coder",
      "gen_ai.agent.name": "coder",
      "gen_ai.request.max_tokens": expect.any(Number),
      "gen_ai.response.finish_reasons": ["tool-calls"],
      "gen_ai.usage.input_tokens": expect.any(Number),
      "gen_ai.usage.output_tokens": expect.any(Number),
      "gen_ai.usage.cache_read.input_tokens": expect.any(Number),
      "issuewright.cost.usd": expect.any(Number),
    });
  });

  it("holds a later execution of a run, which links to the one before it", async () => {
    let job: Job;
    {
      await using server = await open();
      job = await queued(server);
    }
    for (const retry of [0, 1]) {
      await using worker = await open();
      const work = () => Promise.reject(new Error("the worker goes"));
      const task = {
        kind: "run",
        runId: "run-1",
        issue: job.issue,
        job: "work",
        retry,
        trace: job.trace,
      } as const;
      await Promise.allSettled([worker.during(task, work)]);
    }
    const [first, second] = collector.spans.filter(({ name }) => name === "run work");
    expect(second?.links).toEqual([{ traceId: first?.traceId, spanId: first?.spanId }]);
    expect(second?.traceId).toBe((await collector.span("webhook")).traceId);
  });

  it("holds the executions of a run together whose job came from no webhook", async () => {
    await using telemetry = await open();
    const { trace: _, ...job } = await queued(telemetry);
    for (const retry of [0, 1])
      await telemetry.during(
        { kind: "run", runId: "run-2", issue: job.issue, job: "work", retry, trace: undefined },
        async () => {},
      );
    await telemetry[Symbol.asyncDispose]();
    const [first, second] = collector.spans.filter(({ name }) => name === "run work");
    expect([second?.traceId, second?.links[0]?.spanId]).toEqual([first?.traceId, first?.spanId]);
  });

  it("has no text of a prompt, a reply, an argument, a result or an error", async () => {
    {
      await using telemetry = await open();
      await watchedWorld(telemetry)(await queued(telemetry), 0);
      const failing = async () => Promise.reject(new Error("fetch https://x:sesame@example.com"));
      await Promise.allSettled([telemetry.during({ kind: "tool", tool: "run" }, failing)]);
    }
    expect(collector.raw()).not.toMatch(/sum\(\[\]\)|TypeError|sesame|src\/sum\.js/);
  });

  it("holds texts where the operator wants them, without what looks like a secret", async () => {
    {
      await using telemetry = await open({ content: true });
      await watchedWorld(telemetry)(await queued(telemetry), 0);
      await telemetry.during(
        { kind: "tool", tool: "read" },
        async () => `token = ${KEY}`,
        (text) => ({ kind: "tool", content: () => ({ arguments: "{}", result: text }) }),
      );
    }
    expect(collector.raw()).toContain("sum([]) throws");
    expect(attributesOf(await collector.span("execute_tool read"))).toMatchObject({
      "gen_ai.tool.call.result": "token = [looked like a secret]",
    });
  });

  it("is lost where its collector is away, and nothing else is", async () => {
    const away = `http://127.0.0.1:${await freePort()}`;
    {
      await using telemetry = await open({ url: away });
      const { outcome } = await watchedWorld(telemetry)(await queued(telemetry), 0);
      expect(outcome.kind).toBe("opened");
    }
    expect(lines.filter((line) => /collector of telemetry (takes|took) no spans/.test(line))).toHaveLength(1);
  });
});

describe("metrics", () => {
  it("count runs by outcome, phases, tokens and cost by role and model, and sandboxes", async () => {
    await using telemetry = await open();
    await watchedWorld(telemetry)(await queued(telemetry), 0);
    const page = await scraped();
    expect(page).toMatch(/^issuewright_runs_total\{outcome="opened".*\} 1$/m);
    expect(page).toMatch(/^issuewright_phase_seconds_count\{phase="build".*\} 1$/m);
    expect(page).toMatch(
      /^gen_ai_client_inference_usage_output_tokens_total\{.*gen_ai_agent_name="coder".*\} [1-9]/m,
    );
    expect(page).toMatch(
      /^issuewright_cost_usd_total\{gen_ai_agent_name="coder",gen_ai_request_model="scripted-coder"/m,
    );
    expect(page).toMatch(/^issuewright_sandboxes\{purpose="coder".*\} 0$/m);
    expect(page).toMatch(/^gen_ai_execute_tool_duration_count\{/m);
  });

  it("show the queue as it stands when they are asked for", async () => {
    await using telemetry = await open();
    const now = { waiting: 3, running: 2, oldestSinceMs: Date.now() - 60_000, deliveries: 1, words: 4 };
    telemetry.watch(async () => ({ ...now, givenUp: 0, workers: 2, places: 4 }));
    const page = await scraped();
    expect(page).toMatch(/^issuewright_queue_jobs\{state="waiting".*\} 3$/m);
    expect(page).toMatch(/^issuewright_queue_oldest_seconds(\{.*\})? 6\d/m);
    expect(page).toMatch(/^issuewright_words_owed(\{.*\})? 4$/m);
  });

  it("leave out the queue while Redis is away", async () => {
    await using telemetry = await open();
    telemetry.watch(async () => null);
    telemetry.tell({ kind: "sandbox-opened", purpose: "coder" });
    const page = await scraped();
    expect([/^issuewright_queue_jobs\{/m.test(page), /^issuewright_sandbox\w*[{ ]/m.test(page)]).toEqual([
      false,
      true,
    ]);
  });

  it("are not served where the port is taken, as the log says, and traces are sent all the same", async () => {
    await using _first = await open();
    {
      await using second = await open();
      await second.during({ kind: "phase", phase: "spec" }, async () => {});
    }
    await collector.span("phase spec");
    expect(lines.join("")).toContain("metrics cannot be served");
  });
});
