import { describe, expect, it } from "vitest";
import { findMute, type Mute } from "../../../shared/delivery/mute.ts";
import { buildDenial } from "../../support/denials.ts";

const now = new Date("2026-03-04T06:00:00Z");
const mute = (conditions: Partial<Mute>): Mute => ({
  id: "m1",
  reason: "known noise",
  ...conditions,
});
const denial = buildDenial({ principal: { invokedBy: "lambda.amazonaws.com" } });

describe("findMute()", () => {
  it.each<[string, Partial<Mute>, boolean]>([
    ["the principal's key", { principal: "arn:aws:iam::210987654321:role/Deploy" }, true],
    ["a glob on the principal", { principal: "arn:aws:iam::*:role/Dep*" }, true],
    ["the principal's name", { principal: "Deploy" }, true],
    ["the session name", { principal: "build-*" }, true],
    ["another principal", { principal: "Web*" }, false],
    ["a service's actions", { action: "s3:*" }, true],
    ["an action, whatever its case", { action: "S3:putobject" }, true],
    ["another action", { action: "s3:GetObject" }, false],
    ["the resource as it is normalised", { resource: "arn:aws:s3:::orchard-artifacts/*" }, true],
    ["the policy type", { policyType: "identity-based" }, true],
    ["another policy type", { policyType: "session" }, false],
    ["the deny type", { denyType: "implicit" }, true],
    ["the account", { account: "210987654321" }, true],
    ["the Region", { region: "eu-west-2" }, false],
    ["the user agent", { userAgent: "aws-cli/*" }, true],
    ["a service", { service: "S3" }, true],
    ["a glob on the service", { service: "s3*" }, true],
    ["another service", { service: "ec2" }, false],
    ["the source address", { sourceIp: "198.51.100.7" }, true],
    ["a block of addresses", { sourceIp: "198.51.100.0/24" }, true],
    ["another block", { sourceIp: "203.0.113.0/24" }, false],
    ["a block of the other family", { sourceIp: "2001:db8::/32" }, false],
    ["the identity type", { identityType: "AssumedRole" }, true],
    ["another identity type", { identityType: "IAMUser" }, false],
    ["the calling service", { invokedBy: "lambda.*" }, true],
    ["all of several", { principal: "Deploy", action: "s3:*", identityType: "AssumedRole" }, true],
    ["not all of several", { principal: "Deploy", action: "ec2:*" }, false],
    ["no condition at all", {}, false],
    ["before its end", { principal: "Deploy", until: "2026-03-04T06:00:01Z" }, true],
    ["at its end", { principal: "Deploy", until: "2026-03-04T06:00:00Z" }, false],
  ])("%s", (_name, conditions, matches) => {
    expect(findMute([mute(conditions)], denial, now) !== null).toBe(matches);
  });

  it.each<[string, Partial<Mute>, boolean]>([
    ["another account", { account: "123456789012" }, false],
    ["an account is no glob", { account: "2109876543*" }, false],
    ["its Region", { region: "eu-west-1" }, true],
    ["another deny type", { denyType: "explicit" }, false],
    ["another user agent", { userAgent: "Boto3/*" }, false],
    ["another calling service", { invokedBy: "ec2.*" }, false],
    ["another resource", { resource: "arn:aws:s3:::orchard-artifacts" }, false],
    ["the resource as it was named", { resource: "*/app.zip" }, true],
    ["a principal in another case", { principal: "deploy" }, false],
    ["a resource in another case", { resource: "ARN:aws:s3:::*" }, false],
    ["one character for each ?", { principal: "Deplo?" }, true],
    ["and no more", { principal: "Depl?" }, false],
    ["an ARN of the session", { principal: "*assumed-role/Deploy/build-42" }, true],
    ["an address in a block written for IPv6", { sourceIp: "::ffff:198.51.100.0/120" }, true],
  ])("%s: alone", (_name, conditions, matches) => {
    expect(findMute([mute(conditions)], denial, now) !== null).toBe(matches);
  });

  it("takes a hostile glob and text in linear time, or nearly", () => {
    const hostile = buildDenial({ userAgent: "a".repeat(50_000) });
    expect(findMute([mute({ userAgent: `${"*a".repeat(900)}*b` })], hostile, now)).toBeNull();
  });

  it("an absent field matches no condition, not even a star", () => {
    const bare = buildDenial({
      account: null,
      userAgent: null,
      principal: { key: "", text: null, name: "", sessionName: null, invokedBy: null },
      resource: { text: null, normalised: null },
      region: null,
      sourceIpAddress: null,
      eventSource: null,
      action: { text: null, iamAction: null },
    });
    expect(findMute([mute({ userAgent: "*" })], bare, now)).toBeNull();
    expect(findMute([mute({ invokedBy: "*" })], bare, now)).toBeNull();
    expect(findMute([mute({ account: "210987654321" })], bare, now)).toBeNull();
    expect(findMute([mute({ principal: "?*" })], bare, now)).toBeNull();
    expect(findMute([mute({ action: "*" })], bare, now)).toBeNull();
    expect(findMute([mute({ sourceIp: "0.0.0.0/0" })], bare, now)).toBeNull();
    expect(findMute([mute({ service: "*" })], bare, now)).toBeNull();
    expect(findMute([mute({ resource: "*" })], bare, now)).toBeNull();
    expect(findMute([mute({ region: "eu-west-1" })], bare, now)).toBeNull();
  });

  it("the first that matches wins", () => {
    const mutes = [
      mute({ id: "a", action: "ec2:*" }),
      mute({ id: "b", action: "s3:*" }),
      mute({ id: "c", principal: "*" }),
    ];
    expect(findMute(mutes, denial, now)?.id).toBe("b");
  });
});
