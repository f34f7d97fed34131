/** Which account and Region a command speaks to, as given; the rest is as the AWS CLI has it. */
export interface AwsOptions {
  readonly profile?: string;
  readonly region?: string;
}

/** An SDK client's settings: what was given, and where nothing was, what the environment and the AWS config files say. */
export function readAwsOptions(
  { profile, region }: AwsOptions,
  environment: Readonly<Record<string, string | undefined>>,
): AwsOptions {
  const used = profile ?? environment["AWS_PROFILE"];
  return {
    ...(used === undefined || used === "" ? {} : { profile: used }),
    ...(region === undefined ? {} : { region }),
  };
}
