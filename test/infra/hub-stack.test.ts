import { describe, expect, it } from "vitest";
import type { HubConfig } from "../../infra/hub-config.ts";
import { synthesiseHub } from "../support/synthesise-hub.ts";

const hub = synthesiseHub();

describe("failures", () => {
  it("of alert-on-denial are tried twice again, for up to six hours, and then kept", () => {
    const queueId = hub.id("AWS::SQS::Queue", "Failed");
    expect(hub.properties("AWS::Lambda::EventInvokeConfig", "AlertOnDenial")).toMatchObject({
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 21_600,
      DestinationConfig: { OnFailure: { Destination: { "Fn::GetAtt": [queueId, "Arn"] } } },
    });
  });

  it("of deliver-alerts wait for the next minute: the alerts are still pending", () => {
    expect(hub.properties("AWS::Lambda::EventInvokeConfig", "DeliverAlerts")).toMatchObject({
      MaximumRetryAttempts: 0,
    });
    expect(hub.properties("AWS::Events::Rule", "Delivery")).toMatchObject({
      ScheduleExpression: "rate(1 minute)",
      State: "ENABLED",
    });
  });

  it("are kept for 14 days, encrypted, and reached over TLS only", () => {
    const queues = hub.ofType("AWS::SQS::Queue");
    expect(queues).toHaveLength(2);
    for (const [id, { Properties }] of queues) {
      expect(Properties).toMatchObject({
        MessageRetentionPeriod: 14 * 86_400,
        SqsManagedSseEnabled: true,
      });
      const policy = hub
        .ofType("AWS::SQS::QueuePolicy")
        .find(([, resource]) => JSON.stringify(resource.Properties["Queues"]).includes(id))?.[1];
      expect(JSON.stringify(policy)).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
    }
  });
});

describe("the stack", () => {
  it("is protected from deletion", () => {
    expect(hub.stack.terminationProtection).toBe(true);
  });

  it("reserves concurrency only where config says so, since a new account has little to give", () => {
    const reserved = (config: Partial<HubConfig>): unknown =>
      synthesiseHub(config).properties("AWS::Lambda::Function", "AlertOnDenial")[
        "ReservedConcurrentExecutions"
      ];
    expect(reserved({})).toBeUndefined();
    expect(reserved({ reservedConcurrency: 20 })).toBe(20);
  });

  it("names no partition, Region or account: the same template works in all of them", () => {
    expect(JSON.stringify(hub.template)).not.toMatch(/arn:aws|amazonaws\.com\.cn|\d{12}/);
  });

  it("holds nothing that looks like a secret", () => {
    expect(JSON.stringify(hub.template)).not.toMatch(
      /hooks\.slack|https?:\/\/|AKIA[A-Z0-9]{16}|NoEcho/,
    );
  });

  it("tells where things are, and describes what it made", () => {
    expect(Object.keys(hub.template.Outputs)).toEqual(
      expect.arrayContaining(["TableName", "FunctionName", "RuleName"]),
    );
    for (const [id, { Type, Properties }] of Object.entries(hub.template.Resources)) {
      if (!/^AWS::(Lambda::Function|Events::Rule|IAM::Role)$/.test(Type)) continue;
      expect(Properties["Description"], id).toMatch(/\w{3,}/);
    }
  });
});
