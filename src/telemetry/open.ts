// Telemetry as the operator wants it. Nothing of OpenTelemetry is loaded where it is off.
import type { Log } from "../log.ts";
import { noTelemetry, type Telemetry } from "./telemetry.ts";

export type TelemetryConfig = {
  /** Of the collector, without a path. */
  collector: string;
  /** Where metrics are served; port 0: any free one. */
  metrics: { host: string; port: number };
  /** Whether prompts, replies, arguments and results are told. */
  content: boolean;
};

/** `config` null: it is off. */
export async function openTelemetry(config: TelemetryConfig | null, log: Log): Promise<Telemetry> {
  if (config === null) return noTelemetry;
  const { startOtel } = await import("./otel/otel.ts");
  return startOtel(config, log);
}
