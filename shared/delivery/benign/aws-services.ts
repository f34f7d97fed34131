import type { BenignConditions, BenignEntry, EvidenceSource } from "./benign-entry.ts";

/** "Using service-linked roles" (IAM User Guide): only the service can assume the role, and nobody else can use its path. */
function readsOfServiceLinkedRole(...services: readonly string[]): readonly BenignConditions[] {
  return [{ serviceLinkedRolesOf: services, readOnly: true }];
}

const serviceLinkedRoleIssues: EvidenceSource = {
  title: "AWS Cloud Operations Blog: Viewing permission issues with service-linked roles",
  url: "https://aws.amazon.com/blogs/mt/viewing-permission-issues-with-service-linked-roles/",
};

/** AWS services that survey an account, and are refused by resources that let nobody look. */
export const awsServices: readonly BenignEntry[] = [
  {
    id: "resource-explorer",
    title: "Resource Explorer indexes the account",
    evidence:
      "Its service-linked role lists the resources of every service, used or not, and is refused by those that the account never subscribed to. Missed: resources that a search does not find.",
    sources: [
      {
        title: "AWS Resource Explorer User Guide: Using service-linked roles for Resource Explorer",
        url: "https://docs.aws.amazon.com/resource-explorer/latest/userguide/security_iam_service-linked-roles.html",
      },
    ],
    onByDefault: true,
    matches: readsOfServiceLinkedRole("resource-explorer-2.amazonaws.com"),
  },
  {
    id: "config-recorder",
    title: "AWS Config records resources",
    evidence:
      "Its service-linked role describes every resource it can record; a resource policy that lets nobody look refuses it too. Missed: resources that are not in the inventory.",
    sources: [
      serviceLinkedRoleIssues,
      {
        title: "AWS Config Developer Guide: Using Service-Linked Roles for AWS Config",
        url: "https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html",
      },
    ],
    onByDefault: true,
    matches: readsOfServiceLinkedRole("config.amazonaws.com"),
  },
  {
    id: "config-delivery-check",
    title: "AWS Config tries its delivery bucket with the recorder's role first",
    evidence:
      "AWS Config first looks for the bucket and writes to it as the recorder's role, and where that is refused writes again as its service principal. A refusal of that second attempt is still told.",
    sources: [
      {
        title:
          "AWS Config Developer Guide: Permissions for the Amazon S3 Bucket for the AWS Config Delivery Channel",
        url: "https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html",
      },
    ],
    onByDefault: true,
    matches: [
      {
        invokedBy: ["config.amazonaws.com"],
        identityTypes: ["AssumedRole"],
        actions: ["s3:ListBucket", "s3:HeadBucket", "s3:GetBucketAcl", "s3:PutObject"],
      },
    ],
  },
  {
    id: "log-delivery-check",
    title: "Log delivery looks for a bucket",
    evidence:
      "The log delivery service asks whether a bucket exists before it writes. The CIS AWS Foundations Benchmark leaves this very call out of its filter for unauthorized calls. Missed: nothing that the service does not report itself.",
    sources: [
      {
        title: "Datadog: A metric filter and alarm should exist for unauthorized API calls",
        url: "https://docs.datadoghq.com/security/default_rules/aws-iam-account-a-metric-filter-and-alarm-should-exist-for-unauthorized-api-calls/",
      },
    ],
    onByDefault: true,
    matches: [
      {
        invokedBy: ["delivery.logs.amazonaws.com"],
        actions: ["s3:ListBucket", "s3:HeadBucket"],
      },
    ],
  },
  {
    id: "access-analyzer",
    title: "IAM Access Analyzer reads resource policies",
    evidence:
      "Its service-linked role reads the policies of buckets, keys, queues and others. What it cannot read becomes an error finding, ACCESS_DENIED, which is where to look for it.",
    sources: [
      {
        title: "IAM User Guide: IAM Access Analyzer error findings",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-error-findings.html",
      },
    ],
    onByDefault: true,
    matches: readsOfServiceLinkedRole("access-analyzer.amazonaws.com"),
  },
  {
    id: "trusted-advisor",
    title: "Trusted Advisor checks the account",
    evidence:
      "Its service-linked role reads across all services for the checks; what it may not read is a yellow result of the check. Missed: that check's answer for that resource.",
    sources: [
      {
        title: "AWS Support User Guide: Using service-linked roles for Trusted Advisor",
        url: "https://docs.aws.amazon.com/awssupport/latest/user/using-service-linked-roles-ta.html",
      },
    ],
    onByDefault: true,
    matches: readsOfServiceLinkedRole(
      "trustedadvisor.amazonaws.com",
      "reporting.trustedadvisor.amazonaws.com",
    ),
  },
  {
    id: "security-hub",
    title: "Security Hub checks its controls",
    evidence:
      "Its service-linked role reads configurations for the controls. Missed: a control's answer for a resource that lets nobody look.",
    sources: [
      {
        title: "AWS Security Hub User Guide: Service-linked roles for AWS Security Hub",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/using-service-linked-roles.html",
      },
    ],
    onByDefault: true,
    matches: readsOfServiceLinkedRole("securityhub.amazonaws.com"),
  },
  {
    id: "inspector",
    title: "Amazon Inspector surveys what it may scan",
    evidence:
      "Its service-linked role describes instances, images, functions and load balancers, and is refused calls that its own policy does not cover. Missed: a resource that is not scanned, which Inspector's coverage page shows.",
    sources: [
      {
        title:
          'DataBiosphere/azul #5407: False positive for "unauthorized" alarm from MandoService',
        url: "https://github.com/DataBiosphere/azul/issues/5407",
      },
    ],
    onByDefault: true,
    matches: readsOfServiceLinkedRole("inspector2.amazonaws.com"),
  },
  {
    id: "compute-optimizer",
    title: "Compute Optimizer reads metrics and configurations",
    evidence: "Its service-linked role describes resources to size them. Missed: a recommendation.",
    sources: [
      {
        title: "AWS Compute Optimizer User Guide: Using service-linked roles",
        url: "https://docs.aws.amazon.com/compute-optimizer/latest/ug/using-service-linked-roles.html",
      },
    ],
    onByDefault: true,
    matches: readsOfServiceLinkedRole("compute-optimizer.amazonaws.com"),
  },
  {
    id: "cost-optimization-hub",
    title: "Cost Optimization Hub gathers recommendations",
    evidence:
      "Its service-linked role reads the organization and the recommendations of other services. Missed: a recommendation.",
    sources: [
      {
        title: "AWS Cost Management User Guide: Service-linked roles for Cost Optimization Hub",
        url: "https://docs.aws.amazon.com/cost-management/latest/userguide/cost-optimization-hub-SLR.html",
      },
    ],
    onByDefault: true,
    matches: readsOfServiceLinkedRole("cost-optimization-hub.bcm.amazonaws.com"),
  },
  {
    id: "macie-not-enabled",
    title: "Asking for Macie where Macie is off",
    evidence:
      "Macie answers that access is denied where it is not enabled, whatever the caller's permissions. The message must say so: a denial by a policy is still told.",
    sources: [
      {
        title:
          "ministryofjustice/modernisation-platform-terraform-baselines #599: Exclude GetMacieSession from SecurityHub Alarm",
        url: "https://github.com/ministryofjustice/modernisation-platform-terraform-baselines/pull/599",
      },
    ],
    onByDefault: true,
    matches: [{ messages: ["Macie is not enabled*"], readOnly: true }],
  },
  {
    id: "cloudfront-missing-object",
    title: "CloudFront asks a bucket for an object that is not there",
    evidence:
      "Without s3:ListBucket, S3 answers a request for a missing object with 403 instead of 404, so every visitor's typing error is a denial. Off by default: a distribution whose bucket policy is wrong looks the same.",
    sources: [
      {
        title: "Amazon S3 API Reference: GetObject",
        url: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html",
      },
      {
        title: "DataBiosphere/azul #5325: Exclude noisy events from api_unauthorized alarm",
        url: "https://github.com/DataBiosphere/azul/issues/5325",
      },
    ],
    onByDefault: false,
    matches: [
      {
        invokedBy: ["cloudfront.amazonaws.com"],
        identityTypes: ["AWSService"],
        actions: ["s3:GetObject", "s3:HeadObject", "s3:ListBucket"],
      },
    ],
  },
];
