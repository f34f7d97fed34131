import { S3Client } from "@aws-sdk/client-s3";
import { noteFailedCalls } from "../aws-call.ts";
import type { AwsOptions } from "../aws-options.ts";

/** Asks S3 again this often where no whole answer came: a backfill reads many objects. */
const maxAttempts = 6;

/** An S3 client that follows a bucket into its own Region. */
export function openS3(options: AwsOptions): S3Client {
  return noteFailedCalls(new S3Client({ ...options, followRegionRedirects: true, maxAttempts }));
}
