import { describe, expect, it } from "vitest";
import { cloudTrailRecordSchema } from "../../../shared/cloudtrail/record.ts";
import type { Principal } from "../../../shared/denial/denial.ts";
import { principalOf } from "../../../shared/denial/principal.ts";
import { buildPlainRecord } from "../../support/cloudtrail-records.ts";

interface Row {
  readonly is: string;
  readonly identity: Readonly<Record<string, unknown>>;
  readonly record?: Readonly<Record<string, unknown>>;
  readonly message?: string;
  readonly expect: Partial<Principal>;
}

const sts = "arn:aws:sts::210987654321";
const iam = "arn:aws:iam::210987654321";

function session(role: string, name: string, more: object = {}): Row["identity"] {
  const sessionIssuer = { type: "Role", arn: `${iam}:role/${role}`, accountId: "210987654321" };
  const arn = `${sts}:assumed-role/${role.slice(role.lastIndexOf("/") + 1)}/${name}`;
  return { type: "AssumedRole", arn, sessionContext: { sessionIssuer, ...more } };
}

const rows: readonly Row[] = [
  {
    is: "an assumed role by its issuer, path kept",
    identity: session("teams/payments/Deploy", "run-7"),
    expect: {
      type: "AssumedRole",
      text: `${sts}:assumed-role/Deploy/run-7`,
      key: `${iam}:role/teams/payments/Deploy`,
      sessionName: "run-7",
      person: null,
      account: "210987654321",
      name: "Deploy",
      credentials: "temporary",
    },
  },
  {
    is: "an assumed role without issuer by its own ARN",
    identity: { type: "AssumedRole", arn: `${sts}:assumed-role/Deploy/run-7` },
    expect: { key: `${iam}:role/Deploy`, sessionName: "run-7", account: "210987654321" },
  },
  {
    is: "an assumed role whose ARN has no session",
    identity: { type: "AssumedRole", arn: `${sts}:assumed-role/Deploy`, principalId: "1:Deploy" },
    expect: { key: `${iam}:role/Deploy`, sessionName: null, name: "Deploy" },
  },
  {
    is: "an assumed role that the record knows by its id alone",
    identity: { type: "AssumedRole", principalId: "AROAEXAMPLEROLEID1234:run-7" },
    expect: { key: "AROAEXAMPLEROLEID1234", sessionName: "run-7" },
  },
  {
    is: "a role of another partition",
    identity: { type: "AssumedRole", arn: "arn:aws-cn:sts::210987654321:assumed-role/Ops/x" },
    expect: { key: "arn:aws-cn:iam::210987654321:role/Ops" },
  },
  {
    is: "an Identity Center role and its user",
    identity: session(
      "aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Audit_0a1b2c3d",
      "m.roe",
    ),
    expect: { person: "m.roe", sessionName: "m.roe", name: "AWSReservedSSO_Audit_0a1b2c3d" },
  },
  {
    is: "the source identity of a chained role",
    identity: session("Deploy", "chain-2", { sourceIdentity: "m.roe" }),
    expect: { person: "m.roe", sessionName: "chain-2" },
  },
  {
    is: "a person whose e-mail address names the session",
    identity: session("Students", "user77=kim@school.example"),
    expect: { person: "user77=kim@school.example" },
  },
  {
    is: "a service-linked role",
    identity: session("aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig", "s"),
    expect: { key: `${iam}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig` },
  },
  {
    is: "an IAM user with a path and a long-term key",
    identity: { type: "IAMUser", arn: `${iam}:user/team/alice`, accessKeyId: "AKIAEXAMPLE" },
    expect: {
      type: "IAMUser",
      key: `${iam}:user/team/alice`,
      name: "alice",
      credentials: "long-term",
    },
  },
  {
    is: "an IAM user with a temporary key",
    identity: { type: "IAMUser", arn: `${iam}:user/alice`, accessKeyId: "ASIAEXAMPLE" },
    expect: { credentials: "temporary" },
  },
  {
    is: "an IAM user by name alone",
    identity: { type: "IAMUser", userName: "alice" },
    expect: { key: "alice", name: "alice", text: null },
  },
  {
    is: "an IAM user whose name is hidden, by id",
    identity: {
      type: "IAMUser",
      userName: "HIDDEN_DUE_TO_SECURITY_REASONS",
      principalId: "AIDAEXAMPLE",
    },
    expect: { key: "AIDAEXAMPLE", name: "AIDAEXAMPLE" },
  },
  {
    is: "an IAM user without ARN that the message names",
    identity: { type: "IAMUser", userName: "alice", accountId: "210987654321" },
    message: `${iam}:user/team/alice`,
    expect: { key: `${iam}:user/team/alice`, text: `${iam}:user/team/alice` },
  },
  {
    is: "a session of the root user",
    identity: {
      type: "AssumedRole",
      arn: "arn:aws:sts::210987654321:assumed-root",
      sessionContext: { sessionIssuer: { arn: `${iam}:role/Keeper` }, assumedRoot: "true" },
    },
    expect: { type: "Root", key: `${iam}:root`, name: "root", sessionName: null },
  },
  {
    is: "the root user",
    identity: { type: "Root", arn: `${iam}:root`, userName: "our-alias" },
    expect: { type: "Root", key: `${iam}:root`, name: "root" },
  },
  {
    is: "the root user without ARN",
    identity: { type: "Root", accountId: "210987654321" },
    record: { awsRegion: "us-gov-west-1" },
    expect: { key: "arn:aws-us-gov:iam::210987654321:root", name: "root" },
  },
  {
    is: "a federated user by the user who made the session",
    identity: {
      type: "FederatedUser",
      arn: `${sts}:federated-user/Bob`,
      sessionContext: { sessionIssuer: { type: "IAMUser", arn: `${iam}:user/broker` } },
    },
    expect: { key: `${iam}:user/broker`, name: "Bob", sessionName: null, credentials: "temporary" },
  },
  {
    is: "an AWS service",
    identity: { type: "AWSService", invokedBy: "lambda.amazonaws.com" },
    expect: {
      key: "lambda.amazonaws.com",
      name: "lambda.amazonaws.com",
      invokedBy: "lambda.amazonaws.com",
      account: null,
      credentials: null,
    },
  },
  {
    is: "an AWS service that only its address names",
    identity: { type: "AWSService" },
    record: { sourceIPAddress: "backup.amazonaws.com" },
    expect: { key: "backup.amazonaws.com", invokedBy: "backup.amazonaws.com" },
  },
  {
    is: "a service that AWS does not name",
    identity: session("Deploy", "s"),
    record: { sourceIPAddress: "AWS Internal/2" },
    expect: { invokedBy: "AWS Internal" },
  },
  {
    is: "another account",
    identity: {
      type: "AWSAccount",
      principalId: "AROAEXAMPLEROLEID1234:x",
      accountId: "333344445555",
    },
    expect: { key: "333344445555", name: "333344445555", account: "333344445555" },
  },
  {
    is: "another account, with the ARN that the message has",
    identity: { type: "AWSAccount", principalId: "AIDAEXAMPLE", accountId: "333344445555" },
    message: "arn:aws:iam::333344445555:user/eve",
    expect: { key: "333344445555", text: "arn:aws:iam::333344445555:user/eve" },
  },
  {
    is: "nobody, in S3's records",
    identity: { type: "AWSAccount", principalId: "", accountId: "anonymous" },
    expect: { key: "anonymous", name: "anonymous", account: null },
  },
  {
    is: "an Identity Center user",
    identity: {
      type: "IdentityCenterUser",
      accountId: "210987654321",
      onBehalfOf: { userId: "544894e8-80c1-707f-60e3-3ba6510dfac1" },
      credentialId: "90e292de-5eb8-446e-9602-90f7c45044f7",
    },
    expect: {
      key: "544894e8-80c1-707f-60e3-3ba6510dfac1",
      person: "544894e8-80c1-707f-60e3-3ba6510dfac1",
      account: "210987654321",
    },
  },
  {
    is: "a web identity by its id with provider",
    identity: {
      type: "WebIdentityUser",
      principalId: `${iam}:oidc-provider/token.actions.githubusercontent.com:sts.amazonaws.com:repo:acme/shop`,
      userName: "repo:acme/shop",
      identityProvider: `${iam}:oidc-provider/token.actions.githubusercontent.com`,
    },
    expect: {
      key: `${iam}:oidc-provider/token.actions.githubusercontent.com:sts.amazonaws.com:repo:acme/shop`,
      name: "repo:acme/shop",
      automation: "GitHub Actions",
      sessionName: null,
      account: "210987654321",
    },
  },
  {
    is: "a SAML user",
    identity: { type: "SAMLUser", principalId: "kJ7example:carol", userName: "carol" },
    expect: { key: "kJ7example:carol", name: "carol", person: "carol" },
  },
  {
    is: "a directory user",
    identity: { type: "Directory", userName: "dora" },
    expect: { key: "dora", name: "dora" },
  },
  {
    is: "an unknown caller",
    identity: { type: "Unknown" },
    expect: { type: "Unknown", key: "unknown", name: "unknown", text: null },
  },
  {
    is: "an unknown caller whom the message names",
    identity: { type: "Unknown" },
    message: `${sts}:assumed-role/Deploy/run-7`,
    expect: { type: "AssumedRole", key: `${iam}:role/Deploy`, sessionName: "run-7" },
  },
  {
    is: "the record's caller where the message names another",
    identity: session("Deploy", "run-7"),
    message: "arn:aws:sts::333344445555:assumed-role/Other/x",
    expect: {
      text: "arn:aws:sts::333344445555:assumed-role/Other/x",
      key: `${iam}:role/Deploy`,
      sessionName: "run-7",
    },
  },
];

