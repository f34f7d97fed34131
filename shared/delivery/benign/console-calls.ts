import type { BenignEntry, EvidenceSource } from "./benign-entry.ts";

const basicUserAccess: EvidenceSource = {
  title: "AWS Managed Policy Reference: AWSManagementConsoleBasicUserAccess",
  url: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSManagementConsoleBasicUserAccess.html",
};

/**
 * Calls that a console page makes by itself, for people who may not make them. Read-only, and each named: everything
 * else that a person does in a console is told. One entry a page, so that a digest can group by person and page.
 */
export const consoleCalls: readonly BenignEntry[] = [
  {
    id: "console-navigation",
    title: "The console's frame: account colour, notifications, Regions",
    evidence:
      "Every page loads the account's colour, the notification bell, open health events and the Region list. AWS gathers what the frame needs in a managed policy for people who lack it. Missed: nothing but an incomplete frame.",
    sources: [
      basicUserAccess,
      {
        title: "AWS Health API Reference: DescribeEventAggregates",
        url: "https://docs.aws.amazon.com/health/latest/APIReference/API_DescribeEventAggregates.html",
      },
    ],
    onByDefault: true,
    matches: [
      {
        clients: ["console"],
        readOnly: true,
        actions: [
          "uxc:GetAccountColor",
          "uxc:GetAccountCustomizations",
          "uxc:ListServices",
          "ec2:DescribeRegions",
          "notifications:GetFeatureOptInStatus",
          "notifications:GetManagedNotificationChildEvent",
          "notifications:GetManagedNotificationEvent",
          "notifications:GetNotificationEvent",
          "notifications:ListManagedNotificationChildEvents",
          "notifications:ListManagedNotificationEvents",
          "notifications:ListNotificationConfigurations",
          "notifications:ListNotificationEvents",
          "notifications:ListNotificationHubs",
          "health:DescribeEventAggregates",
        ],
      },
    ],
  },
  {
    id: "console-search",
    title: "The console's search box looks for an index",
    evidence:
      "The unified search asks Resource Explorer for its indexes and default view on every page. AWS lists the call in its managed policy for console users. Missed: resources in the search box.",
    sources: [basicUserAccess],
    onByDefault: true,
    matches: [
      {
        clients: ["console"],
        readOnly: true,
        actions: ["resource-explorer-2:ListIndexes", "resource-explorer-2:GetDefaultView"],
      },
    ],
  },
  {
    id: "console-organization-status",
    title: "Security consoles ask whether the account administers the organization",
    evidence:
      "The consoles of Inspector and other security services ask for delegated administrators when a page opens, which only the management account may. People of a member account are refused each time, administrators too.",
    sources: [
      {
        title:
          'DataBiosphere/azul #5545: False "unauthorized" alarm when visiting Inspector2 console',
        url: "https://github.com/DataBiosphere/azul/issues/5545",
      },
      {
        title:
          "DataBiosphere/azul #5884: Metric alarm api_unauthorized is not firing for some hits",
        url: "https://github.com/DataBiosphere/azul/issues/5884",
      },
      {
        title:
          "ministryofjustice/modernisation-platform-terraform-baselines #599: Exclude GetMacieSession from SecurityHub Alarm",
        url: "https://github.com/ministryofjustice/modernisation-platform-terraform-baselines/pull/599",
      },
    ],
    onByDefault: true,
    matches: [
      {
        clients: ["console"],
        readOnly: true,
        actions: [
          "inspector2:DescribeOrganizationConfiguration",
          "inspector2:ListDelegatedAdminAccounts",
          "organizations:ListDelegatedAdministrators",
        ],
      },
    ],
  },
];
