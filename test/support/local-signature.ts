import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

type Signer = NonNullable<
  Exclude<
    NonNullable<ConstructorParameters<typeof DynamoDBClient>[0]>["signer"],
    ((...input: never[]) => unknown) | undefined
  >
>;

const authorization = `AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`;

/** A signature as local engines want to see one and none of them verifies: true ones cost a third of a call. */
export const localSignature: Signer = {
  sign: (request) => {
    Object.assign(request.headers, { authorization, "x-amz-date": "20260101T000000Z" });
    return Promise.resolve(request);
  },
};
