// Telemetry as the operator wants it. Nothing of OpenTelemetry is loaded where it is off.
import type { Log } from "../log.ts";
import { noTelemetry, type Telemetry, type TelemetryConfig } from "./telemetry.ts";

/** `config` null: it is off. */
export async function openTelemetry(config: TelemetryConfig | null, log: Log): Promise<Telemetry> {
  if (config === null) return noTelemetry;
  const { startOtel } = await import("./otel/otel.ts");
  return startOtel(config, log);
}
