import { holdsDenialPhrase } from "../cloudtrail/denial-phrases.ts";
import { denialTextOf } from "../cloudtrail/denial-text.ts";
import { classifyErrorCode } from "../cloudtrail/error-codes.ts";
import type { CloudTrailRecord } from "../cloudtrail/record.ts";
import { parseDenialMessage } from "./parse-message.ts";

/**
 * What a message says under a denial's code when the call was not refused for lack of authorization: an unknown or
 * expired credential, invalid input, or another Region's endpoint. Lower case.
 */
const lookAlikes = [
  "session token not found or invalid",
  "token included in the request is",
  "token is expired",
  "token has expired",
  "request has expired",
  "was not able to validate the provided access credentials",
  "request signature we calculated does not match",
  "incorrect username or password",
  "missing authentication token",
  "but your identity region is",
  "invalid arn",
  "is not a valid aws service name",
];
/** Longer messages are sentences about a denial; none of the look-alikes comes near. */
const longestLookAlike = 400;

/**
 * Whether the call was refused for lack of authorization, by its error code and message. A failed sign-in with a wrong
 * password is none; another code whose message quotes a denial is one.
 */
export function isDenialRecord(record: CloudTrailRecord): boolean {
  const { errorCode, message } = denialTextOf(record);
  const verdict = errorCode === null ? "ask-message" : classifyErrorCode(errorCode);
  if (verdict === "not-denial") return false;
  if (message === null) return verdict === "denial";
  if (verdict === "denial") return !isLookAlike(message);
  return holdsDenialPhrase(message) && parseDenialMessage(message).isDenial;
}

function isLookAlike(message: string): boolean {
  if (message.length > longestLookAlike) return false;
  const folded = message.trim().toLowerCase();
  if (folded.includes("not authorized to perform")) return false;
  return lookAlikes.some((phrase) => folded.includes(phrase));
}
