import type { SampleIdentity } from "./sample-identities.ts";

/** One call of an invented company, as its author thinks of it; `buildRecord` makes CloudTrail's record of it. */
export interface SampleCall {
  /** What it shows. */
  readonly title: string;
  readonly identity: SampleIdentity;
  /** Without ".amazonaws.com". */
  readonly service: string;
  readonly event: string;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly region?: string;
  readonly sourceIpAddress?: string;
  readonly userAgent?: string;
  readonly requestParameters?: Readonly<Record<string, unknown>>;
  readonly resources?: readonly { readonly ARN: string; readonly type: string }[];
  readonly isReadOnly?: boolean;
  readonly isDataEvent?: boolean;
  readonly vpcEndpointId?: string;
  /** A network activity event: the endpoint's owner sees it. */
  readonly isNetworkActivity?: boolean;
  /** The account whose trail has it, where that is not the caller's. */
  readonly recipientAccount?: string;
}

/** CloudTrail's record of the call ("CloudTrail record contents", CloudTrail User Guide). */
export function buildRecord(
  call: SampleCall,
  eventTime: Date,
  createId: () => string,
): Readonly<Record<string, unknown>> {
  const category = call.isNetworkActivity
    ? "NetworkActivity"
    : call.isDataEvent
      ? "Data"
      : "Management";
  return {
    eventVersion: "1.11",
    userIdentity: call.identity.userIdentity,
    eventTime: eventTime.toISOString().replace(/\.\d+Z$/, "Z"),
    eventSource: `${call.service}.amazonaws.com`,
    eventName: call.event,
    awsRegion: call.region ?? "eu-west-1",
    sourceIPAddress: call.sourceIpAddress ?? call.identity.sourceIpAddress,
    userAgent: call.userAgent ?? call.identity.userAgent,
    ...(call.errorCode === null ? {} : { errorCode: call.errorCode }),
    ...(call.errorMessage === null ? {} : { errorMessage: call.errorMessage }),
    requestParameters: call.requestParameters ?? null,
    responseElements: null,
    requestID: createId(),
    eventID: createId(),
    readOnly: call.isReadOnly ?? false,
    ...(call.resources === undefined ? {} : { resources: call.resources }),
    eventType: call.isNetworkActivity ? "AwsVpceEvent" : "AwsApiCall",
    managementEvent: category === "Management",
    recipientAccountId: call.recipientAccount ?? call.identity.account,
    ...(call.vpcEndpointId === undefined
      ? {}
      : { vpcEndpointId: call.vpcEndpointId, vpcEndpointAccountId: call.identity.account }),
    eventCategory: category,
  };
}
