import { describe, expect, it } from "vitest";
import { environmentNames } from "../../shared/config/environment-names.ts";
import { defaultCountSettings } from "../../shared/history/count-settings.ts";
import { synthesiseHub } from "../support/synthesise-hub.ts";

const hub = synthesiseHub();
const functionNames = ["AlertOnDenial", "DeliverAlerts"] as const;

describe.each(functionNames)("the function %s", (name) => {
  const lambda = hub.properties("AWS::Lambda::Function", name);

  it("runs on the runtime that the bundle is built and tested for", () => {
    expect(lambda).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: "handler.handler",
    });
  });

  it("ends before the lease on an alert does, so that nobody tells what it still may tell", () => {
    const milliseconds = Number(lambda["Timeout"]) * 1000;
    expect(milliseconds).toBeGreaterThan(0);
    expect(milliseconds).toBeLessThan(defaultCountSettings.leaseMilliseconds);
  });

  it("is told names and ARNs, and no secret", () => {
    const { Variables } = lambda["Environment"] as { Variables: Record<string, unknown> };
    expect(Object.keys(Variables).sort()).toEqual(
      [
        environmentNames.tableName,
        environmentNames.webhookParameterName,
        environmentNames.ownRoleArns,
      ].sort(),
    );
    expect(Variables[environmentNames.webhookParameterName]).toBe("/denywatch/slack-webhook");
  });

  it("logs JSON, of a level that lets metrics through, and not for ever", () => {
    expect(lambda["LoggingConfig"]).toMatchObject({
      LogFormat: "JSON",
      ApplicationLogLevel: "INFO",
    });
    expect(hub.properties("AWS::Logs::LogGroup", name)["RetentionInDays"]).toBe(90);
  });

  it("is started by its own rule only", () => {
    const permissions = hub.ofType("AWS::Lambda::Permission").filter(([id]) => id.startsWith(name));
    const rule = name === "AlertOnDenial" ? "Denials" : "Delivery";
    expect(permissions.map(([, { Properties }]) => Properties)).toEqual([
      expect.objectContaining({
        Principal: "events.amazonaws.com",
        SourceArn: { "Fn::GetAtt": [expect.stringMatching(`^${rule}`), "Arn"] },
      }),
    ]);
  });
});

describe("what a function may do", () => {
  const granted = (start: string): Readonly<Record<string, string | readonly string[]>> =>
    Object.fromEntries(hub.statements(start).map(({ Sid, Action }) => [Sid ?? "", Action]));

  it("is exactly what each needs", () => {
    expect(granted("AlertOnDenial")).toEqual({
      WriteLog: ["logs:CreateLogStream", "logs:PutLogEvents"],
      UseTable: [
        "dynamodb:BatchGetItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "dynamodb:UpdateItem",
      ],
      QueryIndexes: "dynamodb:Query",
      ReadWebhook: "ssm:GetParameter",
      KeepFailedEvents: "sqs:SendMessage",
    });
    expect(granted("DeliverAlerts")).toEqual({
      WriteLog: ["logs:CreateLogStream", "logs:PutLogEvents"],
      UseTable: [
        "dynamodb:BatchGetItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
      ],
      QueryIndexes: "dynamodb:Query",
      ReadWebhook: "ssm:GetParameter",
    });
  });

  it("is on named resources, with no wildcard in an action or a resource", () => {
    for (const statement of functionNames.flatMap((name) => hub.statements(name))) {
      expect(statement.Effect).toBe("Allow");
      expect(JSON.stringify([statement.Action, statement.Resource])).not.toContain("*");
    }
  });

  it("comes from no policy that is attached beside its role's own", () => {
    expect(hub.ofType("AWS::IAM::Policy")).toEqual([]);
    expect(hub.ofType("AWS::IAM::ManagedPolicy")).toEqual([]);
    for (const [, { Properties }] of hub.ofType("AWS::IAM::Role")) {
      expect(Properties["ManagedPolicyArns"]).toBeUndefined();
    }
  });

  it("reads one parameter, in whatever partition the stack is in", () => {
    const read = hub.statements("AlertOnDenial").find(({ Sid }) => Sid === "ReadWebhook");
    expect(read?.Resource).toEqual({
      "Fn::Join": [
        "",
        [
          "arn:",
          { Ref: "AWS::Partition" },
          ":ssm:",
          { Ref: "AWS::Region" },
          ":",
          { Ref: "AWS::AccountId" },
          ":parameter/denywatch/slack-webhook",
        ],
      ],
    });
  });

  it("needs no KMS permission for the account's own key, and a narrow one for a customer's", () => {
    expect(JSON.stringify(hub.template)).not.toContain("kms:");
    const webhookKeyArn = "arn:aws:kms:eu-west-1:444455556666:key/2b7c";
    const decrypt = synthesiseHub({ webhookKeyArn })
      .statements("DeliverAlerts")
      .find(({ Sid }) => Sid === "DecryptWebhook");
    expect(decrypt).toMatchObject({
      Action: "kms:Decrypt",
      Resource: webhookKeyArn,
      Condition: {
        StringEquals: {
          "kms:ViaService": expect.anything() as unknown,
          "kms:EncryptionContext:PARAMETER_ARN": expect.anything() as unknown,
        },
      },
    });
  });
});
