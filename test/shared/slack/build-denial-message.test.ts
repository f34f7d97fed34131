import { describe, expect, test } from "vitest";
import { asPlainText } from "../../../shared/slack/as-plain-text.ts";
import { buildAlertMessage } from "../../../shared/slack/build-alert-message.ts";
import { buildDenialMessage } from "../../../shared/slack/build-denial-message.ts";
import type { Alert } from "../../../shared/slack/alert.ts";
import { validateSlackMessage } from "../../../shared/slack/validate-message.ts";
import { buildAlert, buildHint } from "./denial-alerts.ts";

/** What a person reads, top to bottom. */
function read(alert: Alert): string {
  const message = buildAlertMessage(alert);
  expect(validateSlackMessage(message)).toEqual([]);
  expect(validateSlackMessage(asPlainText(message))).toEqual([]);
  return asPlainText(message).text;
}

describe("buildDenialMessage()", () => {
  test("says what, to whom, why and what to do in its first lines", () => {
    const lines = read(buildAlert()).split("\n");
    expect(lines.slice(0, 5)).toEqual([
      "*🟠 Warning: Deploy may not s3:PutObject on orchard-artifacts: no identity-based policy allows it*",
      "*Why:* No identity-based policy of `Deploy` allows `s3:PutObject`.",
      "*Next* (an administrator of the account):",
      "1. Open the role `Deploy`.",
      "2. Add the statement to one of its policies.",
    ]);
  });

  test("notifies in one sentence, with the account behind it", () => {
    expect(buildDenialMessage(buildAlert({ accountName: "production" })).text).toBe(
      "Warning in production: Deploy may not s3:PutObject on orchard-artifacts: no identity-based policy allows it. " +
        "Account 210987654321, eu-west-1.",
    );
  });

  test.each([
    ["critical", "🔴 Critical: "],
    ["warning", "🟠 Warning: "],
    ["info", "🔵 Info: "],
  ] as const)("tells severity %s by mark and word", (severity, expected) => {
    expect(read(buildAlert({ denial: { severity } }))).toContain(expected);
  });

  test.each([
    [
      "a role",
      {},
      "Role `Deploy`, session `build-42`, with the AWS CLI\n`arn:aws:iam::210987654321:role/Deploy`",
    ],
    [
      "a person behind a role",
      {
        name: "Admin",
        person: "ada@orchard.example",
        sessionName: "ada@orchard.example",
        client: "console",
      },
      "`ada@orchard.example` as role `Admin`, in the console",
    ],
    [
      "a system behind a role",
      { automation: "GitHub Actions", client: "terraform" },
      "GitHub Actions as role `Deploy`, session `build-42`, with Terraform",
    ],
    [
      "a user",
      { type: "IAMUser", name: "ada", sessionName: null, client: "sdk" },
      "IAM user `ada`, from code (an AWS SDK)",
    ],
    [
      "a service",
      {
        type: "AWSService",
        name: "lambda.amazonaws.com",
        key: "lambda.amazonaws.com",
        sessionName: null,
        invokedBy: "lambda.amazonaws.com",
        client: "service",
      },
      "*Who*\nAWS service `lambda.amazonaws.com`\n*Account*",
    ],
    [
      "a service that calls for a role",
      { invokedBy: "cloudformation.amazonaws.com", client: "cloudformation" },
      "called by `cloudformation.amazonaws.com`, through CloudFormation",
    ],
    [
      "a caller that the record does not tell",
      { type: "Unknown", name: "unknown", sessionName: null },
      "Unidentified caller `unknown`",
    ],
    [
      "nobody known",
      { type: "AWSAccount", key: "anonymous", name: "anonymous", sessionName: null },
      "Somebody unknown, without credentials",
    ],
  ] as const)("names %s", (_, principal, expected) => {
    expect(read(buildAlert({ denial: { principal } }))).toContain(expected);
  });

  test("names and links the policy", () => {
    const policyArn =
      "arn:aws:organizations::999988887777:policy/o-orchard/service_control_policy/p-fence123";
    const url =
      "https://console.aws.amazon.com/organizations/v2/home/policies/service-control-policy/p-fence123";
    const text = read(
      buildAlert({
        denial: { reason: { denyType: "explicit", policyType: "service-control", policyArn } },
        advice: {
          hints: [
            buildHint({
              text: "A service control policy denies it explicitly.",
              fixers: ["organization-admin"],
              steps: ["Ask whether this Region is closed on purpose."],
              warning: "No Allow in this account can override it.",
              links: [{ label: "Policy p-fence123", url, note: "in account 999988887777" }],
            }),
          ],
        },
      }),
    );
    expect(text).toContain(`explicitly. Policy: <${url}|p-fence123>.`);
    expect(text).toContain("*Next* (the organization's administrator): Ask whether");
    expect(text).toContain("⚠️ *Careful:* No Allow in this account can override it.");
    expect(text).toContain(`*Policy*\n\`${policyArn}\``);
    expect(text).toContain(
      `<${url}|Policy p-fence123> (in account \`999988887777\`)`.replaceAll("`", ""),
    );
  });

  test("calls a permission set by its name, and names a session once", () => {
    const person = "ada@orchard.example";
    const name = "AWSReservedSSO_Admin_7c41b09de2f85a36";
    const text = read(buildAlert({ denial: { principal: { name, person, sessionName: person } } }));
    expect(text).toContain("`ada@orchard.example` as permission set `Admin`, with the AWS CLI");
    const automation = "EC2 instance i-0a7e4c19";
    const sessionName = "i-0a7e4c19";
    expect(read(buildAlert({ denial: { principal: { automation, sessionName } } }))).toContain(
      "EC2 instance i-0a7e4c19 as role `Deploy`, with the AWS CLI",
    );
  });

  test("names the resource in a step, and its ARN once", () => {
    const key = `arn:aws:s3:::orchard-artifacts/${"deep/".repeat(100)}app.zip`;
    const cut = `${key.slice(0, 299)}…`;
    for (const [text, said] of [
      ["arn:aws:s3:::orchard-artifacts/app.zip", "arn:aws:s3:::orchard-artifacts/app.zip"],
      [key, cut],
    ] as const) {
      const hints = [buildHint({ steps: [`Check that it may write to ${said}.`] })];
      const shown = read(buildAlert({ denial: { resource: { text } }, advice: { hints } }));
      expect(shown).toMatch(/may write to `orchard-artifacts\/[a-z/.]{7,64}`…?\.\n/);
      expect(shown.split(`\`${text}\``)).toHaveLength(2);
    }
  });

  test("cuts a headline before its reason, never in it", () => {
    const title = `${"Deploy may not ".repeat(12)}: its permissions boundary does not allow it`;
    const [line = ""] = read(
      buildAlert({ advice: { title }, accountName: "a-rather-long-account-name-production" }),
    ).split("\n");
    expect(line).toMatch(/^\*🟠 Warning in a-rather-long-account-n…: Deploy may not /u);
    expect(line).toMatch(/…: its permissions boundary does not allow it\*$/u);
    expect(line.length).toBeLessThanOrEqual(152);
  });

  test("shows the statement and the command to paste", () => {
    const text = read(
      buildAlert({
        advice: {
          hints: [
            buildHint({
              policy: {
                Version: "2012-10-17",
                Statement: [
                  {
                    Effect: "Allow",
                    Action: "s3:PutObject",
                    Resource: "arn:aws:s3:::orchard-artifacts/*",
                  },
                ],
              },
              command: "aws sts decode-authorization-message --encoded-message 'abc'",
            }),
          ],
        },
      }),
    );
    expect(text).toContain('```{\n  "Version": "2012-10-17",');
    expect(text).toContain('"Action": "s3:PutObject"');
    expect(text).toContain("```aws sts decode-authorization-message --encoded-message 'abc'```");
  });

  test("keeps to three steps and two further hints", () => {
    const hint = buildHint({ steps: ["One.", "Two.", "Three.", "Four."] });
    const text = read(
      buildAlert({
        advice: { hints: [hint, ...["A.", "B.", "C."].map((said) => buildHint({ text: said }))] },
      }),
    );
    expect(text).toContain("3. Three.");
    expect(text).not.toContain("Four");
    expect(text).toContain("*Also:* A.\n*Also:* B.");
    expect(text).not.toContain("C.");
  });

  test("links the event and the authorization's details, and says how long they last", () => {
    const authorizationUrl =
      "https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/authorization-details/abc123";
    const text = read(buildAlert({ denial: { reason: { authorizationUrl } } }));
    expect(text).toContain(`<${authorizationUrl}|Authorization details> (expires in 24 hours)`);
    expect(text).toContain(
      "<https://eu-west-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-west-1#/events/0f6c2a34-7d1e-4b58-9c03-51a7e2b8d946|CloudTrail event> (kept for 90 days)",
    );
  });

  test("says a link once", () => {
    const url = "https://docs.aws.amazon.com/IAM/latest/UserGuide/x.html";
    const hint = buildHint({ links: [{ label: "Docs", url, note: null }] });
    expect(read(buildAlert({ advice: { hints: [hint, hint] } })).split(url)).toHaveLength(2);
  });

  test("counts when it is not the first", () => {
    const text = read(buildAlert({ count: 1200, firstSeenAt: "2026-02-01T03:04:05Z" }));
    expect(text).toContain("2026-03-04 05:06:07 UTC\nseen 1,200 times, first 2026-02-01 03:04 UTC");
    expect(read(buildAlert({ firstSeenAt: "2026-02-01T03:04:05Z" }))).not.toContain("seen");
  });

  test("ends with the commands to quiet it and to look closer", () => {
    expect(read(buildAlert()).split("\n").slice(-3)).toEqual([
      "*Expected? Quiet it for 7 days:*",
      '```denywatch mute --principal arn:aws:iam::210987654321:role/Deploy --action s3:PutObject --reason "known, reviewed in Slack" --for 7d```',
      "Everything known: `denywatch show fp1_4c1f0d9be2a7`",
    ]);
  });

  test("asks to handle a critical one before it is quieted", () => {
    const text = read(buildAlert({ denial: { severity: "critical" } }));
    expect(text).toContain("*Handled? Quiet it for 7 days:*");
    expect(text).not.toContain("Expected?");
  });

  test("names the account in the headline and among the facts", () => {
    const text = read(buildAlert({ accountName: "production" }));
    expect(text).toContain("*🟠 Warning in production: Deploy may not");
    expect(text).toContain("*Account*\n*production* (`210987654321`), `eu-west-1`");
  });

  test("quotes AWS where the reason is unknown, without the encoded message", () => {
    const errorMessage =
      "You are not authorized to perform this operation. Encoded authorization failure message: AbCd";
    const reason = { denyType: "unknown", policyType: "unknown" } as const;
    const text = read(buildAlert({ denial: { errorMessage, reason } }));
    expect(text).toContain(
      "AWS says: `AccessDenied` `You are not authorized to perform this operation.`",
    );
    expect(read(buildAlert({ denial: { errorMessage } }))).not.toContain("AWS says");
  });

  test("makes do with a bare message", () => {
    const text = read(
      buildAlert({
        denial: {
          eventId: null,
          occurredAt: null,
          account: null,
          region: null,
          sourceIpAddress: null,
          errorCode: null,
          principal: {
            type: "Unknown",
            key: "unknown",
            name: "unknown",
            sessionName: null,
            client: "other",
          },
          action: { text: null, iamAction: null },
          resource: { text: null, normalised: null },
        },
      }),
    );
    expect(text).toContain("*Account*\nunknown account");
    expect(text).not.toMatch(/null|undefined|denywatch mute|CloudTrail/);
  });

  test("says that a denial is back", () => {
    const text = read({
      ...buildAlert({ count: 41, firstSeenAt: "2026-01-01T00:00:00Z" }),
      kind: "again",
      quietDays: 9,
    });
    expect(text).toContain("🟠 Warning, back again: Deploy may not");
    expect(text).toContain(
      "🔁 *Back after 9 quiet days:* 41 times in all, first on 2026-01-01 00:00 UTC.",
    );
  });

  test("says that a denial has grown", () => {
    const text = read({ ...buildAlert({ count: 1000 }), kind: "grown", toldCount: 100 });
    expect(text).toContain("🟠 Warning, 1,000 times now: Deploy may not");
    expect(text).toContain(
      "📈 *It keeps happening:* 1,000 times in all. It was 100 when you were last told.",
    );
  });

  test("a test message is no alert", () => {
    const text = read({ kind: "test", sentBy: "denywatch doctor", sentAt: "2026-03-04T05:06:07Z" });
    expect(text).toContain("Nothing was denied");
    expect(text).toContain("Sent by `denywatch doctor` at 2026-03-04 05:06:07 UTC");
  });
});
