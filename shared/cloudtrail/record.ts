import { z } from "zod";

/** A text field that is treated as absent where a record has another type there: one odd field never loses a denial. */
const text = z.string().optional().catch(undefined);
const textOrNull = z.string().nullish().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

const sessionIssuerSchema = z
  .object({ type: text, principalId: text, arn: text, accountId: text, userName: text })
  .optional()
  .catch(undefined);

const userIdentitySchema = z
  .object({
    type: text,
    principalId: text,
    arn: text,
    accountId: text,
    accessKeyId: text,
    userName: text,
    invokedBy: text,
    identityProvider: text,
    credentialId: text,
    onBehalfOf: z.object({ userId: text, identityStoreArn: text }).optional().catch(undefined),
    sessionContext: z
      .object({
        sessionIssuer: sessionIssuerSchema,
        sourceIdentity: text,
        assumedRoot: text,
        ec2RoleDelivery: text,
        attributes: z
          .object({ creationDate: text, mfaAuthenticated: text })
          .optional()
          .catch(undefined),
        webIdFederationData: z.object({ federatedProvider: text }).optional().catch(undefined),
      })
      .optional()
      .catch(undefined),
  })
  .catch({});

/**
 * One CloudTrail record ("CloudTrail record contents", CloudTrail User Guide), with the fields that Denywatch reads.
 * Required are only those without which it is no record: `eventID`, `eventTime`, `eventSource`, `eventName`.
 * Any other field of a wrong type reads as absent.
 */
export const cloudTrailRecordSchema = z.object({
  eventVersion: text,
  eventID: z.string().min(1),
  eventTime: z.iso.datetime({ offset: true }),
  eventSource: z.string().min(1),
  eventName: z.string().min(1),
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
  requestParameters: z.unknown().optional(),
  responseElements: z.unknown().optional(),
  additionalEventData: z.unknown().optional(),
  resources: z
    .array(z.object({ ARN: text, ARNPrefix: text, accountId: text, type: text }).catch({}))
    .optional()
    .catch(undefined),
});

export type CloudTrailRecord = z.infer<typeof cloudTrailRecordSchema>;
export type UserIdentity = CloudTrailRecord["userIdentity"];
