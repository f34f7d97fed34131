import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createPowertoolsTelemetry } from "../../../shared/telemetry/powertools-telemetry.ts";
import { metricNamespace } from "../../../shared/telemetry/telemetry.ts";

interface EmbeddedMetrics {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
  readonly [name: string]: unknown;
}

describe("createPowertoolsTelemetry()", () => {
  let written: string[];
  beforeEach(() => {
    written = [];
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  const lines = (): readonly EmbeddedMetrics[] =>
    written
      .join("")
      .split("\n")
      .filter((line) => line.includes("_aws"))
      .map((line) => JSON.parse(line) as EmbeddedMetrics);

  it("writes counts and measures as one line with the function's name for dimension", () => {
    const telemetry = createPowertoolsTelemetry("deliver-alerts");
    telemetry.count("AlertsSent");
    telemetry.count("AlertsSent", 2);
    telemetry.measure("OldestPendingAge", 61.5);
    telemetry.flush();
    telemetry.flush();

    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toMatchObject({
      service: "deliver-alerts",
      AlertsSent: [1, 2],
      OldestPendingAge: 61.5,
      _aws: {
        CloudWatchMetrics: [
          {
            Namespace: metricNamespace,
            Dimensions: [["service"]],
            Metrics: [
              { Name: "AlertsSent", Unit: "Count" },
              { Name: "OldestPendingAge", Unit: "Seconds" },
            ],
          },
        ],
      },
    });
  });

  it("writes one line a policy type, so that the others keep their dimensions", () => {
    const telemetry = createPowertoolsTelemetry("alert-on-denial");
    telemetry.count("DenialsSeen", 3);
    telemetry.countPolicyType("session", 1);
    telemetry.countPolicyType("session", 1);
    telemetry.countPolicyType("unknown", 1);
    telemetry.flush();

    const [all, ...byPolicyType] = lines();
    expect(all?._aws.CloudWatchMetrics[0]?.Dimensions).toEqual([["service"]]);
    expect(byPolicyType).toMatchObject([
      { service: "alert-on-denial", policyType: "session", DenialsByPolicyType: 2 },
      { service: "alert-on-denial", policyType: "unknown", DenialsByPolicyType: 1 },
    ]);
    for (const line of byPolicyType) {
      expect(line._aws.CloudWatchMetrics[0]?.Dimensions).toEqual([["service", "policyType"]]);
    }
  });
});
