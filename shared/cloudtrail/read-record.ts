import type { CloudTrailRecord, UserIdentity } from "./record.ts";

export type RecordReading =
  | { readonly kind: "record"; readonly record: CloudTrailRecord }
  /** `problem` names the field and what was expected there, and quotes no value. */
  | { readonly kind: "malformed"; readonly problem: string };

type JsonObject = Readonly<Record<string, unknown>>;

/** Those without which it is no record ("CloudTrail record contents", CloudTrail User Guide). */
const requiredTexts = ["eventID", "eventTime", "eventSource", "eventName"] as const;

/**
 * Checks a parsed JSON value and takes from it what Denywatch reads. A required field that is absent or of a wrong
 * type is a problem; any other field of a wrong type reads as absent, so that one odd field never loses a denial.
 * Written by hand: a schema library costs more here than parsing the record's JSON did.
 */
export function readRecord(value: unknown): RecordReading {
  if (!isObject(value)) return { kind: "malformed", problem: "expected an object" };
  for (const name of requiredTexts) {
    if (textIn(value, name, "") === "") {
      return { kind: "malformed", problem: `${name}: expected a text` };
    }
  }
  const eventTime = textIn(value, "eventTime", "");
  if (!isTime(eventTime)) {
    return { kind: "malformed", problem: "eventTime: expected an ISO 8601 time with a zone" };
  }
  return {
    kind: "record",
    record: {
      eventVersion: text(value, "eventVersion"),
      eventID: textIn(value, "eventID", ""),
      eventTime,
      eventSource: textIn(value, "eventSource", ""),
      eventName: textIn(value, "eventName", ""),
      eventType: text(value, "eventType"),
      eventCategory: text(value, "eventCategory"),
      awsRegion: text(value, "awsRegion"),
      sourceIPAddress: text(value, "sourceIPAddress"),
      userAgent: text(value, "userAgent"),
      errorCode: text(value, "errorCode"),
      errorMessage: text(value, "errorMessage"),
      readOnly: flag(value, "readOnly"),
      managementEvent: flag(value, "managementEvent"),
      recipientAccountId: text(value, "recipientAccountId"),
      sharedEventID: text(value, "sharedEventID"),
      vpcEndpointId: text(value, "vpcEndpointId"),
      userIdentity: readIdentity(value["userIdentity"]),
      requestParameters: value["requestParameters"],
      responseElements: value["responseElements"],
      additionalEventData: value["additionalEventData"],
      resources: readResources(value["resources"]),
    },
  };
}

function readIdentity(value: unknown): UserIdentity {
  if (!isObject(value)) return {};
  const onBehalfOf = object(value, "onBehalfOf");
  return {
    type: text(value, "type"),
    principalId: text(value, "principalId"),
    arn: text(value, "arn"),
    accountId: text(value, "accountId"),
    accessKeyId: text(value, "accessKeyId"),
    userName: text(value, "userName"),
    invokedBy: text(value, "invokedBy"),
    identityProvider: text(value, "identityProvider"),
    credentialId: text(value, "credentialId"),
    onBehalfOf: onBehalfOf && {
      userId: text(onBehalfOf, "userId"),
      identityStoreArn: text(onBehalfOf, "identityStoreArn"),
    },
    sessionContext: readSession(object(value, "sessionContext")),
  };
}

function readSession(session: JsonObject | undefined): UserIdentity["sessionContext"] {
  if (session === undefined) return undefined;
  const issuer = object(session, "sessionIssuer");
  const attributes = object(session, "attributes");
  const federation = object(session, "webIdFederationData");
  return {
    sessionIssuer: issuer && {
      type: text(issuer, "type"),
      principalId: text(issuer, "principalId"),
      arn: text(issuer, "arn"),
      accountId: text(issuer, "accountId"),
      userName: text(issuer, "userName"),
    },
    sourceIdentity: text(session, "sourceIdentity"),
    assumedRoot: text(session, "assumedRoot"),
    ec2RoleDelivery: text(session, "ec2RoleDelivery"),
    attributes: attributes && {
      creationDate: text(attributes, "creationDate"),
      mfaAuthenticated: text(attributes, "mfaAuthenticated"),
    },
    webIdFederationData: federation && { federatedProvider: text(federation, "federatedProvider") },
  };
}

function readResources(value: unknown): CloudTrailRecord["resources"] {
  if (!Array.isArray(value)) return undefined;
  return value.map((resource: unknown) =>
    isObject(resource)
      ? {
          ARN: text(resource, "ARN"),
          ARNPrefix: text(resource, "ARNPrefix"),
          accountId: text(resource, "accountId"),
          type: text(resource, "type"),
        }
      : {},
  );
}

/** CloudTrail's own form ("2026-03-04T05:06:07Z"), a fraction and an offset allowed, and a day that there is. */
function isTime(time: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(time) &&
    !Number.isNaN(Date.parse(time))
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function object(from: JsonObject, name: string): JsonObject | undefined {
  const value = from[name];
  return isObject(value) ? value : undefined;
}

function text(from: JsonObject, name: string): string | undefined {
  const value = from[name];
  return typeof value === "string" ? value : undefined;
}

function textIn(from: JsonObject, name: string, otherwise: string): string {
  return text(from, name) ?? otherwise;
}

function flag(from: JsonObject, name: string): boolean | undefined {
  const value = from[name];
  return typeof value === "boolean" ? value : undefined;
}
