import {
  buildDenialEventPattern,
  buildOwnDenialEventPattern,
} from "../../shared/cloudtrail/denial-event-pattern.ts";
import { compileEventPattern } from "../../shared/cloudtrail/event-pattern.ts";
import { historyTable } from "../../shared/history/table-definition.ts";
import type { AwsAnswer } from "./aws-answer.ts";
import type { AwsRequest, AwsService } from "./aws-server.ts";
import { cloudTrailService } from "./cloudtrail-service.ts";

/** What a deployment's config has beside the defaults; that decides what is deployed. */
export interface DeploymentShape {
  readonly config: object | null;
  /** By stack: physical by logical id. */
  readonly stacks: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The StackSet's instances: account and Region. */
  readonly instances: readonly (readonly [string, string])[];
  readonly accounts: readonly string[];
}

const hub = "456789012345";
const management = "567890123456";
const member = "678901234567";
const roles = [`arn:aws:iam::${hub}:role/alert`, `arn:aws:iam::${hub}:role/deliver`];
const queueUrl = (name: string, region = "eu-west-1") =>
  `https://sqs.${region}.amazonaws.com/${hub}/${name}`;
const hubStack = {
  HistoryTable: "denywatch-table",
  AlertOnDenial: "alert",
  DeliverAlerts: "deliver",
  Denials: "denials-rule",
  OwnDenialsRule: "own-rule",
  OwnDenials: queueUrl("own"),
  UndeliveredEvents: queueUrl("undelivered"),
  FailedEvents: queueUrl("failed"),
};

/** One account and Region, nothing configured. */
export const singleShape: DeploymentShape = {
  config: null,
  stacks: { Denywatch: hubStack },
  instances: [],
  accounts: [],
};

/** An organization in two Regions, its denials through a queue, and a second webhook. */
export const organizationShape: DeploymentShape = {
  config: {
    webhooks: {
      default: { parameterName: "/denywatch/slack-webhook" },
      data: { parameterName: "/denywatch/data-webhook" },
    },
    routes: [{ webhooks: ["data", "default"], when: { services: ["s3"] } }],
    deploy: {
      account: hub,
      homeRegion: "eu-west-1",
      organization: { id: "o-orchard1234", units: ["r-ab12"], managementAccount: management },
      ingest: { mode: "queued" },
    },
  },
  stacks: {
    Denywatch: {
      ...hubStack,
      ForwardedDenials: "denywatch|forwarded-rule",
      HubBus: "denywatch",
      IncomingEvents: queueUrl("incoming"),
      TakeBatches: "0c4f2a9e-1111-4222-8333-444455556666",
      Members: "Denywatch-Members:7d1f6c1a-aaaa-4bbb-8ccc-ddddeeeeffff",
    },
    "Denywatch-us-east-1": {
      ForwardDenials: "forward-rule",
      UndeliveredEvents: queueUrl("undelivered", "us-east-1"),
    },
  },
  instances: [hub, member].flatMap((account) => [
    [account, "eu-west-1"] as const,
    [account, "us-east-1"] as const,
  ]),
  accounts: [hub, management, member],
};

const json = (body: unknown): AwsAnswer => ({ kind: "json", body });

