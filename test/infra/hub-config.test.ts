import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultWebhookParameterName, parseHubConfig } from "../../infra/hub-config.ts";

const keyArn = "arn:aws:kms:eu-west-1:444455556666:key/7d0e5c1a-3b52-4f7e-9d6a-2f1c8e4b9a10";
const webhookUrl = "https://hooks.slack.com/services/T0AAAAAAA/B0BBBBBBB/notARealSecretButSecret";

describe("parseHubConfig() valid", () => {
  it("needs nothing", () => {
    expect(parseHubConfig({ "@aws-cdk/core:checkSecretUsage": true, "aws:cdk:x": 1 })).toEqual({
      kind: "valid",
      config: {
        webhookParameterName: defaultWebhookParameterName,
        webhookKeyArn: null,
        reservedConcurrency: null,
        target: null,
      },
    });
  });

  it("takes every value, as the command line gives it", () => {
    expect(
      parseHubConfig({
        "denywatch:webhookParameterName": "security-webhook",
        "denywatch:webhookKeyArn": keyArn,
        "denywatch:reservedConcurrency": "20",
        "denywatch:account": "444455556666",
        "denywatch:region": "us-gov-west-1",
      }),
    ).toEqual({
      kind: "valid",
      config: {
        webhookParameterName: "security-webhook",
        webhookKeyArn: keyArn,
        reservedConcurrency: 20,
        target: { account: "444455556666", region: "us-gov-west-1" },
      },
    });
  });
});

describe("parseHubConfig() refuses in one line that quotes no value", () => {
  it.each([
    ["a webhook URL for the name", { webhookParameterName: webhookUrl }, "webhook URL"],
    [
      "a webhook URL without its scheme",
      { webhookParameterName: webhookUrl.slice(8) },
      "webhook URL",
    ],
    ["a webhook URL's path", { webhookParameterName: new URL(webhookUrl).pathname }, "webhook URL"],
    ["a webhook URL under another key", { webhook: webhookUrl }, "unknown context key"],
    ["a misspelt key", { webhookParametername: "/team/hook" }, "denywatch:webhookParameterName"],
    ["an empty name", { webhookParameterName: "" }, "SSM parameter's name"],
    ["a name with a blank", { webhookParameterName: "/team hook" }, "SSM parameter's name"],
    ["levels without a leading slash", { webhookParameterName: "team/hook" }, 'begin with "/"'],
    ["too many levels", { webhookParameterName: "/a".repeat(16) }, "15 levels"],
    ["a reserved name", { webhookParameterName: "/aws/hook" }, "reserves"],
    ["a key's alias", { webhookKeyArn: "alias/webhook" }, "not an alias"],
    ["no concurrency", { reservedConcurrency: "0" }, "from 1 to 9999"],
    ["a concurrency in words", { reservedConcurrency: "ten" }, "from 1 to 9999"],
    ["an account alone", { account: "444455556666" }, "together"],
    ["a short account", { account: "4444", region: "eu-west-1" }, "12 digits"],
    ["no Region", { account: "444455556666", region: "Ireland" }, "Region's code"],
  ])("%s", (_title, values: Readonly<Record<string, string>>, expected) => {
    const context = Object.fromEntries(
      Object.entries(values).map(([key, value]) => [`denywatch:${key}`, value]),
    );
    const outcome = parseHubConfig(context);
    const reason = outcome.kind === "invalid" ? outcome.reason : "";

    expect(reason).toMatch(/^Cannot read the hub's config: /);
    expect(reason).toContain(expected);
    expect(reason).not.toContain("\n");
    expect(reason).not.toContain("notARealSecret");
  });

  it("whatever a name is, it is refused or is safe in an ARN and a template", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (webhookParameterName) => {
        const outcome = parseHubConfig({
          "denywatch:webhookParameterName": webhookParameterName,
        });
        return outcome.kind === "invalid" || /^[A-Za-z0-9_.\-/]+$/.test(webhookParameterName);
      }),
    );
  });
});
