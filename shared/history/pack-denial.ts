import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { RecordedDenial } from "./occurrence.ts";

/** Text that most denials share, so that the first occurrence of a word costs little too. Never change it: items depend on it. */
const dictionary = Buffer.from(
  `{"eventId":"","dedupeId":"","occurredAt":"2026-01-01T00:00:00Z","account":"123456789012","region":"us-east-1","eventSource":"s3.amazonaws.com","eventName":"Get","errorCode":"AccessDeniedException","errorMessage":"You are not authorized to perform this operation. User: arn:aws:sts::123456789012:assumed-role/ is not authorized to perform: ec2:Describe on resource: arn:aws:iam::123456789012:role/ because no identity-based policy allows the  action with an explicit deny in a service control policy: arn:aws:organizations::policy/o-/service_control_policy/p-","sourceIpAddress":"","userAgent":"aws-cli/2 aws-sdk-","vpcEndpointId":null,"readOnly":true,"reason":{"denyType":"implicit","policyType":"identity-based","via":null,"policyArn":null,"encoded":false,"encodedMessage":null,"authorizationId":null,"authorizationUrl":null,"notPolicy":null},"principal":{"type":"AssumedRole","text":"","key":"","sessionName":null,"person":null,"account":"","name":"","automation":null,"invokedBy":null,"client":"sdk","credentials":"temporary"},"action":{"text":"","iamAction":"","derived":false},"resource":{"text":"","normalised":""},"severity":"warning","fingerprint":"fp1_"}`,
);

/** The longest text kept of one field, in characters: an item stays far under DynamoDB's 400 KB whatever an event holds. */
const longestText = 1024;

/**
 * The denial as bytes for one attribute: compressed JSON, so that an item with it stays under 1 KB.
 * The encoded message is left out: it is long, unique to its request, and of use only in the alert itself.
 */
export function packDenial(denial: RecordedDenial): Uint8Array {
  const kept: RecordedDenial = {
    ...denial,
    errorMessage: denial.errorMessage === null ? null : withoutEncodedMessage(denial.errorMessage),
    reason: { ...denial.reason, encodedMessage: null },
  };
  const json = JSON.stringify(kept, (_key, value: unknown) =>
    typeof value === "string" && value.length > longestText ? value.slice(0, longestText) : value,
  );
  return deflateRawSync(json, { dictionary });
}

/** The denial that `packDenial` packed. Throws where the bytes are none. */
export function unpackDenial(bytes: Uint8Array): RecordedDenial {
  const denial: unknown = JSON.parse(inflateRawSync(bytes, { dictionary }).toString("utf8"));
  if (!hasParts(denial)) throw new Error("Cannot unpack a denial: it has not all of its parts");
  return denial;
}

/** Whoever reads a denial looks into these. */
function hasParts(value: unknown): value is RecordedDenial {
  if (typeof value !== "object" || value === null) return false;
  return (["reason", "principal", "action", "resource"] as const).every((part) => {
    const has: unknown = Reflect.get(value, part);
    return typeof has === "object" && has !== null;
  });
}

const encodedMessageLabel = "Encoded authorization failure message:";

function withoutEncodedMessage(message: string): string {
  const start = message.indexOf(encodedMessageLabel);
  return start < 0 ? message : message.slice(0, start + encodedMessageLabel.length) + " ...";
}
