import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildMuteCommand } from "../../../shared/slack/build-mute-command.ts";
import { buildPrincipalMuteCommand } from "../../../shared/slack/build-principal-mute-command.ts";
import { cloudTrailEventLink } from "../../../shared/slack/cloudtrail-event-link.ts";
import { quoteShellArgument } from "../../../shared/slack/quote-shell-argument.ts";
import { buildDenial } from "../../support/denials.ts";
import { hostileText } from "./hostile-text.ts";

const identityCenterRole =
  "arn:aws:iam::210987654321:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Cooks_0a1b2c3d4e5f6a7b";

/** What bash hands to a program that is called with these words. */
function readByBash(words: string): readonly string[] {
  const script = `printf '%s\\0' ${words}`;
  const output = execFileSync("bash", ["--norc", "-c", script], {
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    env: { PATH: process.env["PATH"], LC_ALL: "C.UTF-8" },
  });
  return output.split("\0").slice(0, -1);
}

describe("quoteShellArgument()", () => {
  test("leaves plain words alone", () => {
    expect(quoteShellArgument("arn:aws:iam::210987654321:role/a+b=c,d.e@f-g_h")).toBe(
      "arn:aws:iam::210987654321:role/a+b=c,d.e@f-g_h",
    );
  });

  test("is read back by a shell as it was, and is printable without backticks", () => {
    const samples = fc
      .sample(hostileText, { numRuns: 300, seed: 7 })
      .map((text) => text.toWellFormed().replaceAll("\0", "").slice(0, 200).toWellFormed());
    const quoted = samples.map((text) => quoteShellArgument(text));
    for (const word of quoted) expect(word).toMatch(/^[ -_a-~]*$/);
    expect(readByBash(quoted.join(" "))).toEqual(samples);
  });
});

describe("buildMuteCommand()", () => {
  test("means the role, or the one person behind an Identity Center role", () => {
    expect(buildMuteCommand(buildDenial())).toBe(
      'denywatch mute --principal arn:aws:iam::210987654321:role/Deploy --action s3:PutObject --reason "known, reviewed in Slack" --for 7d',
    );
    const who = { person: "ada@orchard.example", sessionName: "ada@orchard.example" };
    expect(
      buildMuteCommand(buildDenial({ principal: { ...who, key: identityCenterRole } })),
    ).toContain("--principal ada@orchard.example --action");
    // A source identity, or a session named by an address: the fingerprint has only the role.
    expect(buildMuteCommand(buildDenial({ principal: who }))).toContain(
      "--principal arn:aws:iam::210987654321:role/Deploy --action",
    );
  });

  test("quotes a hostile name", () => {
    const principal = { key: "x; rm -rf ~ `id` $(id) 'q' *" };
    const command = buildMuteCommand(buildDenial({ principal })) ?? "";
    const words = readByBash(command.replace("denywatch mute", ""));
    expect(words[1]).toBe("x; rm -rf ~ `id` $(id) 'q' ?");
  });

  test.each([
    ["an unknown principal", { principal: { key: "unknown" } }],
    ["an unknown action", { action: { iamAction: null } }],
    ["a name too long to paste", { principal: { key: "x".repeat(2000) } }],
  ])("is null for %s", (_, overrides) => {
    expect(buildMuteCommand(buildDenial(overrides))).toBeNull();
  });
});

describe("buildPrincipalMuteCommand()", () => {
  test("means all of the role, or of the one person behind a shared role", () => {
    expect(buildPrincipalMuteCommand(buildDenial().principal)).toBe(
      'denywatch mute --principal arn:aws:iam::210987654321:role/Deploy --reason "known, reviewed in Slack" --for 1d',
    );
    const principal = { key: identityCenterRole, sessionName: "ada@orchard.example" };
    expect(buildPrincipalMuteCommand(buildDenial({ principal }).principal)).toContain(
      "--principal ada@orchard.example --reason",
    );
  });

  test("quotes a hostile name", () => {
    const { principal } = buildDenial({ principal: { key: "x; rm -rf ~ `id` $(id) 'q' *" } });
    const command = buildPrincipalMuteCommand(principal) ?? "";
    const words = readByBash(command.replace("denywatch mute", ""));
    expect(words[1]).toBe("x; rm -rf ~ `id` $(id) 'q' ?");
  });

  test.each([
    ["an unknown principal", "unknown"],
    ["no principal", ""],
    ["a name too long to paste", "x".repeat(2000)],
  ])("is null for %s", (_, key) => {
    expect(buildPrincipalMuteCommand(buildDenial({ principal: { key } }).principal)).toBeNull();
  });
});

describe("cloudTrailEventLink()", () => {
  const path = (region: string): string =>
    `/cloudtrailv2/home?region=${region}#/events/0f6c2a34-7d1e-4b58-9c03-51a7e2b8d946`;
  test.each([
    ["eu-west-1", "console.aws.amazon.com"],
    ["ap-southeast-4", "console.aws.amazon.com"],
    ["us-gov-west-1", "console.amazonaws-us-gov.com"],
    ["cn-northwest-1", "console.amazonaws.cn"],
    ["eusc-de-east-1", "console.amazonaws-eusc.eu"],
  ])("%s is on %s", (region, host) => {
    expect(cloudTrailEventLink(buildDenial({ region }))).toBe(
      `https://${region}.${host}${path(region)}`,
    );
  });

  test.each([
    { region: null },
    { region: "evil.example/" },
    { region: "us-iso-east-1" },
    { eventId: null },
    { eventId: "x|y>" },
  ])("none for %j", (overrides) => {
    expect(cloudTrailEventLink(buildDenial(overrides))).toBeNull();
  });
});
