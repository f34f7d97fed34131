import { expect, it } from "vitest";
import { applySettings } from "../../functions/apply-settings.ts";
import { parseConfig } from "../../shared/config/parse-config.ts";
import { parseCloudTrailEvent } from "../../shared/cloudtrail/event.ts";
import { explainRecord } from "../../shared/denial/explain-record.ts";
import { buildEvent, buildRecord } from "../support/events.ts";

const now = () => new Date("2026-03-04T05:06:07Z");
const parsed = parseCloudTrailEvent(buildEvent(buildRecord()));
if (parsed.kind !== "record") throw new Error("the built event is no record");
const denial = explainRecord(parsed.record);

function settingsOf(json: object) {
  const config = parseConfig(json);
  return applySettings({ config, mutes: config.mutes, problem: null }, 1000, now);
}

it("applySettings() counts windows in milliseconds", () => {
  const { thresholds, limits } = settingsOf({
    alerts: {
      quietDays: 3,
      growthFactor: 4,
      burst: { newFingerprints: 2, minutes: 5 },
      budget: { messages: 9, minutes: 6 },
    },
  });
  expect(thresholds).toEqual({ quietDays: 3, growthFactor: 4 });
  expect(limits).toEqual({
    spacingMilliseconds: 1000,
    burst: { newFingerprints: 2, windowMilliseconds: 300_000 },
    budget: { messages: 9, windowMilliseconds: 360_000 },
  });
});

const webhooks = {
  security: { parameterName: "/hooks/security" },
  storage: { parameterName: "/hooks/storage" },
};
it.each([
  ["what no route matches goes to the default", [], null, ["default"]],
  [
    "the first route that matches decides, with each of its webhooks once",
    [
      { webhooks: ["storage", "security", "storage"], when: { services: ["s3"] } },
      { webhooks: ["security"], when: { accounts: ["210987654321"] } },
    ],
    null,
    ["storage", "security"],
  ],
  ["what is still pending is told there", [], ["storage"], ["storage"]],
  ["pending for a webhook that is gone goes to the default", [], ["gone"], ["default"]],
  ["and only once", [], ["gone", "default", "older"], ["default"]],
])("applySettings(): %s", (_name, routes, pending, expected) => {
  const { channelsFor, channelNames } = settingsOf({ webhooks, routes });
  expect(channelsFor(denial, pending)).toEqual(expected);
  expect(channelNames.toSorted()).toEqual(["default", "security", "storage"]);
});

it("applySettings() hides by the first mute that matches, in force only", () => {
  const mute = { principal: "*:role/Deploy", reason: "known" };
  const { findHidden } = settingsOf({
    mutes: [
      { ...mute, id: "ended", until: "2026-03-04" },
      { ...mute, id: "first" },
      { ...mute, id: "second", account: "210987654321" },
    ],
  });
  expect(findHidden(denial)).toEqual({ status: "muted", by: "first" });
  expect(settingsOf({}).findHidden(denial)).toBeNull();
});

it("applySettings() hides by the benign catalogue, unless its entry is switched off", () => {
  const role =
    "arn:aws:iam::210987654321:role/aws-service-role/access-analyzer.amazonaws.com/AWSServiceRoleForAccessAnalyzer";
  const probe = { ...denial, principal: { ...denial.principal, key: role }, readOnly: true };
  const hidden = settingsOf({}).findHidden(probe);
  expect(hidden?.status).toBe("benign");
  expect(settingsOf({ benign: { disable: [hidden?.by ?? ""] } }).findHidden(probe)).toBeNull();
});
