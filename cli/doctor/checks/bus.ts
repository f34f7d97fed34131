import { fail, type Finding, ok } from "../finding.ts";

export interface BusFacts {
  /** As JSON text; null where the bus has none. */
  readonly policy: string | null;
}

/** Whether others can forward to the hub's bus; `organizationId` is null where only the hub's own account does. */
export function judgeBus(
  name: string,
  facts: BusFacts | null,
  organizationId: string | null,
): readonly Finding[] {
  const deployAgain = "Deploy the hub's stack again.";
  if (facts === null) return [fail(`There is no event bus "${name}".`, deployAgain)];
  if (organizationId === null) return [ok(`Event bus "${name}" is there.`)];
  const { Statement = [] } = JSON.parse(facts.policy ?? "{}") as {
    readonly Statement?: readonly Readonly<Record<string, unknown>>[];
  };
  const allows = Statement.some(
    (one) =>
      one["Effect"] === "Allow" &&
      JSON.stringify(one["Action"]).includes("events:PutEvents") &&
      JSON.stringify(one["Condition"] ?? {}).includes(`"${organizationId}"`),
  );
  return [
    allows
      ? ok(`Event bus "${name}" takes denials from organization ${organizationId}.`)
      : fail(
          `Event bus "${name}" takes nothing from organization ${organizationId}: its policy does not allow it.`,
          deployAgain,
        ),
  ];
}
