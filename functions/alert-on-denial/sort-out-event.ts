import { parseCloudTrailEvent } from "../../shared/cloudtrail/event.ts";
import { findFalseSender } from "../../shared/cloudtrail/find-false-sender.ts";
import { explainRecord } from "../../shared/denial/explain-record.ts";
import { isDenialRecord } from "../../shared/denial/is-denial-record.ts";
import { isRecorded, type RecordedDenial } from "../../shared/history/occurrence.ts";
import { maskDenial } from "../../shared/redaction/mask-denial.ts";
import type { Telemetry } from "../../shared/telemetry/telemetry.ts";
import { isOwnCall } from "./is-own-call.ts";

/** What an event is. Only a `denial` goes on. */
export type SortedEvent =
  | { readonly kind: "denial"; readonly denial: RecordedDenial }
  | { readonly kind: "malformed" | "refused" | "no-denial" | "own-denial" };

/**
 * Sorts out one event and explains it, secrets masked, where it is a denial. Never throws; logs and counts what goes no
 * further.
 */
export function sortOutEvent(
  event: unknown,
  ownRoleArns: readonly string[],
  telemetry: Telemetry,
): SortedEvent {
  const parsed = parseCloudTrailEvent(event);
  if (parsed.kind === "malformed") {
    telemetry.count("EventsMalformed");
    telemetry.warn("Ignored an event that is no CloudTrail record", { problem: parsed.problem });
    return { kind: "malformed" };
  }
  const falseSender = findFalseSender(parsed.sender, parsed.record);
  if (falseSender !== null) {
    telemetry.count("EventsRefused");
    telemetry.error("Refused an event that is not what CloudTrail delivered to its sender", {
      problem: falseSender,
      account: parsed.sender.account,
    });
    return { kind: "refused" };
  }
  if (isOwnCall(parsed.record.userIdentity, ownRoleArns)) {
    telemetry.count("OwnDenials");
    return { kind: "own-denial" };
  }
  if (!isDenialRecord(parsed.record)) {
    telemetry.count("EventsIgnored");
    return { kind: "no-denial" };
  }
  telemetry.count("DenialsSeen");
  const denial = maskDenial(explainRecord(parsed.record));
  // A record that parsed has an id and a time; the check is what tells the type so.
  return isRecorded(denial) ? { kind: "denial", denial } : { kind: "malformed" };
}
