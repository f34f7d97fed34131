import { describe, expect, it } from "vitest";
import { createRandom, type Random } from "../../../bench/random.ts";
import {
  buildDenialEventPattern,
  buildOwnDenialEventPattern,
  maxPatternLength,
} from "../../../shared/cloudtrail/denial-event-pattern.ts";
import { compileEventPattern } from "../../../shared/cloudtrail/event-pattern.ts";
import { buildEvent, buildRecord, type JsonObject } from "../../support/events.ts";

const account = "210987654321";

function matcherOf(pattern: unknown): (event: unknown) => boolean {
  const compiled = compileEventPattern(pattern);
  if (compiled.kind === "invalid") throw new Error(compiled.reason);
  return compiled.matches;
}

/** Who calls: an own role, one that looks like it, or something without a session issuer. */
function generateIdentity(random: Random, own: readonly [string, ...string[]]): JsonObject {
  const role = random.pick(own);
  const issuer = (arn: unknown): JsonObject => ({
    type: "AssumedRole",
    sessionContext: { sessionIssuer: { type: "Role", arn } },
  });
  return random.pick<() => JsonObject>([
    () => issuer(role),
    () => issuer(role),
    () => issuer(`${role}-2`),
    () => issuer(role.slice(0, -1)),
    () => issuer(role.toLowerCase()),
    () => issuer(role.replace(account, "345678901234")),
    () => issuer(role.replace(/^arn:[a-z-]+/, "arn:aws-iso")),
    () => issuer("arn:aws:iam::210987654321:role/Deploy"),
    () => issuer(null),
    () => issuer(undefined),
    () => ({ type: "IAMUser", arn: role }),
    () => ({ type: "AssumedRole", sessionContext: { attributes: {} } }),
    () => ({ type: "AWSService", invokedBy: role }),
    () => ({}),
  ])();
}

describe.each(["aws", "aws-us-gov", "aws-cn"])("the rule of own denials in %s", (partition) => {
  const own = ["AlertOnDenialRole", "DeliverAlertsRole"].map(
    (name) => `arn:${partition}:iam::${account}:role/Denywatch-${name}`,
  ) as [string, ...string[]];
  const main = buildDenialEventPattern({ ownRoleArns: own });
  const watching = buildOwnDenialEventPattern(own);
  const [isMain, isOwn, isAny] = [main, watching, buildDenialEventPattern()].map(matcherOf) as [
    (event: unknown) => boolean,
    (event: unknown) => boolean,
    (event: unknown) => boolean,
  ];

  it("shares all denials with the main rule: each goes to one of the two, by whose role it is", () => {
    const random = createRandom(4_242);
    const counts = { own: 0, others: 0, none: 0 };
    for (let n = 0; n < 1500; n += 1) {
      const userIdentity = generateIdentity(random, own);
      const errorCode = random.pick<string | undefined>([
        ...(["AccessDenied", "Client.UnauthorizedOperation"] as const),
        ...(["NoSuchKey", undefined] as const),
      ]);
      const error = { errorCode, ...(errorCode === undefined && { errorMessage: undefined }) };
      const silent = errorCode === "NoSuchKey" && { errorMessage: "The key does not exist" };
      const event = buildEvent(buildRecord({ userIdentity, ...error, ...silent }));
      const issuer = (
        userIdentity as { sessionContext?: { sessionIssuer?: { arn?: string | null } } }
      ).sessionContext?.sessionIssuer?.arn;
      const byOwn = typeof issuer === "string" && own.includes(issuer);
      const denied = isAny(event);
      expect([isMain(event), isOwn(event)], JSON.stringify(userIdentity)).toEqual([
        denied && !byOwn,
        denied && byOwn,
      ]);
      counts[denied ? (byOwn ? "own" : "others") : "none"] += 1;
    }
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(50);
  });

  it("is no longer than the main rule's pattern, which EventBridge takes", () => {
    const length = JSON.stringify(watching).length;
    expect(length).toBeLessThan(JSON.stringify(main).length);
    expect(length).toBeLessThan(maxPatternLength);
  });
});
