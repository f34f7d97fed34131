// zod/mini: the whole of zod would be half of what a cold start loads.
import * as z from "zod/mini";

/** A field of a wrong type reads as absent: one odd field never loses a denial. */
const orAbsent = <Schema extends z.core.SomeType>(schema: Schema) =>
  z.catch(z.optional(schema), undefined);
const text = orAbsent(z.string());
const textOrNull = orAbsent(z.nullable(z.string()));
const flag = orAbsent(z.boolean());
const anything = z.optional(z.unknown());

const userIdentitySchema = z.catch(
  z.object({
    type: text,
    principalId: text,
    arn: text,
    accountId: text,
    accessKeyId: text,
    userName: text,
    invokedBy: text,
    identityProvider: text,
    credentialId: text,
    onBehalfOf: orAbsent(z.object({ userId: text, identityStoreArn: text })),
    sessionContext: orAbsent(
      z.object({
        sessionIssuer: orAbsent(
          z.object({ type: text, principalId: text, arn: text, accountId: text, userName: text }),
        ),
        sourceIdentity: text,
        assumedRoot: text,
        ec2RoleDelivery: text,
        attributes: orAbsent(z.object({ creationDate: text, mfaAuthenticated: text })),
        webIdFederationData: orAbsent(z.object({ federatedProvider: text })),
      }),
    ),
  }),
  {},
);

/**
 * One CloudTrail record ("CloudTrail record contents", CloudTrail User Guide), with the fields that Denywatch reads.
 * Required are only those without which it is no record: `eventID`, `eventTime`, `eventSource`, `eventName`.
 * Any other field of a wrong type reads as absent.
 */
export const cloudTrailRecordSchema = z.object({
  eventVersion: text,
  eventID: z.string().check(z.minLength(1)),
  eventTime: z.iso.datetime({ offset: true }),
  eventSource: z.string().check(z.minLength(1)),
  eventName: z.string().check(z.minLength(1)),
  eventType: text,
  eventCategory: text,
  awsRegion: text,
  sourceIPAddress: text,
  userAgent: textOrNull,
  errorCode: textOrNull,
  errorMessage: textOrNull,
  readOnly: flag,
  managementEvent: flag,
  recipientAccountId: text,
  sharedEventID: text,
  vpcEndpointId: text,
  userIdentity: userIdentitySchema,
  /** May be null, and is absent over 100 KB. */
  requestParameters: anything,
  responseElements: anything,
  additionalEventData: anything,
  resources: orAbsent(
    z.array(z.catch(z.object({ ARN: text, ARNPrefix: text, accountId: text, type: text }), {})),
  ),
});

export type CloudTrailRecord = z.infer<typeof cloudTrailRecordSchema>;
export type UserIdentity = CloudTrailRecord["userIdentity"];
