// The instruments: how what is told becomes numbers. Labels are words of ours, models and templates of routes; never a person's.
import type { Attributes, Meter } from "@opentelemetry/api";
import type { Clock } from "../../clock.ts";
import type { Found, Happened, Standing, Task } from "../telemetry.ts";
import { GEN_AI, GEN_AI_METRICS } from "./gen-ai.ts";
import { modelIn, toolIn } from "./spans.ts";

export type Instruments = {
  /** `found` null: it threw, `thrown` of that name. */
  ended(task: Task, ending: { found: Found | null; thrown: string | null; seconds: number }): void;
  tell(happened: Happened): void;
  watch(standing: () => Promise<Standing | null>): void;
};

const ANSWER_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320];
const TOOL_SECONDS = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 300, 900];
const PHASE_SECONDS = [1, 5, 15, 30, 60, 120, 300, 600, 1200, 2700, 5400];

export function instrumentsOn(meter: Meter, clock: Clock): Instruments {
  const seconds = (name: string, description: string, explicitBucketBoundaries: number[]) =>
    meter.createHistogram(name, { unit: "s", description, advice: { explicitBucketBoundaries } });
  const tokens = (name: string, description: string) =>
    meter.createCounter(name, { unit: "{token}", description });
  const answers = seconds(GEN_AI_METRICS.duration, "Answers of models", ANSWER_SECONDS);
  const input = tokens(GEN_AI_METRICS.inputTokens, "Tokens that models read, those from a cache included");
  const output = tokens(GEN_AI_METRICS.outputTokens, "Tokens that models wrote");
  const cached = tokens(GEN_AI_METRICS.cacheReadTokens, "Tokens that models read from a cache");
  const cost = meter.createCounter("issuewright.cost.usd", {
    description: "Dollars, where a price is known",
  });
  const tools = seconds(GEN_AI_METRICS.toolDuration, "Calls of tools", TOOL_SECONDS);
  const phases = meter.createHistogram("issuewright.phase.seconds", {
    description: "Phases of runs",
    advice: { explicitBucketBoundaries: PHASE_SECONDS },
  });
  const runs = meter.createCounter("issuewright.runs", { description: "Runs that ended, by outcome" });
  const requests = meter.createCounter("issuewright.github.requests", { description: "Requests to GitHub" });
  const limit = meter.createGauge("issuewright.github.limit", {
    description: "Requests an hour that GitHub allows",
  });
  const left = meter.createGauge("issuewright.github.limit.remaining", {
    description: "Requests that GitHub still allows in this hour",
  });
  const sandboxes = meter.createUpDownCounter("issuewright.sandboxes", { description: "Open sandboxes" });
  const opened = meter.createCounter("issuewright.sandboxes.opened", { description: "Opened sandboxes" });

  const spent = (of: Attributes, { usage }: Extract<Found, { kind: "model" }>) => {
    input.add(usage.inputTokens, of);
    output.add(usage.outputTokens, of);
    cached.add(usage.cachedTokens, of);
    if (usage.usd !== null)
      cost.add(usage.usd, { [GEN_AI.agent]: of[GEN_AI.agent], [GEN_AI.model]: of[GEN_AI.model] });
  };
  const asked = ({ method, route }: Extract<Task, { kind: "github" }>, found: Found | null) => {
    const answer = found?.kind === "github" ? found : null;
    requests.add(1, { method, route, status: String(answer?.status ?? "none") });
    if (answer?.limits == null) return;
    const { installation, resource } = answer.limits;
    const of = { installation: installation === null ? "app" : String(installation), resource };
    limit.record(answer.limits.limit, of);
    left.record(answer.limits.remaining, of);
  };

  return {
    ended(task, { found, thrown, seconds: took }) {
      const error = thrown === null ? {} : { "error.type": thrown };
      if (task.kind === "model") answers.record(took, { ...modelIn(task), ...error });
      if (task.kind === "model" && found?.kind === "model") spent(modelIn(task), found);
      if (task.kind === "tool") tools.record(took, { ...toolIn(task), ...error });
      if (task.kind === "github") asked(task, found);
    },
    tell(happened) {
      if (happened.kind === "ended") runs.add(1, { outcome: happened.outcome.kind });
      if (happened.kind === "phase-ended")
        phases.record(happened.durationMs / 1000, { phase: happened.phase });
      if (happened.kind === "sandbox-opened") opened.add(1, { purpose: happened.purpose });
      if (happened.kind === "sandbox-opened") sandboxes.add(1, { purpose: happened.purpose });
      if (happened.kind === "sandbox-closed") sandboxes.add(-1, { purpose: happened.purpose });
    },
    watch: (standing) => gauges(meter, clock, standing),
  };
}

function gauges(meter: Meter, clock: Clock, standing: () => Promise<Standing | null>): void {
  const gauge = (name: string, description: string) => meter.createObservableGauge(name, { description });
  const jobs = gauge("issuewright.queue.jobs", "Jobs that wait, and runs at work");
  const oldest = gauge("issuewright.queue.oldest.seconds", "How long the oldest waiting job has waited");
  const deliveries = gauge("issuewright.deliveries.open", "Deliveries that are stored and not judged");
  const words = gauge("issuewright.words.owed", "Words that people are owed");
  const givenUp = gauge("issuewright.given_up", "Deliveries and words given up within a week");
  const workers = gauge("issuewright.workers", "Workers that live");
  const places = gauge("issuewright.places", "Runs that may be at work at once");
  meter.addBatchObservableCallback(
    async (result) => {
      const now = await standing();
      if (now === null) return;
      result.observe(jobs, now.waiting, { state: "waiting" });
      result.observe(jobs, now.running, { state: "running" });
      const since = now.oldestSinceMs;
      result.observe(oldest, since === null ? 0 : Math.max(0, clock.now() - since) / 1000);
      result.observe(deliveries, now.deliveries);
      result.observe(words, now.words);
      result.observe(givenUp, now.givenUp);
      result.observe(workers, now.workers);
      result.observe(places, now.places);
    },
    [jobs, oldest, deliveries, words, givenUp, workers, places],
  );
}
