import fc from "fast-check";
import { expect, it } from "vitest";
import { findCoveredRoutes } from "../../../shared/config/find-covered-routes.ts";
import { chooseWebhooks, type RouteConditions } from "../../../shared/delivery/route.ts";
import { buildDenial } from "../../support/denials.ts";

it.each<[string, RouteConditions, RouteConditions, boolean]>([
  ["the same", { services: ["s3"] }, { services: ["s3"] }, true],
  ["more conditions", { services: ["s3"] }, { services: ["s3"], severities: ["info"] }, true],
  ["other conditions", { services: ["s3"] }, { severities: ["info"] }, false],
  ["fewer conditions", { services: ["s3"], severities: ["info"] }, { services: ["s3"] }, false],
  [
    "fewer values",
    { accounts: ["1", "2"], policyTypes: ["session"] },
    { accounts: ["2"], policyTypes: ["session"] },
    true,
  ],
  ["more values", { accounts: ["2"] }, { accounts: ["1", "2"] }, false],
  ["a glob within a glob", { services: ["s*", "ec2"] }, { services: ["S3*", "ec2"] }, true],
  ["a wider glob", { principals: ["*role/a*"] }, { principals: ["*role/*"] }, false],
  ["any text for one character", { principals: ["dep?"] }, { principals: ["dep*"] }, false],
])("findCoveredRoutes(): %s", (_name, first, second, isCovered) => {
  const routes = [first, second].map((when) => ({ webhooks: ["a"], when }));
  expect(findCoveredRoutes(routes)).toEqual(isCovered ? [{ index: 1, by: 0 }] : []);
});

it("a route that it finds decides for no denial", () => {
  const glob = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), minLength: 1, maxLength: 4 });
  const name = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 4 });
  const some = <T>(values: fc.Arbitrary<T>) => fc.array(values, { minLength: 1, maxLength: 2 });
  const when = fc.record(
    {
      accounts: some(fc.constantFrom("1", "2")),
      severities: some(fc.constantFrom("info" as const, "critical" as const)),
      principals: some(glob),
      services: some(glob),
    },
    { requiredKeys: [] },
  );
  const denial = fc
    .record({
      account: fc.constantFrom("1", "2", null),
      severity: fc.constantFrom("info" as const, "critical" as const),
      key: name,
      service: name,
    })
    .map(({ account, severity, key, service }) =>
      buildDenial({
        account,
        severity,
        principal: { key },
        action: { iamAction: `${service}:Get` },
      }),
    );
  let found = 0;
  fc.assert(
    fc.property(
      fc.array(when, { minLength: 2, maxLength: 4 }),
      fc.array(denial, { minLength: 20, maxLength: 20 }),
      (conditions, denials) => {
        const routes = conditions.map((one, n) => ({ webhooks: [`w${n}`], when: one }));
        const covered = findCoveredRoutes(routes).filter(
          ({ by }) => Object.keys(routes[by]?.when ?? {}).length > 0,
        );
        found += covered.length;
        const chosen = denials.flatMap((one) => chooseWebhooks(one, routes));
        for (const { index } of covered) expect(chosen).not.toContain(`w${index}`);
      },
    ),
    { numRuns: 300, seed: 11 },
  );
  expect(found).toBeGreaterThan(20);
});
