import { STSClient } from "@aws-sdk/client-sts";

/** The Region that the environment or the AWS configuration names; null where neither does. */
export async function findRegionInUse(profile: string | undefined): Promise<string | null> {
  const client = new STSClient(profile === undefined ? {} : { profile });
  try {
    return await client.config.region();
  } catch {
    // The SDK throws a plain error where no Region is configured, and nothing was asked of AWS.
    return null;
  } finally {
    client.destroy();
  }
}
