import { describe, expect, it } from "vitest";
import { diffConfigs } from "../../../shared/config/diff-configs.ts";
import { hashConfig } from "../../../shared/config/hash-config.ts";
import { parseConfig } from "../../../shared/config/parse-config.ts";

const a = { id: "a", reason: "x", service: "s3" };
const b = { id: "b", reason: "y", service: "ec2" };
const diff = (before: unknown, after: unknown) =>
  diffConfigs(parseConfig(before), parseConfig(after));

describe("diffConfigs()", () => {
  it("a default that is written out is no difference", () => {
    expect(diff({}, { $schema: "./x.json", alerts: { quietDays: 7 } })).toEqual([]);
  });

  it("names each value that differs", () => {
    expect(
      diff(
        { alerts: { quietDays: 3 } },
        { events: "off", accounts: { "210987654321": "orchard" } },
      ),
    ).toEqual([
      { path: "alerts.quietDays", before: "3", after: "7" },
      { path: "accounts.210987654321", before: null, after: '"orchard"' },
      { path: "events", before: '{"busName":"default"}', after: '"off"' },
    ]);
  });

  it("tells mutes apart by their ids", () => {
    expect(diff({ mutes: [a, b] }, { mutes: [{ ...b, reason: "z" }] })).toEqual([
      { path: "mutes.a", before: JSON.stringify(a), after: null },
      { path: "mutes.b.reason", before: '"y"', after: '"z"' },
    ]);
  });

  it("the order of the mutes is one, since the first that matches wins", () => {
    expect(diff({ mutes: [a, b] }, { mutes: [b, a] })).toEqual([
      { path: "mutes", before: "a, b", after: "b, a" },
    ]);
  });
});

describe("hashConfig()", () => {
  it("does not depend on the order of keys, and does on everything else", () => {
    const hash = hashConfig({ a: [1, { b: 2, c: 3 }], d: null });
    expect(hash).toMatch(/^[0-9a-f]{12}$/);
    expect(hashConfig({ d: null, a: [1, { c: 3, b: 2 }] })).toBe(hash);
    expect(hashConfig({ a: [{ b: 2, c: 3 }, 1], d: null })).not.toBe(hash);
    expect(hashConfig({ a: [1, { b: 2, c: 3 }] })).not.toBe(hash);
  });
});