/** Every service that a doctor asks, where all is well with a deployment of this shape. */
export function healthyDeployment(shape: DeploymentShape): Readonly<Record<string, AwsService>> {
  const isQueued = "IncomingEvents" in (shape.stacks["Denywatch"] ?? {});
  const alerter = isQueued
    ? `arn:aws:sqs:eu-west-1:${hub}:incoming`
    : `arn:aws:lambda:eu-west-1:${hub}:function:alert`;
  const targets: Readonly<Record<string, string>> = {
    "own-rule": `arn:aws:sqs:eu-west-1:${hub}:own`,
    "forward-rule": `arn:aws:events:eu-west-1:${hub}:event-bus/denywatch`,
  };
  const answers: Readonly<Record<string, (request: AwsRequest) => unknown>> = {
    DescribeRule: ({ input: { Name } }) => ({
      Name,
      Arn: `arn:aws:events:eu-west-1:${hub}:rule/${String(Name)}`,
      State: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
      EventPattern: JSON.stringify(
        Name === "own-rule"
          ? buildOwnDenialEventPattern(roles)
          : buildDenialEventPattern({ ownRoleArns: roles }),
      ),
    }),
    TestEventPattern: ({ input: { EventPattern, Event } }) => {
      const compiled = compileEventPattern(JSON.parse(String(EventPattern)));
      return {
        Result: compiled.kind === "compiled" && compiled.matches(JSON.parse(String(Event))),
      };
    },
    // The target that counts is on the second page.
    ListTargetsByRule: ({ input: { Rule, NextToken } }) => ({
      Targets: [
        NextToken === undefined
          ? { Id: "audit", Arn: `arn:aws:sns:eu-west-1:${hub}:audit` }
          : {
              Id: "1",
              Arn: targets[String(Rule)] ?? alerter,
              DeadLetterConfig: { Arn: `arn:aws:sqs:eu-west-1:${hub}:undelivered` },
            },
      ],
      ...(NextToken === undefined && { NextToken: "second" }),
    }),
    DescribeEventBus: ({ input: { Name } }) => ({
      Name,
      Policy: policyOf("events:PutEvents", { AWS: "*" }, [["aws:PrincipalOrgID", "o-orchard1234"]]),
    }),
    GetMetricStatistics: ({ input: { MetricName } }) => ({
      Datapoints: MetricName === "Invocations" ? [{ Sum: 12, Unit: "Count" }] : [],
    }),
    GetQueueAttributes: ({ input: { QueueUrl } }) => ({
      Attributes: {
        ApproximateNumberOfMessages: "0",
        Policy: policyOf(
          "sqs:SendMessage",
          { Service: "events.amazonaws.com" },
          sendersOf(String(QueueUrl)).map((rule) => [
            "aws:SourceArn",
            `arn:aws:events:eu-west-1:${hub}:rule/${rule}`,
          ]),
        ),
      },
    }),
    GetItem: () =>
      shape.config === null
        ? {}
        : { Item: { z: { N: "3" }, config: { S: JSON.stringify(shape.config) } } },
    DescribeTable: () => ({
      Table: {
        TableStatus: "ACTIVE",
        GlobalSecondaryIndexes: historyTable.indexes.map(({ name }) => ({ IndexName: name })),
      },
    }),
    DescribeTimeToLive: () => ({
      TimeToLiveDescription: { TimeToLiveStatus: "ENABLED", AttributeName: "ttl" },
    }),
    DescribeContinuousBackups: () => ({
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: "ENABLED",
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "ENABLED" },
      },
    }),
    DescribeParameters: () => ({
      Parameters: ["slack-webhook", "data-webhook"].map((name) => ({
        Name: `/denywatch/${name}`,
        Type: "SecureString",
      })),
    }),
    ListAccounts: () => ({
      Accounts: [
        ...shape.accounts.map((Id) => ({ Id, Status: "ACTIVE" })),
        { Id: "789012345678", Status: "SUSPENDED" },
      ],
    }),
    "GET /2015-03-31/functions/alert/configuration": runs,
    "GET /2015-03-31/functions/deliver/configuration": runs,
    "GET /2015-03-31/functions/alert/policy": () => ({
      Policy: policyOf("lambda:InvokeFunction", { Service: "events.amazonaws.com" }, [
        ["AWS:SourceArn", `arn:aws:events:eu-west-1:${hub}:rule/denials-rule`],
      ]),
    }),
    "GET /2015-03-31/event-source-mappings/0c4f2a9e-1111-4222-8333-444455556666": () => ({
      State: "Enabled",
      LastProcessingResult: "OK",
    }),
  };
  const answer: AwsService = (request) => {
    const known = answers[request.operation];
    return known === undefined
      ? { kind: "error", status: 400, code: "InvalidAction" }
      : json(known(request));
  };
  return {
    cloudtrail: cloudTrailService({
      records: () => [],
      trails: [
        {
          Name: "main",
          TrailARN: `arn:aws:cloudtrail:eu-west-1:${hub}:trail/main`,
          HomeRegion: "eu-west-1",
          IsMultiRegionTrail: true,
        },
      ],
      selectors: { EventSelectors: [{ ReadWriteType: "All", IncludeManagementEvents: true }] },
    }),
    cloudformation: (request) => answerOfCloudFormation(shape, request),
    ...{ lambda: answer, events: answer, monitoring: answer, sqs: answer },
    ...{ dynamodb: answer, ssm: answer, organizations: answer },
  };
}

function runs(): unknown {
  return { State: "Active", LastUpdateStatus: "Successful" };
}

/** The rules that send to the queue, by the queue's name. */
function sendersOf(url: string): readonly string[] {
  if (url.includes("us-east-1")) return ["forward-rule"];
  if (url.endsWith("/own")) return ["own-rule"];
  if (url.endsWith("/failed")) return [];
  const alerting = ["denials-rule", "denywatch/forwarded-rule"];
  return url.endsWith("/incoming") ? alerting : [...alerting, "own-rule"];
}

function policyOf(
  action: string,
  principal: object,
  conditions: readonly (readonly [string, string])[],
): string {
  return JSON.stringify({
    Statement: conditions.map(([key, value]) => ({
      Effect: "Allow",
      Principal: principal,
      Action: action,
      Condition: { ArnEquals: { [key]: value } },
    })),
  });
}

/** Lists a stack's resources, and the StackSet's instances one a page. */
function answerOfCloudFormation(
  { stacks, instances }: DeploymentShape,
  { operation, input }: AwsRequest,
): AwsAnswer {
  if (operation === "ListStackInstances") {
    const at = Number(input["NextToken"] ?? 0);
    const members = instances
      .slice(at, at + 1)
      .map(
        ([account, region]) =>
          `<member><Account>${account}</Account><Region>${region}</Region><Status>CURRENT</Status></member>`,
      )
      .join("");
    const next = at + 1 < instances.length ? `<NextToken>${at + 1}</NextToken>` : "";
    return listOf(operation, `<Summaries>${members}</Summaries>${next}`);
  }
  const name = String(input["StackName"]);
  const resources = stacks[name];
  if (resources === undefined) {
    const message = `Stack with id ${name} does not exist`;
    return { kind: "error", status: 400, code: "ValidationError", message };
  }
  const members = Object.entries(resources)
    .map(
      ([id, physical]) =>
        `<member><LogicalResourceId>${id}</LogicalResourceId><PhysicalResourceId>${physical}</PhysicalResourceId></member>`,
    )
    .join("");
  return listOf(operation, `<StackResourceSummaries>${members}</StackResourceSummaries>`);
}

function listOf(operation: string, result: string): AwsAnswer {
  return {
    kind: "xml",
    body: `<${operation}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${operation}Result>${result}</${operation}Result></${operation}Response>`,
  };
}
