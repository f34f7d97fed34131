import type { LogFields, Telemetry } from "../shared/telemetry/telemetry.ts";

/** The functions' log as lines for a terminal. Metrics are not kept: the history has the numbers. */
export function createLocalTelemetry(log: (line: string) => void): Telemetry {
  const write = (message: string, fields: LogFields = {}): void => {
    const shown = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
    log([message, ...shown].join(" "));
  };
  return {
    info: () => undefined,
    warn: write,
    error: write,
    count: () => undefined,
    countPolicyType: () => undefined,
    measure: () => undefined,
    flush: () => undefined,
  };
}
