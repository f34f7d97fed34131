import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readDeploymentConfig } from "../../infra/read-deployment-config.ts";

const folder = mkdtempSync(join(tmpdir(), "denywatch-config-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const now = new Date("2026-03-04T05:06:07Z");
const secret = "notARealSecretButSecret";
const webhookUrl = `https://hooks.slack.com/services/T0AAAAAAA/B0BBBBBBB/${secret}`;
const file = join(folder, "denywatch.config.json");

function read(text: string): readonly string[] {
  writeFileSync(file, text);
  const outcome = readDeploymentConfig({ "denywatch:config": file }, now);
  return outcome.kind === "valid" ? [] : outcome.problems;
}

describe("readDeploymentConfig()", () => {
  it("needs no file: one account, one Region, the default webhook", () => {
    expect(readDeploymentConfig({ "aws:cdk:x": 1 }, now)).toMatchObject({
      kind: "valid",
      configJson: {},
      config: { deploy: { regions: [], ingest: { mode: "direct" } } },
    });
  });

  it("reads the file that the context names, and keeps what was written", () => {
    writeFileSync(file, '{ /* why */ "history": { "keepDays": 30 } }');
    expect(readDeploymentConfig({ "denywatch:config": file }, now)).toMatchObject({
      kind: "valid",
      configJson: { history: { keepDays: 30 } },
    });
  });

  it("passes warnings on: a management account that nobody watches", () => {
    const organization = { id: "o-orchard1234", units: ["r-a1b2"] };
    writeFileSync(file, JSON.stringify({ deploy: { homeRegion: "eu-west-1", organization } }));
    expect(readDeploymentConfig({ "denywatch:config": file }, now)).toMatchObject({
      kind: "valid",
      warnings: [
        `${file}: warning: deploy.organization leaves the management account unwatched; name it in managementAccount`,
      ],
    });
  });

  it.each([
    ["a file that is not there", { "denywatch:config": join(folder, "none") }, "there is no file"],
    ["a key of the context that is none", { "denywatch:region": "eu-west-1" }, "the only key is"],
    ["a webhook in the context", { "denywatch:webhook": webhookUrl }, "the only key is"],
  ])("refuses %s", (_title, context, expected) => {
    const outcome = readDeploymentConfig(context, now);
    const problems = outcome.kind === "invalid" ? outcome.problems : [];
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected);
    expect(problems[0]).not.toContain(secret);
  });

  it.each([
    [
      "an unknown Region",
      '{"deploy": {"homeRegion": "eu-west-9"}}',
      `${file}:1:27: deploy.homeRegion "eu-west-9": must be the code of an AWS Region`,
    ],
    [
      "an organization without id",
      '{"deploy": {"homeRegion": "eu-west-1", "organization": {"units": ["r-a1b2"]}}}',
      `${file}:1:56: deploy.organization.id: is missing`,
    ],
    [
      "two defaults",
      '{"webhooks": {"default": {"parameterName": "/a"}, "default": {"parameterName": "/b"}}}',
      `${file}:1:51: webhooks.default: is given twice; keep one`,
    ],
    [
      "a webhook URL where a parameter's name belongs",
      `{"webhooks": {"default": {"parameterName": "${webhookUrl}"}}}`,
      "must be the name of an SSM parameter, and a URL was given",
    ],
    [
      "a webhook URL in free text, which would be in the template",
      `{"mutes": [{"principal": "x", "reason": "ask ${webhookUrl}"}]}`,
      "holds a webhook's URL",
    ],
    ["no JSON", "{", "cannot read the JSON"],
  ])("refuses %s in one clear line", (_title, text, expected) => {
    const problems = read(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected);
    expect(problems[0]).not.toContain("\n");
    expect(problems[0]).not.toContain(secret);
  });
});
