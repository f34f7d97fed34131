import { describe, expect, it } from "vitest";
import { compileEventPattern } from "../../shared/cloudtrail/event-pattern.ts";
import { parseConfig } from "../../shared/config/parse-config.ts";
import { environmentNames } from "../../shared/config/environment-names.ts";
import { defaultCountSettings } from "../../shared/history/count-settings.ts";
import { historyTable } from "../../shared/history/table-definition.ts";
import { deployments } from "../support/deployments.ts";
import { buildEvent, buildRecord } from "../support/events.ts";
import { synthesiseHub } from "../support/synthesise.ts";

const hub = await synthesiseHub("bare");
const queued = await synthesiseHub("queued");
const quiet = await synthesiseHub("quiet");
const { kmsKeyArn: keyArn, webhookKmsKeyArn } = parseConfig(deployments.queued).deploy;
const functions = ["AlertOnDenial", "DeliverAlerts", "PushConfig"] as const;
const get = (id: string): unknown => ({ "Fn::GetAtt": [id, "Arn"] });

describe("what holds data", () => {
  it("keeps its logical IDs: another one would replace it, and lose what is in it", () => {
    const ids = (type: string) => queued.ofType(type).map(([id]) => id);
    expect(ids("AWS::DynamoDB::GlobalTable")).toEqual(["HistoryTable"]);
    expect(ids("AWS::SQS::Queue").sort()).toEqual([
      "FailedEvents",
      "IncomingEvents",
      "OwnDenials",
      "UndeliveredEvents",
    ]);
    // Subscriptions that people confirmed, and what alarms still have to say.
    expect(ids("AWS::SNS::Topic")).toEqual(["AlarmTopic"]);
    expect(ids("AWS::SNS::Subscription")).toEqual(["AlarmEmail1"]);
    expect(ids("AWS::Logs::LogGroup").sort()).toEqual(functions.map((name) => `${name}Log`).sort());
  });

  it("in the table outlives the stack, and cannot be deleted by mistake", () => {
    expect(hub.template.Resources["HistoryTable"]).toMatchObject({
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: { Replicas: [{ DeletionProtectionEnabled: true }] },
    });
    expect(hub.terminationProtection).toBe(true);
  });

  it("in the table can be restored to any second, costs nothing idle, and is forgotten in time", () => {
    expect(hub.properties("HistoryTable")).toMatchObject({
      BillingMode: "PAY_PER_REQUEST",
      Replicas: [{ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
      TimeToLiveSpecification: { AttributeName: historyTable.timeToLiveAttribute, Enabled: true },
    });
  });

  it("has the very keys and indexes that the code reads and writes, indexes with keys only", () => {
    const keys = (partition: string, sort: string) => [
      { AttributeName: partition, KeyType: "HASH" },
      { AttributeName: sort, KeyType: "RANGE" },
    ];
    const table = hub.properties("HistoryTable");
    expect(table["KeySchema"]).toEqual(
      keys(historyTable.partitionKey.name, historyTable.sortKey.name),
    );
    expect(table["GlobalSecondaryIndexes"]).toEqual(
      historyTable.indexes.map(({ name, partitionKey, sortKey }) => ({
        IndexName: name,
        KeySchema: keys(partitionKey.name, sortKey.name),
        Projection: { ProjectionType: "KEYS_ONLY" },
      })),
    );
  });

  it("is encrypted, with the customer's key where there is one", () => {
    for (const [, { Properties }] of hub.ofType("AWS::SQS::Queue")) {
      expect(Properties["SqsManagedSseEnabled"]).toBe(true);
    }
    expect(hub.properties("AlarmTopic")["KmsMasterKeyId"]).toEqual(get("AlarmKey"));
    for (const [, { Properties }] of queued.ofType("AWS::SQS::Queue")) {
      expect(Properties["KmsMasterKeyId"]).toBe(keyArn);
    }
    expect(queued.properties("AlarmTopic")["KmsMasterKeyId"]).toBe(keyArn);
    expect(queued.properties("HistoryTable")["Replicas"]).toMatchObject([
      { SSESpecification: { KMSMasterKeyId: keyArn } },
    ]);
    for (const [, { Properties }] of queued.ofType("AWS::Logs::LogGroup")) {
      expect(Properties["KmsKeyId"]).toBe(keyArn);
    }
    expect(queued.ofType("AWS::KMS::Key")).toEqual([]);
  });

  it("is reached over TLS only, and queues by their own rules only", () => {
    for (const stack of [hub, queued]) {
      for (const [id] of [...stack.ofType("AWS::SQS::Queue"), ...stack.ofType("AWS::SNS::Topic")]) {
        expect(JSON.stringify(stack.statements(id)), id).toContain(
          '{"Bool":{"aws:SecureTransport":"false"}}',
        );
      }
      for (const [id] of stack.ofType("AWS::SQS::Queue")) {
        for (const statement of stack.statements(id).filter(({ Effect }) => Effect === "Allow")) {
          expect(statement).toMatchObject({
            Action: "sqs:SendMessage",
            Principal: { Service: "events.amazonaws.com" },
            Condition: { ArnEquals: { "aws:SourceArn": expect.anything() as unknown } },
          });
        }
      }
    }
  });
});

describe("the rules", () => {
  const roles = ["AlertOnDenialRole", "DeliverAlertsRole"];
  const arnOf = (role: string): string => `arn:aws:iam::444455556666:role/Denywatch-${role}`;
  const matcherOf = (rule: string): ((roleArn: string) => boolean) => {
    const text = roles.reduce(
      (pattern, role) => pattern.replaceAll(JSON.stringify(get(role)), JSON.stringify(arnOf(role))),
      JSON.stringify(hub.properties(rule)["EventPattern"]),
    );
    const compiled = compileEventPattern(JSON.parse(text));
    if (compiled.kind === "invalid") throw new Error(compiled.reason);
    return (roleArn) => {
      const sessionContext = { sessionIssuer: { type: "Role", arn: roleArn } };
      const userIdentity = { type: "AssumedRole", sessionContext };
      return compiled.matches(buildEvent(buildRecord({ userIdentity })));
    };
  };

  it.each(roles)("bring denials of everybody to the pipeline but those of its own %s", (role) => {
    expect(matcherOf("Denials")(arnOf(role))).toBe(false);
    expect(matcherOf("Denials")("arn:aws:iam::444455556666:role/Deploy")).toBe(true);
  });

  it.each(roles)(
    "bring denials of its own %s, and of nobody else, to a queue of theirs",
    (role) => {
      expect(matcherOf("OwnDenialsRule")(arnOf(role))).toBe(true);
      expect(matcherOf("OwnDenialsRule")("arn:aws:iam::444455556666:role/Deploy")).toBe(false);
      expect(hub.properties("OwnDenialsRule")["Targets"]).toMatchObject([
        { Arn: get("OwnDenials") },
      ]);
    },
  );

  it("are on the default bus, where CloudTrail's events are", () => {
    for (const [id, { Properties }] of hub.ofType("AWS::Events::Rule")) {
      expect(Properties["EventBusName"], id).toBeUndefined();
    }
  });

  it("get read-only calls too, which one state alone does, unless the config says otherwise", () => {
    for (const id of ["Denials", "OwnDenialsRule"]) {
      expect(hub.properties(id)["State"]).toBe("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
      expect(quiet.properties(id)["State"]).toBe("ENABLED");
    }
  });

  it("fit, with role ARNs as long as IAM allows, under EventBridge's 2,048 characters", () => {
    for (const id of ["Denials", "OwnDenialsRule"]) {
      const longest = JSON.stringify(hub.properties(id)["EventPattern"]).replaceAll(
        /\{"Fn::GetAtt":\["\w+","Arn"\]\}/g,
        JSON.stringify(`arn:aws-us-gov:iam::444455556666:role/${"R".repeat(64)}`),
      );
      expect(longest.length, id).toBeLessThanOrEqual(2048);
    }
  });

  it("lose no event at their hop: a day of tries, then a queue", () => {
    for (const id of ["Denials", "OwnDenialsRule"]) {
      expect(hub.properties(id)["Targets"]).toMatchObject([
        {
          DeadLetterConfig: { Arn: get("UndeliveredEvents") },
          RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
        },
      ]);
    }
    expect(JSON.stringify(hub.statements("UndeliveredEvents"))).toContain(
      JSON.stringify([get("Denials"), get("OwnDenialsRule")]),
    );
  });
});

describe("ingest", () => {
  it("direct: tries thrice, for up to six hours, and keeps what failed for 14 days", () => {
    expect(hub.properties("Denials")["Targets"]).toMatchObject([{ Arn: get("AlertOnDenial") }]);
    const [[, invoke] = [undefined, undefined]] = hub
      .ofType("AWS::Lambda::EventInvokeConfig")
      .filter(([id]) => id.startsWith("AlertOnDenial"));
    expect(invoke?.Properties).toMatchObject({
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 21_600,
      DestinationConfig: { OnFailure: { Destination: get("FailedEvents") } },
    });
    expect(hub.properties("FailedEvents")["MessageRetentionPeriod"]).toBe(14 * 86_400);
    expect(hub.ofType("AWS::Lambda::EventSourceMapping")).toEqual([]);
  });

  it("queued: takes batches, gives back single messages, and keeps what failed five times", () => {
    expect(queued.properties("Denials")["Targets"]).toMatchObject([{ Arn: get("IncomingEvents") }]);
    expect(queued.properties("TakeBatches")).toMatchObject({
      EventSourceArn: get("IncomingEvents"),
      BatchSize: 200,
      MaximumBatchingWindowInSeconds: 7,
      ScalingConfig: { MaximumConcurrency: 3 },
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    });
    expect(queued.properties("IncomingEvents")).toMatchObject({
      MessageRetentionPeriod: 14 * 86_400,
      RedrivePolicy: { deadLetterTargetArn: get("FailedEvents"), maxReceiveCount: 5 },
    });
    const timeout = Number(queued.properties("AlertOnDenial")["Timeout"]);
    expect(queued.properties("IncomingEvents")["VisibilityTimeout"]).toBe(6 * timeout);
    // "start-message-move-task" takes nothing from a queue that may be nobody's dead-letter queue.
    expect(queued.properties("FailedEvents")["RedriveAllowPolicy"]).toBeUndefined();
  });

  it("nobody but the rules and the schedule may start a function", () => {
    const started = (stack: typeof hub) =>
      stack.ofType("AWS::Lambda::Permission").map(([, { Properties }]) => Properties);
    const from = (rule: string, name: string) =>
      expect.objectContaining({
        Principal: "events.amazonaws.com",
        SourceArn: get(rule),
        FunctionName: get(name),
      }) as unknown;
    expect(started(hub)).toEqual([
      from("Denials", "AlertOnDenial"),
      from("EveryMinute", "DeliverAlerts"),
    ]);
    expect(started(queued)).toEqual([from("EveryMinute", "DeliverAlerts")]);
  });
});

describe.each(functions)("the function %s", (name) => {
  const lambda = hub.properties(name);

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
    const known = Object.values(environmentNames) as readonly string[];
    expect(Object.keys(Variables).filter((variable) => !known.includes(variable))).toEqual([]);
    expect(Variables[environmentNames.tableName]).toEqual({ Ref: "HistoryTable" });
  });

  it("logs JSON, of a level that lets metrics through, and not for ever", () => {
    expect(lambda["LoggingConfig"]).toMatchObject({
      LogFormat: "JSON",
      ApplicationLogLevel: "INFO",
    });
    expect(hub.properties(`${name}Log`)["RetentionInDays"]).toBe(90);
    expect(queued.properties(`${name}Log`)["RetentionInDays"]).toBe(365);
  });

  it("may act on named resources only, with no wildcard, by its own role's one policy", () => {
    for (const stack of [hub, queued]) {
      for (const statement of stack.statements(`${name}Role`)) {
        expect(statement.Effect).toBe("Allow");
        expect(JSON.stringify([statement.Action, statement.Resource])).not.toContain("*");
      }
      expect(stack.properties(`${name}Role`)["ManagedPolicyArns"]).toBeUndefined();
      expect(stack.properties(name)["Role"]).toEqual(get(`${name}Role`));
      expect(stack.ofType("AWS::IAM::Policy")).toEqual([]);
    }
  });
});

describe("what a function may do", () => {
  const granted = (stack: typeof hub, role: string) =>
    Object.fromEntries(stack.statements(role).map(({ Sid, Action }) => [Sid ?? "", Action]));
  const writeLog = ["logs:CreateLogStream", "logs:PutLogEvents"];
  const useTable = ["BatchGetItem", "GetItem", "PutItem", "Query", "UpdateItem"].map(
    (operation) => `dynamodb:${operation}`,
  );
  const useKey = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"];
  const tell = {
    WriteLog: writeLog,
    UseTable: useTable,
    QueryIndexes: "dynamodb:Query",
    ReadWebhooks: "ssm:GetParameter",
    TellOthers: "events:PutEvents",
  };

  it("is exactly what each needs", () => {
    expect(granted(hub, "AlertOnDenialRole")).toEqual({
      ...tell,
      KeepFailedEvents: "sqs:SendMessage",
    });
    expect(granted(hub, "DeliverAlertsRole")).toEqual(tell);
    expect(granted(hub, "PushConfigRole")).toEqual({
      WriteLog: writeLog,
      WriteConfig: ["dynamodb:GetItem", "dynamodb:PutItem"],
    });
    expect(granted(queued, "AlertOnDenialRole")).toEqual({
      ...tell,
      TakeEvents: ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
      DecryptWebhooks: "kms:Decrypt",
      UseKey: useKey,
    });
  });

  it("to the table at a deployment is to write the config, and nothing of the history", () => {
    expect(hub.statements("PushConfigRole")).toContainEqual(
      expect.objectContaining({
        Condition: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["C"] } },
      }),
    );
  });

  it("is to read the webhooks that the config names, and to use their key for them only", () => {
    const read = queued.statements("DeliverAlertsRole").find(({ Sid }) => Sid === "ReadWebhooks");
    const parameters = JSON.stringify(read?.Resource);
    expect(parameters).toContain(":parameter/denywatch/slack-webhook");
    expect(parameters).toContain(":parameter/team/security-webhook");
    expect(read?.Resource).toHaveLength(2);
    expect(queued.statements("DeliverAlertsRole")).toContainEqual(
      expect.objectContaining({
        Sid: "DecryptWebhooks",
        Resource: webhookKmsKeyArn,
        Condition: {
          StringEquals: {
            "kms:ViaService": { "Fn::Join": ["", ["ssm.eu-west-1.", { Ref: "AWS::URLSuffix" }]] },
            "kms:EncryptionContext:PARAMETER_ARN": expect.arrayContaining(
              read?.Resource as unknown[],
            ) as unknown,
          },
        },
      }),
    );
    expect(JSON.stringify(hub.statements("DeliverAlertsRole"))).not.toContain("kms:");
  });

  it("is to put its own events, with its own source, on the bus that the config names", () => {
    const put = queued.statements("AlertOnDenialRole").find(({ Sid }) => Sid === "TellOthers");
    expect(JSON.stringify(put?.Resource)).toContain("event-bus/platform");
    expect(put?.Condition).toEqual({ StringEquals: { "events:source": "denywatch" } });
    expect(JSON.stringify(quiet.template)).not.toContain("events:PutEvents");
  });
});