describe("principalOf() of a record", () => {
  it.each(rows)("knows $is", ({ identity, record, message, expect: expected }) => {
    const built = buildPlainRecord({ ...record, userIdentity: identity });
    const principal = principalOf(cloudTrailRecordSchema.parse(built), message ?? null);
    expect(principal).toMatchObject(expected);
  });
});

describe("principalOf() of a bare message", () => {
  it.each([
    [`${sts}:assumed-role/Deploy/run-7`, "AssumedRole", `${iam}:role/Deploy`, "Deploy"],
    [`${iam}:user/team/alice`, "IAMUser", `${iam}:user/team/alice`, "alice"],
    ["arn:aws:iam:: 210987654321:user/alice", "IAMUser", `${iam}:user/alice`, "alice"],
    [`${iam}:root`, "Root", `${iam}:root`, "root"],
    [`${iam}:role/HR`, "Role", `${iam}:role/HR`, "HR"],
    ["events.amazonaws.com", "AWSService", "events.amazonaws.com", "events.amazonaws.com"],
    ["CloudWatch Alarms", "Unknown", "CloudWatch Alarms", "CloudWatch Alarms"],
    ["anonymous", "Unknown", "anonymous", "anonymous"],
    ["333344445555", "AWSAccount", "333344445555", "333344445555"],
    [null, "Unknown", "unknown", "unknown"],
  ])("reads %s", (text, type, key, name) => {
    expect(principalOf(null, text)).toMatchObject({ type, text, key, name });
  });
});
