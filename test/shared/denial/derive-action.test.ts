import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { deriveAction } from "../../../shared/denial/derive-action.ts";
import { findIamAction } from "../../../shared/iam/find-iam-action.ts";
import { anyCharacter } from "../../support/any-character.ts";

describe("deriveAction()", () => {
  it.each([
    // The event's name is the action's.
    ["ec2", "RunInstances", "ec2:RunInstances"],
    ["s3", "PutBucketPolicy", "s3:PutBucketPolicy"],
    ["sts", "AssumeRoleWithWebIdentity", "sts:AssumeRoleWithWebIdentity"],
    ["kms", "GenerateDataKey", "kms:GenerateDataKey"],
    ["organizations", "LeaveOrganization", "organizations:LeaveOrganization"],
    ["appsync", "GraphQL", "appsync:GraphQL"],
    ["elasticloadbalancing", "CreateLoadBalancer", "elasticloadbalancing:CreateLoadBalancer"],
    ["states", "StartExecution", "states:StartExecution"],

    // The service has another prefix in IAM.
    ["monitoring", "PutMetricData", "cloudwatch:PutMetricData"],
    ["email", "SendEmail", "ses:SendEmail"],
    ["tagging", "GetResources", "tag:GetResources"],
    ["appstream2", "CreateFleet", "appstream:CreateFleet"],
    ["memory-db", "CreateCluster", "memorydb:CreateCluster"],
    ["bedrock-agent", "CreateAgent", "bedrock:CreateAgent"],
    ["cloudcontrolapi", "CreateResource", "cloudformation:CreateResource"],
    ["rdsdata", "ExecuteStatement", "rds-data:ExecuteStatement"],
    ["metering-marketplace", "ResolveCustomer", "aws-marketplace:ResolveCustomer"],
    ["models-v2-lex", "CreateBot", "lex:CreateBot"],
    ["api.ecr", "GetAuthorizationToken", "ecr:GetAuthorizationToken"],
    ["catalog.marketplace", "ListEntities", "aws-marketplace:ListEntities"],

    // The name carries the API's date.
    ["lambda", "CreateFunction20150331", "lambda:CreateFunction"],
    ["lambda", "UpdateFunctionCode20150331v2", "lambda:UpdateFunctionCode"],
    ["cloudfront", "GetDistribution2020_05_31", "cloudfront:GetDistribution"],
    ["cloudfront", "CreateDistributionWithTags2020_05_31", "cloudfront:CreateDistribution"],

    // Exceptions, a few of each kind.
    ["s3", "ListObjectsV2", "s3:ListBucket"],
    ["s3", "ListObjects", "s3:ListBucket"],
    ["s3", "HeadBucket", "s3:ListBucket"],
    ["s3", "HeadObject", "s3:GetObject"],
    ["s3", "ListBuckets", "s3:ListAllMyBuckets"],
    ["s3", "DeleteBucketEncryption", "s3:PutEncryptionConfiguration"],
    ["s3", "DeleteBucketReplication", "s3:PutReplicationConfiguration"],
    ["s3", "DeleteBucketPublicAccessBlock", "s3:PutBucketPublicAccessBlock"],
    ["s3", "PutBucketLifecycle", "s3:PutLifecycleConfiguration"],
    ["s3", "GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration"],
    ["s3", "CopyObject", "s3:PutObject"],
    ["s3", "UploadPart", "s3:PutObject"],
    ["s3", "DeleteObjects", "s3:DeleteObject"],
    ["s3express", "PutObject", "s3express:CreateSession"],
    ["lambda", "Invoke", "lambda:InvokeFunction"],
    ["sqs", "SendMessageBatch", "sqs:SendMessage"],
    ["sns", "PublishBatch", "sns:Publish"],
    ["dynamodb", "ExecuteStatement", "dynamodb:PartiQLSelect"],
    ["dynamodb", "TransactWriteItems", "dynamodb:PutItem"],
    ["bedrock-runtime", "Converse", "bedrock:InvokeModel"],
    ["apigateway", "CreateRestApi", "apigateway:POST"],
    ["apigateway", "GetRestApis", "apigateway:GET"],
    ["apigateway", "UpdateStage", "apigateway:PATCH"],
    ["apigateway", "PutIntegration", "apigateway:PUT"],
    ["apigateway", "DeleteApi", "apigateway:DELETE"],
    ["apigateway", "TagResource", "apigateway:PUT"],
    ["apigateway", "CreatePortal", "apigateway:CreatePortal"],
    ["autoscaling", "RegisterScalableTarget", "application-autoscaling:RegisterScalableTarget"],
    ["autoscaling", "PutScalingPolicy", "autoscaling:PutScalingPolicy"],
    ["elasticfilesystem", "NewClientConnection", "elasticfilesystem:ClientMount"],
    ["opensearch", "CreateDomain", "es:CreateDomain"],
    ["ssm", "OpenDataChannel", "ssmmessages:OpenDataChannel"],
    ["cassandra", "GetTable", "cassandra:Select"],
    ["cassandra", "CreateKeyspace", "cassandra:Create"],
  ])("%s %s needs %s, which IAM knows", (source, eventName, action) => {
    expect(deriveAction(`${source}.amazonaws.com`, eventName)).toBe(action);
    expect(findIamAction(action)?.name).toBe(action);
  });

  it.each([
    ["ec2.amazonaws.com.cn", "RunInstances", "ec2:RunInstances"],
    ["EC2.amazonaws.com", "RunInstances", "ec2:RunInstances"],
    ["ec2", "RunInstances", "ec2:RunInstances"],
    ["signin.amazonaws.com", "ConsoleLogin", "signin:ConsoleLogin"],
    ["us-east-1.signin.amazonaws.com", "ConsoleLogin", "signin:ConsoleLogin"],
    ["s3.amazonaws.com", "constructor", "s3:constructor"],
    ["constructor.amazonaws.com", "GetThing", "constructor:GetThing"],
    ["", "GetThing", null],
    ["s3.amazonaws.com", "", null],
  ])("source %j with name %j gives %j", (eventSource, eventName, action) => {
    expect(deriveAction(eventSource, eventName)).toBe(action);
  });

  it("gives the service and a name, or null, for any event at all", () => {
    const text = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.constantFrom("__proto__", "toString"),
    );
    fc.assert(
      fc.property(text, text, (eventSource, eventName) => {
        const action = deriveAction(`${eventSource}.amazonaws.com`, eventName);
        expect(action === null || action.includes(":")).toBe(true);
      }),
    );
  });
});
