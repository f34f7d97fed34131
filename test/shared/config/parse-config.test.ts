import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../shared/config/parse-config.ts";

const idOf = (mute: object): string | undefined =>
  parseConfig({ mutes: [{ reason: "x", ...mute }] }).mutes[0]?.id;

describe("parseConfig()", () => {
  it("throws with the path of what is wrong, and no value", () => {
    const json = { mutes: [{ reason: "x", principal: "*" }] };
    expect(() => parseConfig(json)).toThrow('"mutes[0].principal" is not what it must be');
  });

  it.each([null, undefined, 3, "x", [], { x: 1 }])("throws on %j", (json) => {
    expect(() => parseConfig(json)).toThrow("Cannot use the config");
  });

  it("a mute keeps the id that it is given", () => {
    expect(idOf({ id: "scanner", service: "s3" })).toBe("scanner");
  });

  it("a mute's id comes from its conditions alone, in any order", () => {
    const id = idOf({ service: "s3", region: "eu-west-1" });
    expect(id).toMatch(/^c-[0-9a-f]{10}$/);
    expect(idOf({ region: "eu-west-1", service: "s3", reason: "y", until: "2027-01-01" })).toBe(id);
    expect(idOf({ service: "s3" })).not.toBe(id);
    expect(idOf({ action: "s3:*", region: "eu-west-1" })).not.toBe(id);
  });

  it("the default webhook is always there, and can be another parameter", () => {
    expect(parseConfig({ webhooks: { ops: { parameterName: "ops" } } }).webhooks).toEqual({
      ops: { parameterName: "ops" },
      default: { parameterName: "/denywatch/slack-webhook" },
    });
    const own = { default: { parameterName: "/team/hook" } };
    expect(parseConfig({ webhooks: own }).webhooks).toEqual(own);
  });
});
