import { describe, expect, it } from "vitest";
import { awsPartitions } from "../../../shared/config/aws-regions.ts";
import { checkConfig } from "../../../shared/config/check-config.ts";
import { formatConfigProblem } from "../../../shared/config/config-problem.ts";

const now = new Date("2026-03-04T05:06:07Z");
const secret = "notARealSecretButSecret";
const webhookUrl = `https://hooks.slack.com/services/T0AAAAAAA/B0BBBBBBB/${secret}`;
const organization = { id: "o-orchard1234", units: ["r-a1b2"] };

function problemsOf(deploy: unknown): readonly string[] {
  const checked = checkConfig(JSON.stringify({ deploy }), now);
  return checked.kind === "valid"
    ? []
    : checked.problems.map((problem) => formatConfigProblem(problem, "f"));
}

describe("the section deploy takes", () => {
  it.each([
    {},
    { homeRegion: "eu-west-1" },
    { homeRegion: "eu-west-1", regions: ["us-east-1", "eu-central-1"], organization },
    { homeRegion: "cn-north-1", organization },
    { ingest: { mode: "queued" }, alarms: { silenceHours: "off" } },
    { account: "456789012345", permissionsBoundary: "team.boundary", tags: { team: "" } },
  ])("%j", (deploy) => {
    expect(problemsOf(deploy)).toEqual([]);
  });
});

describe("the section deploy refuses in one line that says where and what is allowed", () => {
  it.each<[string, unknown, string]>([
    ["an unknown Region", { homeRegion: "eu-west-9" }, 'deploy.homeRegion "eu-west-9": must be'],
    ["no Region's code", { homeRegion: "Ireland" }, "must be the code of an AWS Region"],
    [
      "an unknown further Region",
      { homeRegion: "eu-west-1", regions: ["eu-central-1", "moon-1"] },
      'deploy.regions[1] "moon-1": must be the code',
    ],
    [
      "the home Region twice",
      { homeRegion: "eu-west-1", regions: ["eu-west-1"] },
      "is the home Region already",
    ],
    [
      "a Region twice",
      { homeRegion: "eu-west-1", regions: ["eu-west-2", "eu-west-2"] },
      'deploy.regions[1] "eu-west-2": is given twice',
    ],
    ["Regions without a home", { regions: ["eu-west-1"] }, "needs deploy.homeRegion"],
    ["an organization without a home", { organization }, "deploy.organization: needs deploy.homeR"],
    [
      "an organization without an id",
      { homeRegion: "eu-west-1", organization: { units: ["r-a1b2"] } },
      "deploy.organization.id: is missing: it must be an organization's id",
    ],
    [
      "an organization without accounts",
      { homeRegion: "eu-west-1", organization: { id: "o-orchard1234", units: [] } },
      "must name the root or at least one",
    ],
    [
      "an account for a unit",
      { homeRegion: "eu-west-1", organization: { id: "o-orchard1234", units: ["456789012345"] } },
      "must be the id of the root or of an organizational unit",
    ],
    [
      "a Region of another partition",
      { homeRegion: "us-gov-west-1", regions: ["us-east-1"] },
      "is in another partition than the home Region; aws-us-gov has us-gov-east-1, us-gov-west-1",
    ],
    [
      "what EventBridge lacks in China",
      { homeRegion: "cn-north-1", regions: ["cn-northwest-1"] },
      "EventBridge brings no events between the Regions of aws-cn; deploy a hub in each",
    ],
    [
      "a management account without the hub's",
      {
        homeRegion: "eu-west-1",
        organization: { ...organization, managementAccount: "567890123456" },
      },
      'deploy.organization.managementAccount "567890123456": needs deploy.account',
    ],
    ["an unknown key", { homeregion: "eu-west-1" }, "deploy.homeregion: is no key here; known are"],
    ["a short account", { account: "4567" }, "must be 12 digits in quotes"],
    ["an account that is a number", { account: 456789012345 }, "must be 12 digits in quotes"],
    ["no concurrency", { reservedConcurrency: 0 }, "must be a whole number from 1 to 9999"],
    [
      "a key in another Region than the hub",
      { homeRegion: "eu-west-1", kmsKeyArn: "arn:aws:kms:eu-west-3:444455556666:key/7d0e5c1a" },
      "is a key in eu-west-3; give the ARN of a key in the home Region, eu-west-1",
    ],
    [
      "a webhook's key in another Region than the hub",
      {
        homeRegion: "eu-west-1",
        webhookKmsKeyArn: "arn:aws:kms:us-east-1:444455556666:key/7d0e5c1a",
      },
      "is a key in us-east-1; give the ARN of a key in the home Region, eu-west-1",
    ],
    [
      "a key of another partition than the hub",
      { homeRegion: "us-gov-west-1", kmsKeyArn: "arn:aws:kms:us-gov-west-1:444455556666:key/7d" },
      "must begin with arn:aws-us-gov:kms",
    ],
    [
      "a management account beside the one that the hub is in",
      {
        account: "456789012345",
        homeRegion: "eu-west-1",
        organization: { ...organization, callAs: "SELF", managementAccount: "567890123456" },
      },
      'is another than the hub\'s, which "callAs": "SELF" says is in the management account',
    ],
    [
      "less concurrency than the queue asks for",
      { ingest: { mode: "queued", maximumConcurrency: 10 }, reservedConcurrency: 2 },
      "deploy.reservedConcurrency 2: must be at least ingest.maximumConcurrency, 10",
    ],
    ["an alias", { kmsKeyArn: "alias/team" }, "must be a KMS key's ARN, not an alias"],
    ["a boundary's ARN", { permissionsBoundary: "arn:aws:iam::1:policy/x" }, "must be the name"],
    ["days that no log is kept", { logRetentionDays: 91 }, "must be one of 1, 3, 5"],
    ["a mode that is none", { ingest: { mode: "streamed" } }, 'must be {"mode": "direct"} or'],
    [
      "a queue's setting without a queue",
      { ingest: { mode: "direct", batchSize: 10 } },
      "deploy.ingest.batchSize: is no key here",
    ],
    ["a reserved tag", { tags: { "aws:x": "y" } }, 'not beginning with "aws:"'],
    ["a webhook URL for an e-mail address", { alarms: { emails: [webhookUrl] } }, "e-mail address"],
    ["a webhook URL for a tag", { tags: { hook: webhookUrl } }, "must be a tag's value"],
    ["a webhook URL for a Region", { homeRegion: webhookUrl }, "must be the code"],
  ])("%s", (_title, deploy, expected) => {
    const problems = problemsOf(deploy);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected);
    expect(problems[0]).not.toContain("\n");
    expect(problems[0]).not.toContain(secret);
  });
});

describe("the partitions", () => {
  it("have their global Region among their Regions, and no Region is in two", () => {
    for (const { globalRegion, regions } of awsPartitions) expect(regions).toContain(globalRegion);
    const all = awsPartitions.flatMap(({ regions }) => regions);
    expect(new Set(all).size).toBe(all.length);
  });
});
