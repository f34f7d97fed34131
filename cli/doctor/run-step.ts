import { readAwsFailure } from "../aws-failure.ts";
import { awsFailureRules } from "../aws-failure-rules.ts";
import { translateAwsError } from "../translate-aws-error.ts";
import type { Diagnosis, DoctorStep } from "./doctor-check.ts";
import { fail, type Finding, skip } from "./finding.ts";

/** With these no other check comes to anything either. */
const endsAll: readonly string[] = [
  "sign-in-expired",
  "no-credentials",
  "no-region",
  "expired",
  "clock",
];
/** Nor with these, where it is the hub's Region. */
const endsRegion: readonly string[] = ["no-such-region", "bad-credentials"];

/** Looks, and makes a finding of what goes wrong. What would go wrong with every check alike is thrown. */
export async function runStep(
  check: string,
  step: DoctorStep,
  hubRegion: string,
): Promise<readonly Diagnosis[]> {
  const endsIt = step.subject === hubRegion ? [...endsAll, ...endsRegion] : endsAll;
  const findings = await step.look().catch((error: unknown) => [findingOf(error, endsIt)]);
  return findings.map((finding) => ({ check, subject: step.subject, ...finding }));
}

/** A refused call is skipped and names the action; any other failure is one: nobody knows what it hides. */
function findingOf(error: unknown, endsIt: readonly string[]): Finding {
  const says = translateAwsError(error);
  if (says === null) throw error;
  const failure = readAwsFailure(error);
  const rule = awsFailureRules.find(({ fits }) => fits(failure));
  if (rule !== undefined && endsIt.includes(rule.id)) throw error;
  if (rule?.id === "access-denied") {
    const action = failure.call?.action ?? "the action";
    return skip(says, `Allow ${action}: docs/doctor.md has the whole policy.`);
  }
  return fail(says, "Mend this and run doctor again: the check did not come to an end.");
}
