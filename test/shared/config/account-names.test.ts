import { describe, expect, it } from "vitest";
import { nameOfAccount, withAccountNames } from "../../../shared/config/account-names.ts";
import { parseConfig } from "../../../shared/config/parse-config.ts";

describe("nameOfAccount()", () => {
  it.each([
    ["a named one", "210987654321", "orchard"],
    ["one without a name", "310987654321", null],
    ["none", null, null],
    ["what an event calls an account", "constructor", null],
    ["the same", "__proto__", null],
  ])("%s: %j", (_what, account, expected) => {
    expect(nameOfAccount({ "210987654321": "orchard" }, account)).toBe(expected);
  });
});

it("withAccountNames() lets the config's names come before the organization's", () => {
  const config = parseConfig({ accounts: { "210987654321": "orchard" } });
  const named = withAccountNames(config, { "210987654321": "a-1", "310987654321": "cellar" });
  expect(named).toEqual({
    ...config,
    accounts: { "210987654321": "orchard", "310987654321": "cellar" },
  });
});
