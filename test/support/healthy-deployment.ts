import {
  buildDenialEventPattern,
  buildOwnDenialEventPattern,
} from "../../shared/cloudtrail/denial-event-pattern.ts";
import { compileEventPattern } from "../../shared/cloudtrail/event-pattern.ts";
import { historyTable } from "../../shared/history/table-definition.ts";
import type { AwsAnswer } from "./aws-answer.ts";
import type { AwsService } from "./aws-server.ts";
import { cloudTrailService } from "./cloudtrail-service.ts";

const roles = ["arn:aws:iam::456789012345:role/alert", "arn:aws:iam::456789012345:role/deliver"];
const target = "arn:aws:lambda:eu-west-1:456789012345:function:alert";
const queueUrl = (name: string) => `https://sqs.eu-west-1.amazonaws.com/456789012345/${name}`;
const physicalIds: Readonly<Record<string, string>> = {
  HistoryTable: "denywatch-table",
  AlertOnDenial: "alert",
  DeliverAlerts: "deliver",
  Denials: "denials-rule",
  OwnDenialsRule: "own-rule",
  OwnDenials: queueUrl("own"),
  UndeliveredEvents: queueUrl("undelivered"),
  FailedEvents: queueUrl("failed"),
};
const answers: Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => unknown>> = {
  DescribeRule: ({ Name }) => ({
    Name,
    Arn: `arn:aws:events:eu-west-1:456789012345:rule/${String(Name)}`,
    State: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    EventPattern: JSON.stringify(
      Name === "own-rule"
        ? buildOwnDenialEventPattern(roles)
        : buildDenialEventPattern({ ownRoleArns: roles }),
    ),
  }),
  TestEventPattern: ({ EventPattern, Event }) => {
    const compiled = compileEventPattern(JSON.parse(String(EventPattern)));
    return { Result: compiled.kind === "compiled" && compiled.matches(JSON.parse(String(Event))) };
  },
  ListTargetsByRule: ({ Rule }) => ({
    Targets: [
      {
        Id: "1",
        Arn: Rule === "own-rule" ? "arn:aws:sqs:eu-west-1:456789012345:own" : target,
        DeadLetterConfig: { Arn: "arn:aws:sqs:eu-west-1:456789012345:undelivered" },
      },
    ],
  }),
  GetMetricStatistics: ({ MetricName }) => ({
    Datapoints: MetricName === "Invocations" ? [{ Sum: 12, Unit: "Count" }] : [],
  }),
  GetQueueAttributes: () => ({ Attributes: { ApproximateNumberOfMessages: "0" } }),
  GetItem: () => ({}),
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
    Parameters: [{ Name: "/denywatch/slack-webhook", Type: "SecureString" }],
  }),
};
const json = (body: unknown): AwsAnswer => ({ kind: "json", body });
const answer: AwsService = ({ operation, input }) => {
  const known = answers[operation];
  return known === undefined
    ? { kind: "error", status: 400, code: "InvalidAction" }
    : json(known(input));
};

/** Every service that a doctor asks, of one account and Region where all is well. */
export const healthyServices: Readonly<Record<string, AwsService>> = {
  cloudtrail: cloudTrailService({
    records: () => [],
    trails: [
      {
        Name: "main",
        TrailARN: "arn:aws:cloudtrail:eu-west-1:456789012345:trail/main",
        HomeRegion: "eu-west-1",
        IsMultiRegionTrail: true,
      },
    ],
    selectors: { EventSelectors: [{ ReadWriteType: "All", IncludeManagementEvents: true }] },
  }),
  cloudformation: () => ({
    kind: "xml",
    body: `<ListStackResourcesResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><ListStackResourcesResult><StackResourceSummaries>${Object.entries(
      physicalIds,
    )
      .map(
        ([id, physical]) =>
          `<member><LogicalResourceId>${id}</LogicalResourceId><PhysicalResourceId>${physical}</PhysicalResourceId></member>`,
      )
      .join("")}</StackResourceSummaries></ListStackResourcesResult></ListStackResourcesResponse>`,
  }),
  lambda: ({ path }) =>
    path.endsWith("/policy")
      ? json({
          Policy: JSON.stringify({
            Statement: [
              {
                Effect: "Allow",
                Principal: { Service: "events.amazonaws.com" },
                Action: "lambda:InvokeFunction",
                Condition: {
                  ArnLike: {
                    "AWS:SourceArn": "arn:aws:events:eu-west-1:456789012345:rule/denials-rule",
                  },
                },
              },
            ],
          }),
        })
      : json({ State: "Active", LastUpdateStatus: "Successful" }),
  events: answer,
  monitoring: answer,
  sqs: answer,
  dynamodb: answer,
  ssm: answer,
};
