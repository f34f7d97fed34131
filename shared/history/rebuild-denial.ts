import { denyTypes, policyTypes, unknownReason } from "../denial/reason.ts";
import { type DenialItem, fingerprintOfKey, numberOf } from "./denial-item.ts";
import type { RecordedDenial } from "./occurrence.ts";

/**
 * What an item still tells of its denial when the denial itself cannot be read: the account, the action and the reason,
 * from what the indexes are keyed by. So it is listed and told all the same.
 */
export function rebuildDenial(item: DenialItem): RecordedDenial {
  const action = known(item["c"]?.S);
  const account = known(item["a"]?.S);
  const [deny, policy] = (item["r"]?.S ?? "").split("#");
  return {
    eventId: "unknown",
    dedupeId: "unknown",
    occurredAt: timeOf(numberOf(item["l"]) ?? 0),
    account,
    region: null,
    eventSource: null,
    eventName: null,
    errorCode: null,
    errorMessage: null,
    sourceIpAddress: null,
    userAgent: null,
    vpcEndpointId: null,
    readOnly: null,
    reason: {
      ...unknownReason,
      denyType: denyTypes.find((type) => type === deny) ?? "unknown",
      policyType: policyTypes.find((type) => type === policy) ?? "unknown",
    },
    principal: {
      type: "Unknown",
      text: null,
      key: "unknown",
      sessionName: null,
      person: null,
      account,
      name: "unknown",
      automation: null,
      invokedBy: null,
      client: "other",
      credentials: null,
    },
    action: { text: action, iamAction: action, derived: false },
    resource: { text: null, normalised: null },
    severity: "warning",
    fingerprint: fingerprintOfKey(item) ?? "unknown",
  };
}

function known(text: string | undefined): string | null {
  return text === undefined || text === "unknown" ? null : text;
}

/** A time that no date can hold is as unreadable as the rest. */
function timeOf(seconds: number): string {
  const time = new Date(seconds * 1000);
  return (Number.isNaN(time.getTime()) ? new Date(0) : time).toISOString();
}
