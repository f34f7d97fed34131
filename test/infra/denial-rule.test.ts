import { describe, expect, it } from "vitest";
import { compileEventPattern } from "../../shared/cloudtrail/event-pattern.ts";
import { type Statement, synthesiseHub } from "../support/synthesise-hub.ts";

const hub = synthesiseHub();
const functionNames = ["AlertOnDenial", "DeliverAlerts"] as const;

describe("the rule", () => {
  const rule = hub.properties("AWS::Events::Rule", "Denials");
  const roleArns = functionNames.map(
    (name) => `arn:aws:iam::444455556666:role/Denywatch-${name}Role`,
  );
  const pattern = JSON.parse(
    functionNames.reduce((text, name, n) => {
      const id = hub
        .ofType("AWS::IAM::Role")
        .find(([logicalId]) => logicalId.startsWith(name))?.[0];
      return text.replaceAll(
        JSON.stringify({ "Fn::GetAtt": [id, "Arn"] }),
        JSON.stringify(roleArns[n]),
      );
    }, JSON.stringify(rule["EventPattern"])),
  ) as unknown;

  const denied = (userIdentity: unknown) => ({
    version: "0",
    "detail-type": "AWS API Call via CloudTrail",
    source: "aws.dynamodb",
    account: "444455556666",
    detail: {
      eventSource: "dynamodb.amazonaws.com",
      eventName: "UpdateItem",
      errorCode: "AccessDenied",
      errorMessage: "User: x is not authorized to perform: dynamodb:UpdateItem",
      userIdentity,
    },
  });
  const matches = (userIdentity: unknown): boolean => {
    const compiled = compileEventPattern(pattern);
    if (compiled.kind === "invalid") throw new Error(compiled.reason);
    return compiled.matches(denied(userIdentity));
  };
  const roleSession = (arn: string | undefined) => ({
    type: "AssumedRole",
    sessionContext: { sessionIssuer: { type: "Role", arn } },
  });

  it("is on the default bus, where CloudTrail's events are", () => {
    expect(rule["EventBusName"]).toBeUndefined();
  });

  it("gets read-only calls too, which no other state does", () => {
    expect(rule["State"]).toBe("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
  });

  it.each(roleArns)("never starts the pipeline with a denial of its own: %s", (arn) => {
    expect(matches(roleSession(arn))).toBe(false);
  });

  it.each([
    ["another role", roleSession("arn:aws:iam::444455556666:role/Deploy")],
    ["a user, who has no session issuer", { type: "IAMUser", userName: "alice" }],
    ["a service", { type: "AWSService", invokedBy: "config.amazonaws.com" }],
  ])("catches a denial of %s", (_title, userIdentity) => {
    expect(matches(userIdentity)).toBe(true);
  });

  it("fits, with role ARNs as long as IAM allows, under EventBridge's 2,048 characters", () => {
    const longest = JSON.stringify(pattern).replaceAll(
      /arn:aws:iam::444455556666:role\/[^"]*/g,
      `arn:aws-us-gov:iam::444455556666:role/${"R".repeat(64)}`,
    );
    expect(longest.length).toBeLessThanOrEqual(2048);
  });

  it("loses no event at its hop: a day of tries, then a queue that only it may write to", () => {
    const queueId = hub.id("AWS::SQS::Queue", "Undel");
    expect(rule["Targets"]).toMatchObject([
      {
        DeadLetterConfig: { Arn: { "Fn::GetAtt": [queueId, "Arn"] } },
        RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
      },
    ]);
    const ruleId = hub.id("AWS::Events::Rule", "Denials");
    const policy = hub.properties("AWS::SQS::QueuePolicy", "Undelivered")["PolicyDocument"];
    expect((policy as { Statement: readonly Statement[] }).Statement).toContainEqual(
      expect.objectContaining({
        Effect: "Allow",
        Action: "sqs:SendMessage",
        Principal: { Service: "events.amazonaws.com" },
        Condition: { ArnEquals: { "aws:SourceArn": { "Fn::GetAtt": [ruleId, "Arn"] } } },
      }),
    );
  });
});
