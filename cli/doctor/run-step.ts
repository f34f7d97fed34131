import { readAwsFailure } from "../aws-failure.ts";
import { awsFailureRules } from "../aws-failure-rules.ts";
import { translateAwsError } from "../translate-aws-error.ts";
import type { Diagnosis, DoctorStep } from "./doctor-check.ts";
import { fail, type Finding, skip } from "./finding.ts";

/** Looks, and makes a finding of what AWS does not let be seen. An error that is not AWS's is thrown. */
export async function runStep(check: string, step: DoctorStep): Promise<readonly Diagnosis[]> {
  const findings = await step.look().catch((error: unknown) => [findingOf(error)]);
  return findings.map((finding) => ({ check, subject: step.subject, ...finding }));
}

/** A refused call is skipped and names the action; any other failure is one: nobody knows what it hides. */
function findingOf(error: unknown): Finding {
  const says = translateAwsError(error);
  if (says === null) throw error;
  const failure = readAwsFailure(error);
  const rule = awsFailureRules.find(({ fits }) => fits(failure));
  if (rule?.id === "access-denied") {
    const action = failure.call?.action ?? "the action";
    return skip(says, `Allow ${action}: docs/doctor.md has the whole policy.`);
  }
  return fail(says, "Mend this and run doctor again: the check did not come to an end.");
}