describe("the config", () => {
  it("goes into the table with the stack, as it was written", () => {
    for (const [name, stack] of Object.entries({ bare: hub, queued, quiet })) {
      expect(stack.properties("DeployedConfig")).toMatchObject({
        ServiceToken: get("PushConfig"),
        Config: JSON.stringify(deployments[name as keyof typeof deployments]),
      });
    }
  });

  it("comes after the code that reads it, and before whatever starts that code", () => {
    for (const { template } of [hub, queued, quiet]) {
      const { DeployedConfig, ...others } = template.Resources;
      expect(DeployedConfig?.DependsOn).toEqual(
        expect.arrayContaining(["AlertOnDenial", "DeliverAlerts"]),
      );
      const starts = ["EveryMinute", "Denials", "ForwardedDenials"].filter((id) => id in others);
      expect(starts.length).toBeGreaterThan(1);
      for (const id of starts) expect(others[id]?.DependsOn).toContain("DeployedConfig");
    }
  });

  it("reserves concurrency only where it says so, since a new account has little to give", () => {
    expect(hub.properties("AlertOnDenial")["ReservedConcurrentExecutions"]).toBeUndefined();
    expect(queued.properties("AlertOnDenial")["ReservedConcurrentExecutions"]).toBe(20);
  });
});

