import { showInvisible } from "../shared/slack/show-invisible.ts";
import { type AwsFailure, readAwsFailure } from "./aws-failure.ts";
import { awsFailureRules } from "./aws-failure-rules.ts";

/**
 * What went wrong in a call to AWS and what to do about it, in one line; null for an error that is not AWS's.
 * The client's calls are named where `noteFailedCalls` was given it.
 */
export function translateAwsError(error: unknown): string | null {
  const failure = readAwsFailure(error);
  const rule = awsFailureRules.find(({ fits }) => fits(failure));
  if (rule !== undefined) return showInvisible(`${attempt(failure)}: ${rule.say(failure)}`);
  if (!failure.isAnswer) return null;
  const requestId = failure.requestId === null ? "" : ` (request ${failure.requestId})`;
  return showInvisible(
    `${attempt(failure)}: ${[failure.name, failure.message].filter(Boolean).join(": ")}${requestId}`,
  );
}

function attempt({ call }: AwsFailure): string {
  if (call === null) return "Cannot call AWS";
  const target = call.target === null ? "" : ` on "${call.target}"`;
  const region = call.region === null ? "" : ` in ${call.region}`;
  return `Cannot call ${call.action}${target}${region}`;
}
