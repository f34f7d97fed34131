import { describe, expect, it } from "vitest";
import {
  chooseWebhooks,
  type Route,
  type RouteConditions,
} from "../../../shared/delivery/route.ts";
import { buildDenial } from "../../support/denials.ts";

const denial = buildDenial({ severity: "critical" });
const route = (when: RouteConditions, ...webhooks: string[]): Route => ({ webhooks, when });

describe("chooseWebhooks()", () => {
  it.each<[string, RouteConditions, boolean]>([
    ["the account", { accounts: ["111111111111", "210987654321"] }, true],
    ["another account", { accounts: ["111111111111"] }, false],
    ["the severity", { severities: ["warning", "critical"] }, true],
    ["another severity", { severities: ["info"] }, false],
    ["the policy type", { policyTypes: ["identity-based"] }, true],
    ["another policy type", { policyTypes: ["session"] }, false],
    ["a glob on the principal's key", { principals: ["*:role/Dep*"] }, true],
    ["the principal's name", { principals: ["nobody", "Deploy"] }, true],
    ["the session name", { principals: ["build-*"] }, true],
    ["another principal", { principals: ["Web*"] }, false],
    ["the service", { services: ["S3"] }, true],
    ["another service", { services: ["ec2"] }, false],
    ["all of several", { services: ["s3"], severities: ["critical"] }, true],
    ["not all of several", { services: ["s3"], severities: ["info"] }, false],
    ["no condition", {}, false],
    ["a condition without values", { accounts: [] }, false],
  ])("%s", (_name, when, matches) => {
    expect(chooseWebhooks(denial, [route(when, "team")])).toEqual([matches ? "team" : "default"]);
  });

  it("an absent field matches no condition", () => {
    const bare = buildDenial({ account: null, eventSource: null, action: { iamAction: null } });
    const routes = [route({ accounts: ["210987654321"] }, "a"), route({ services: ["*"] }, "b")];
    expect(chooseWebhooks(bare, routes)).toEqual(["default"]);
  });

  it("the first route that matches decides, with each of its webhooks once", () => {
    const routes = [
      route({ services: ["ec2"] }, "compute"),
      route({ services: ["s3"] }, "storage", "default", "storage"),
      route({ severities: ["critical"] }, "security"),
    ];
    expect(chooseWebhooks(denial, routes)).toEqual(["storage", "default"]);
  });

  it("without routes everything goes to the default webhook", () => {
    expect(chooseWebhooks(denial, [])).toEqual(["default"]);
  });
});
