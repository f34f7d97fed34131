import type { DeployConfig } from "../../../shared/config/deploy-schema.ts";
import { fail, type Finding, ok, skip, warn } from "../finding.ts";

export interface StackInstance {
  readonly account: string;
  readonly region: string;
  readonly status: string;
  readonly reason: string | null;
}

/** Whether the StackSet is up to date wherever it is. */
export function judgeInstances(instances: readonly StackInstance[]): readonly Finding[] {
  const stale = instances.filter(({ status }) => status !== "CURRENT");
  if (instances.length === 0) {
    return [
      fail(
        "The StackSet is in no account.",
        "See its operations: aws cloudformation list-stack-set-operations",
      ),
    ];
  }
  if (stale.length === 0) return [ok(`The StackSet is current in ${instances.length} places.`)];
  const some = stale
    .slice(0, 3)
    .map(
      ({ account, region, status, reason }) =>
        `${account} ${region} ${status}${reason === null ? "" : ` (${reason})`}`,
    );
  return [
    fail(
      `The StackSet is not current in ${stale.length} of ${instances.length} places: ${some.join("; ")}.`,
      "Mend the cause and deploy the hub's stack again.",
    ),
  ];
}

/** Whether every account that should be covered is, in each Region. Units below the root cannot be told apart here. */
export function judgeCoverage(
  accounts: readonly string[],
  instances: readonly StackInstance[],
  regions: readonly string[],
  organization: Pick<NonNullable<DeployConfig["organization"]>, "units" | "managementAccount">,
): readonly Finding[] {
  if (!organization.units.some((unit) => unit.startsWith("r-"))) {
    return [
      skip(
        `Coverage is of units ${organization.units.join(", ")}; doctor does not compare accounts below units.`,
        "Compare aws organizations list-accounts-for-parent with the StackSet's instances.",
      ),
    ];
  }
  const covered = new Set(instances.map(({ account, region }) => `${account} ${region}`));
  const missing = accounts
    .filter((account) => account !== organization.managementAccount)
    .flatMap((account) => regions.map((region) => `${account} ${region}`))
    .filter((place) => !covered.has(place));
  if (missing.length > 0) {
    const some = missing.slice(0, 5).join(", ");
    const more = missing.length > 5 ? ` and ${missing.length - 5} more` : "";
    return [
      fail(
        `No forwarder in ${some}${more}.`,
        "New accounts get one within minutes; deploy the hub's stack again for the rest. StackSets never covers the management account: set deploy.organization.managementAccount.",
      ),
    ];
  }
  return organization.managementAccount === undefined
    ? [
        warn(
          "Every account is covered, if the management account is none of them.",
          "Set deploy.organization.managementAccount.",
        ),
      ]
    : [ok(`All ${accounts.length} accounts are covered in ${regions.join(", ")}.`)];
}
