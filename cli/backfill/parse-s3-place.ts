import { UsageError } from "../exit-codes.ts";
import type { S3Place } from "./list-log-objects.client.ts";

/** Reads `s3://bucket/prefix` ("Bucket naming rules", S3 User Guide). Throws a `UsageError`. */
export function parseS3Place(url: string): S3Place {
  const [, bucket, prefix = ""] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/s.exec(url) ?? [];
  if (bucket === undefined) {
    throw new UsageError(`--s3 takes a place like s3://bucket/AWSLogs/, not "${url}"`);
  }
  return { bucket, prefix };
}
