import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benignEntries } from "../../../../shared/delivery/benign/benign-catalogue.ts";
import { findBenign } from "../../../../shared/delivery/benign/find-benign.ts";
import { buildDenial, type DenialOverrides } from "../../../support/denials.ts";

const asShipped = { disable: [], enable: [] };

function serviceLinkedRole(service: string, name: string): DenialOverrides {
  return {
    readOnly: true,
    principal: {
      type: "AssumedRole",
      key: `arn:aws:iam::210987654321:role/aws-service-role/${service}/${name}`,
      text: `arn:aws:sts::210987654321:assumed-role/${name}/session`,
      invokedBy: service,
      client: "service",
    },
  };
}

const explorer = serviceLinkedRole(
  "resource-explorer-2.amazonaws.com",
  "AWSServiceRoleForResourceExplorer",
);

function consoleCall(iamAction: string): DenialOverrides {
  return {
    readOnly: true,
    principal: { client: "console" },
    action: { text: iamAction, iamAction },
  };
}

const configDelivery: DenialOverrides = {
  principal: { type: "AssumedRole", invokedBy: "config.amazonaws.com" },
  action: { iamAction: "s3:PutObject" },
};

describe("findBenign() as shipped", () => {
  it.each<[string, DenialOverrides, string | null]>([
    ["a service that surveys the account", explorer, "resource-explorer"],
    ["the same in another partition", inPartition(explorer, "aws-us-gov"), "resource-explorer"],
    ["the same service changing something", { ...explorer, readOnly: false }, null],
    ["the same where nothing says that it reads", { ...explorer, readOnly: null }, null],
    [
      "AWS Config's recorder",
      serviceLinkedRole("config.amazonaws.com", "AWSServiceRoleForConfig"),
      "config-recorder",
    ],
    ["AWS Config's first try at its bucket", configDelivery, "config-delivery-check"],
    [
      "AWS Config's second try",
      { ...configDelivery, principal: { type: "AWSService", invokedBy: "config.amazonaws.com" } },
      null,
    ],
    [
      "a service-linked role that does work",
      serviceLinkedRole("autoscaling.amazonaws.com", "AWSServiceRoleForAutoScaling"),
      null,
    ],
    [
      "a session that calls itself a service",
      {
        readOnly: true,
        principal: {
          sessionName: "AWSServiceRoleForResourceExplorer",
          text: "arn:aws:sts::1:assumed-role/x/role/aws-service-role/config.amazonaws.com/",
          name: "aws-service-role",
        },
      },
      null,
    ],
    [
      "a role of the account that is named like one",
      {
        readOnly: true,
        principal: { key: "arn:aws:iam::210987654321:role/AWSServiceRoleForConfig" },
      },
      null,
    ],
    [
      "a user whose path imitates one",
      {
        readOnly: true,
        principal: {
          key: "arn:aws:iam::210987654321:user/x:iam::210987654321:role/aws-service-role/config.amazonaws.com/kim",
        },
      },
      null,
    ],
    [
      "a role whose path imitates one",
      {
        readOnly: true,
        principal: {
          key: "arn:aws:iam::210987654321:role/x/aws-service-role/config.amazonaws.com/kim",
        },
      },
      null,
    ],
    ["the console's frame", consoleCall("uxc:GetAccountColor"), "console-navigation"],
    [
      "the notification bell",
      consoleCall("notifications:ListNotificationHubs"),
      "console-navigation",
    ],
    [
      "a security console asking for administrators",
      consoleCall("inspector2:ListDelegatedAdminAccounts"),
      "console-organization-status",
    ],
    ["something that a person does in the console", consoleCall("s3:GetObject"), null],
    [
      "the console's call from a command line",
      { ...consoleCall("uxc:GetAccountColor"), principal: { client: "cli" } },
      null,
    ],
    [
      "Macie where it is off",
      { readOnly: true, errorMessage: "Macie is not enabled.", action: { iamAction: null } },
      "macie-not-enabled",
    ],
    [
      "Macie denied by a policy",
      {
        readOnly: true,
        errorMessage:
          "User: arn:aws:iam::210987654321:user/kim is not authorized to perform: macie2:GetMacieSession because Macie is not enabled",
      },
      null,
    ],
    ["a scanner", { readOnly: true, userAgent: "Boto3/1.40 APN_1826889" }, null],
    ["a plain denial", {}, null],
  ])("%s", (_name, overrides, id) => {
    expect(findBenign(buildDenial(overrides), asShipped)?.id ?? null).toBe(id);
  });
});

describe("findBenign() as configured", () => {
  const scanner = buildDenial({ readOnly: true, userAgent: "Boto3/1.40 APN_1826889" });
  const surveyor = buildDenial(explorer);

  it("an entry can be switched off", () => {
    expect(findBenign(surveyor, { disable: ["resource-explorer"], enable: [] })).toBeNull();
  });

  it("an entry that is off can be switched on", () => {
    const found = findBenign(scanner, { disable: [], enable: ["scanner-prowler"] });
    expect(found?.id).toBe("scanner-prowler");
  });

  it("off wins", () => {
    const both = { disable: ["scanner-prowler"], enable: ["scanner-prowler"] };
    expect(findBenign(scanner, both)).toBeNull();
  });

  it("scanners are known by their roles, in any account, reading only", () => {
    const settings = { disable: [], enable: benignEntries.map(({ id }) => id) };
    const find = (role: string, readOnly: boolean): string | undefined =>
      findBenign(
        buildDenial({ readOnly, principal: { key: `arn:aws:iam::345678901234:role/${role}` } }),
        settings,
      )?.id;
    expect(find("ProwlerScan", true)).toBe("scanner-prowler");
    expect(find("WizAccess-Role", true)).toBe("scanner-wiz");
    expect(find("OrcaSecurityRole", true)).toBe("scanner-orca");
    expect(find("PrismaCloudReadOnlyRole-2", true)).toBe("scanner-prisma-cloud");
    expect(find("lw-iam-0a1b2c3d", true)).toBe("scanner-lacework");
    expect(find("vanta-auditor", true)).toBe("scanner-vanta");
    expect(find("DrataAutopilotRole", true)).toBe("scanner-drata");
    expect(find("WizAccess-Role", false)).toBeUndefined();
    expect(find("team/WizAccess-Role", true)).toBe("scanner-wiz");
    expect(find("WizAccess-Role-copy", true)).toBeUndefined();
  });
});

it("nothing that a caller chooses makes its denial benign as shipped", () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.constantFrom(...benignEntries.flatMap(({ id, title }) => [id, title])),
      (sessionName, userAgent, name) => {
        const denial = buildDenial({
          readOnly: true,
          userAgent: `${userAgent} ${name}`,
          principal: { sessionName: `${sessionName}${name}`, person: name, name },
        });
        expect(findBenign(denial, asShipped)).toBeNull();
      },
    ),
  );
});

function inPartition(overrides: DenialOverrides, partition: string): DenialOverrides {
  const key = overrides.principal?.key?.replace("arn:aws:", `arn:${partition}:`) ?? "";
  return { ...overrides, principal: { ...overrides.principal, key } };
}
