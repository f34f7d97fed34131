import { fail, type Finding, ok } from "../finding.ts";
import { holds, readAllowStatements } from "./read-statements.ts";

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
  const allows = readAllowStatements(facts.policy).some(
    (one) =>
      holds(one, "Action", "events:PutEvents") && holds(one, "Condition", `"${organizationId}"`),
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
