import type { AwsService } from "./aws-server.ts";
import type { JsonObject } from "./events.ts";

export interface CloudTrailServiceOptions {
  /** The records of each Region, in any order; asked for at each request, so that more may come. */
  readonly records: (region: string) => readonly JsonObject[];
  /** Tokens of requests before this one, counted from 1, are not taken any more. */
  readonly tokenLifetime?: number;
  readonly trails?: readonly JsonObject[];
  readonly isLogging?: boolean;
  readonly selectors?: JsonObject;
}

const mostInPage = 50;

/**
 * CloudTrail's event history ("LookupEvents", AWS CloudTrail API Reference): newest first, 50 a page, one lookup
 * attribute, times to the second and inclusive; and what a doctor asks of trails.
 */
export function cloudTrailService(options: CloudTrailServiceOptions): AwsService {
  let n = 0;
  return ({ operation, input, region }) => {
    n += 1;
    switch (operation) {
      case "LookupEvents":
        return lookUp(input, region);
      case "DescribeTrails":
        return { kind: "json", body: { trailList: options.trails ?? [] } };
      case "GetTrailStatus":
        return { kind: "json", body: { IsLogging: options.isLogging ?? true } };
      case "GetEventSelectors":
        return { kind: "json", body: options.selectors ?? {} };
      default:
        return { kind: "error", status: 400, code: "InvalidAction" };
    }
  };

  function lookUp(input: JsonObject, region: string): ReturnType<AwsService> {
    const attributes = (input["LookupAttributes"] ?? []) as readonly {
      AttributeKey: string;
      AttributeValue: string;
    }[];
    if (attributes.length > 1) {
      return { kind: "error", status: 400, code: "InvalidLookupAttributesException" };
    }
    const [start, end] = [Number(input["StartTime"] ?? 0), Number(input["EndTime"] ?? 1e12)];
    const query = JSON.stringify([start, end, attributes]);
    const token = parseToken(input["NextToken"]);
    if (
      token !== null &&
      (token.query !== query || n - token.n > (options.tokenLifetime ?? Infinity))
    ) {
      return { kind: "error", status: 400, code: "InvalidNextTokenException" };
    }
    const found = options
      .records(region)
      .filter((record) => {
        const time = secondsOf(record);
        return time >= start && time <= end && attributes.every((one) => fits(record, one));
      })
      .toSorted((a, b) => secondsOf(b) - secondsOf(a) || (idOf(a) < idOf(b) ? -1 : 1));
    const at = token?.at ?? 0;
    const size = Math.min(Number(input["MaxResults"] ?? mostInPage), mostInPage);
    const next = at + size < found.length ? JSON.stringify({ at: at + size, query, n }) : undefined;
    return {
      kind: "json",
      body: { Events: found.slice(at, at + size).map(asEvent), NextToken: next },
    };
  }
}

function parseToken(
  text: unknown,
): { readonly at: number; readonly query: string; readonly n: number } | null {
  return typeof text === "string" ? (JSON.parse(text) as never) : null;
}

function fits(
  record: JsonObject,
  { AttributeKey, AttributeValue }: { AttributeKey: string; AttributeValue: string },
): boolean {
  switch (AttributeKey) {
    case "EventId":
      return record["eventID"] === AttributeValue;
    case "EventSource":
      return record["eventSource"] === AttributeValue;
    case "ReadOnly":
      return String(record["readOnly"]) === AttributeValue;
    case "Username":
      return JSON.stringify(record["userIdentity"]).includes(`${AttributeValue}"`);
    default:
      return false;
  }
}

function asEvent(record: JsonObject): JsonObject {
  return {
    EventId: record["eventID"],
    EventName: record["eventName"],
    EventSource: record["eventSource"],
    EventTime: secondsOf(record),
    ReadOnly: String(record["readOnly"]),
    CloudTrailEvent: JSON.stringify(record),
  };
}

function secondsOf(record: JsonObject): number {
  return Math.floor(Date.parse(String(record["eventTime"])) / 1000);
}

function idOf(record: JsonObject): string {
  return String(record["eventID"]);
}
