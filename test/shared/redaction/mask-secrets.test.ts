import { expect, test } from "vitest";
import {
  maskSecrets,
  secretAccessKey,
  secretPatterns,
} from "../../../shared/redaction/mask-secrets.ts";
import { regexReach } from "../../support/regex-reach.ts";

// Put together here, so that no scanner takes the test for a leak.
const secretKey = ["wJalrXUtnFEMI", "K7MDENG", "bPxRfiCYzzzzzzzKEY"].join("/");
const keyId = ["AKIA", "QWERTYUIOPAS", "DFGH"].join("");
const webToken = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0In0", "dozjgNryP4J3jVmNHl0w5N"].join(
  ".",
);
const sessionToken = `IQoJb3JpZ2luX2Vj${"A1b2/C3d4+".repeat(12)}`;

test.each([
  ["an access key id keeps its ends", `key ${keyId} used`, "key AKIA…DFGH used"],
  ["a temporary key id", keyId.replace("AKIA", "ASIA"), "ASIA…DFGH"],
  ["a secret access key", `x ${secretKey} y`, "x [masked] y"],
  ["a session token", `token ${sessionToken}`, "token [masked]"],
  ["a web token", `id ${webToken}.`, "id [masked]."],
  [
    "a bearer header",
    "Authorization: Bearer abcdef0123456789abcdef",
    "Authorization: Bearer [masked]",
  ],
  [
    "a Slack webhook",
    "posted to https://hooks.slack.com/services/T000/B000/abc",
    "posted to https://hooks.slack.com/[masked]",
  ],
  ["a Slack token", ["xoxb", "123456789012", "abcdef"].join("-"), "[masked]"],
  ["a GitHub token", `ghp_${"a1B2".repeat(9)}`, "[masked]"],
  ["password=", "user=bob&password=hunter2&x=1", "user=bob&password=[masked]&x=1"],
  ["a password in JSON", '{"password": "hunter 2", "a": 1}', '{"password": "[masked]", "a": 1}'],
  ["a password in prose", "password: hunter2", "password: [masked]"],
  [
    "a password in an address",
    "https://bob:hunter2@example.com/",
    "https://bob:[masked]@example.com/",
  ],
  ["a presigned address", "?X-Amz-Signature=0a1b2c&x=1", "?X-Amz-Signature=[masked]&x=1"],
  [
    "a private key",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----.",
    "[masked].",
  ],
])("maskSecrets() masks %s", (_, text, expected) => {
  expect(maskSecrets(text)).toBe(expected);
});

test.each([
  "arn:aws:secretsmanager:eu-west-1:210987654321:secret:prod/db-AbCdEf",
  "arn:aws:iam::210987654321:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef",
  "User: x is not authorized to perform: secretsmanager:GetSecretValue on resource: *",
  "commit 0123456789abcdef0123456789abcdef01234567",
  "AROAQWERTYUIOPASDFGH:build-42",
  "exports/2026/March/DataLake/Part1/file/x1",
  "sts:GetSessionToken",
  "ssm:GetParameter on parameter/prod/password",
])("maskSecrets() leaves alone: %s", (text) => {
  expect(maskSecrets(text)).toBe(text);
});

const hostileSeeds = [
  "eyJaaaaaaaaa",
  "-eyJaaaaaaaaa",
  "AKIA",
  "password ",
  "password=",
  "://a",
  "-----BEGIN ",
  "bearer ",
  "IQoJ",
];
const expressions = [...secretPatterns.map(({ pattern }) => pattern), secretAccessKey];

test.each(expressions)("maskSecrets() looks at hostile text in linear time: %s", (expression) => {
  for (const seed of hostileSeeds) {
    const reachIn = (length: number): number =>
      regexReach(expression, seed.repeat(Math.ceil(length / seed.length)));
    // Eight times the text: 8 if linear, 64 if quadratic.
    expect(reachIn(8_000) / reachIn(1_000)).toBeLessThan(10);
  }
});

test("regexReach() tells an expression that is not linear", () => {
  const reachIn = (length: number): number => regexReach(/eyJ[\w-]{8,}\./g, "eyJa".repeat(length));
  expect(reachIn(2_000) / reachIn(250)).toBeGreaterThan(32);
});
