import { parseCloudTrailEvent } from "../../shared/cloudtrail/event.ts";
import type { Denial } from "../../shared/denial/denial.ts";
import { explainRecord } from "../../shared/denial/explain-record.ts";
import { buildEvent, buildRecord, type JsonObject } from "../support/events.ts";
import { type Expectation, explorer, plainSettings, type WorldSettings } from "./world-settings.ts";

/** What a schedule's history has to hold of one fingerprint in the end. */
export interface ExpectedDenial extends Expectation {
  readonly fingerprint: string;
  /** Its events by the id that they are counted by, each with its time in epoch seconds. */
  readonly timesById: Map<string, number>;
  /** It was told long before the schedule. */
  readonly isKnown: boolean;
}

/** One or more events that arrive together. Milliseconds from the schedule's start. */
export interface Arrival {
  readonly at: number;
  readonly events: readonly JsonObject[];
}

export interface World {
  /** Epoch milliseconds. */
  readonly start: number;
  readonly denials: readonly ExpectedDenial[];
  readonly arrivals: readonly Arrival[];
  /** Events that were counted and told more than a quiet time ago. */
  readonly past: readonly JsonObject[];
  /** In batches through a queue, or one by one as EventBridge brings them. */
  readonly throughQueue: boolean;
  readonly settings: WorldSettings;
}

export const worldStart = Date.parse("2026-03-04T05:06:00Z");
const account = "210987654321";

/** An event of a user who was refused `action` on a bucket; `overrides` are fields of its record. */
export function buildUserEvent(
  user: string,
  action: string,
  bucket: string,
  reason: string,
  overrides: JsonObject = {},
): JsonObject {
  const arn = `arn:aws:iam::${account}:user/${user}`;
  const record = buildRecord({
    eventTime: new Date(worldStart).toISOString(),
    errorMessage: `User: ${arn} is not authorized to perform: ${action} on resource: arn:aws:s3:::${bucket} ${reason}`,
    userIdentity: { type: "IAMUser", arn, accountId: account, userName: user },
    ...overrides,
  });
  return buildEvent(record);
}

/** The same of Resource Explorer's own role, as the benign catalogue knows it. */
export function buildExplorerEvent(
  action: string,
  bucket: string,
  reason: string,
  overrides: JsonObject = {},
): JsonObject {
  const service = "resource-explorer-2.amazonaws.com";
  const role = "AWSServiceRoleForResourceExplorer";
  const arn = `arn:aws:sts::${account}:assumed-role/${role}/session`;
  const issuer = `arn:aws:iam::${account}:role/aws-service-role/${service}/${role}`;
  return buildUserEvent(explorer, action, bucket, reason, {
    errorMessage: `User: ${arn} is not authorized to perform: ${action} on resource: arn:aws:s3:::${bucket} ${reason}`,
    userIdentity: {
      type: "AssumedRole",
      arn,
      accountId: account,
      sessionContext: { sessionIssuer: { type: "Role", arn: issuer, userName: explorer } },
    },
    readOnly: true,
    ...overrides,
  });
}

/** The world of these arrivals, with what is to be known of it in the end. */
export function buildWorld(
  arrivals: readonly Arrival[],
  throughQueue: boolean,
  settings: WorldSettings = plainSettings,
  past: readonly JsonObject[] = [],
): World {
  const denials = new Map<string, ExpectedDenial>();
  for (const event of [...past, ...arrivals.flatMap(({ events }) => events)]) {
    const { fingerprint, dedupeId, occurredAt, principal, action } = explainEvent(event);
    const user = principal.type === "AssumedRole" ? explorer : principal.name;
    const denial = denials.get(fingerprint) ?? {
      fingerprint,
      ...settings.expect(user, action.text ?? ""),
      timesById: new Map(),
      isKnown: past.includes(event),
    };
    denials.set(fingerprint, denial);
    denial.timesById.set(dedupeId ?? "", Date.parse(occurredAt ?? "") / 1000);
  }
  return {
    start: worldStart,
    denials: [...denials.values()],
    arrivals,
    past,
    throughQueue,
    settings,
  };
}

/** The denial of one of the world's events. */
export function explainEvent(event: JsonObject): Denial {
  const parsed = parseCloudTrailEvent(event);
  if (parsed.kind !== "record") throw new Error("an event of the world is no record");
  return explainRecord(parsed.record);
}

/** A number in letters: digits in a name may be folded away. */
export function spellNumber(n: number): string {
  return String(n).replaceAll(/\d/g, (digit) => "abcdefghij".charAt(Number(digit)));
}