describe("the template", () => {
  it("without a home Region names no partition, Region or account: it works in all of them", () => {
    expect(JSON.stringify(hub.template)).not.toMatch(/arn:aws|amazonaws\.com\.cn|\d{12}/);
  });

  it("holds nothing that looks like a secret", () => {
    for (const { template } of [hub, queued]) {
      expect(JSON.stringify(template)).not.toMatch(/hooks\.slack|AKIA[A-Z0-9]{16}|NoEcho/);
    }
  });

  it("opens nothing to the world: no URL of a function, no API, and nobody's principal but TLS's", () => {
    const types = Object.values(queued.template.Resources).map(({ Type }) => Type);
    expect(types.filter((type) => /ApiGateway|Lambda::Url|EC2|LoadBalancing/.test(type))).toEqual(
      [],
    );
    for (const { template } of [hub, queued]) {
      for (const { Properties } of Object.values(template.Resources)) {
        const policy = (Properties["PolicyDocument"] ?? null) as {
          readonly Statement: readonly { readonly Effect: string; readonly Principal?: unknown }[];
        } | null;
        for (const { Effect, Principal } of policy?.Statement ?? []) {
          if (JSON.stringify(Principal ?? "").includes('"*"')) expect(Effect).toBe("Deny");
        }
      }
    }
  });

  it("tells where things are, and describes what it made", () => {
    expect(Object.keys(hub.template.Outputs)).toEqual([
      ...["TableName", "FunctionName", "DeliveryFunctionName"],
      ...["FunctionLog", "DeliveryFunctionLog", "PushConfigLog", "RuleName"],
      ...["UndeliveredEventsUrl", "FailedEventsUrl", "OwnDenialsUrl"],
      ...["AlarmTopicArn", "DashboardName"],
    ]);
    expect(Object.keys(queued.template.Outputs)).toContain("IncomingEventsUrl");
    for (const [id, { Type, Properties }] of Object.entries(hub.template.Resources)) {
      if (!/^AWS::(Lambda::Function|Events::Rule|IAM::Role|KMS::Key)$/.test(Type)) continue;
      expect(Properties["Description"], id).toMatch(/\w{3,}/);
    }
  });
});
