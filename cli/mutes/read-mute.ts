import { quoteConfigValue } from "../../shared/config/config-path.ts";
import { describeIssue } from "../../shared/config/describe-issue.ts";
import { muteConditionNames, muteSchema } from "../../shared/config/mute-schema.ts";
import type { Mute } from "../../shared/delivery/mute.ts";
import { UsageError } from "../exit-codes.ts";
import { kebabCase } from "./kebab-case.ts";

/** A mute as the command line describes it. */
export interface MuteFlags {
  readonly principal?: string;
  readonly service?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly account?: string;
  readonly eventRegion?: string;
  readonly denyType?: string;
  readonly policyType?: string;
  readonly sourceIp?: string;
  readonly identityType?: string;
  readonly invokedBy?: string;
  readonly userAgent?: string;
  readonly reason: string;
  readonly owner?: string;
}

/** The mute that the flags describe, checked like one of the config file. Throws a UsageError that names the flag. */
export function readMute(flags: MuteFlags, id: string, until: string | undefined): Mute {
  const given: Readonly<Record<string, string | undefined>> = {
    id,
    reason: flags.reason,
    owner: flags.owner,
    until,
    ...Object.fromEntries(
      muteConditionNames.map((name) => [name, name === "region" ? flags.eventRegion : flags[name]]),
    ),
  };
  const parsed = muteSchema.safeParse(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
  if (parsed.success) return parsed.data;
  const [found] = parsed.error.issues.flatMap(describeIssue);
  const name = found?.path[0];
  if (name === undefined) {
    const names = muteConditionNames.map(flagOf).join(", ");
    throw new UsageError(`a mute needs at least one condition: ${names}`);
  }
  const value = quoteConfigValue(given[String(name)]);
  throw new UsageError(`${flagOf(String(name))} ${value}: ${found?.message ?? ""}`);
}

/** `--region` is where the table is, as in every command. */
function flagOf(name: string): string {
  return name === "region" ? "--event-region" : `--${kebabCase(name)}`;
}
