/** The accounts of an invented company. */
export const accounts = {
  management: "198302754461",
  production: "413870126650",
  staging: "620195837714",
  data: "275316048829",
  partner: "730958412260",
} as const;

/** A caller: CloudTrail's `userIdentity`, the ARN that messages name it by, and where it usually calls from. */
export interface SampleIdentity {
  readonly account: string;
  readonly arn: string;
  readonly userIdentity: Readonly<Record<string, unknown>>;
  readonly sourceIpAddress: string;
  readonly userAgent: string;
}

interface Origin {
  readonly sourceIpAddress: string;
  readonly userAgent: string;
}

const cli: Origin = {
  sourceIpAddress: "198.51.100.24",
  userAgent: "aws-cli/2.27.41 md/awscrt#0.26.1 ua/2.1 os/macos#24.5.0 lang/python#3.13.4",
};
const office: Origin = {
  sourceIpAddress: "203.0.113.87",
  userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15",
};

export const origins = {
  cli,
  office,
  lambda: {
    sourceIpAddress: "10.40.7.19",
    userAgent:
      "aws-sdk-js/3.1160.0 ua/2.1 os/linux#5.10 lang/js#24.11.0 exec-env/AWS_Lambda_nodejs24.x",
  },
  github: {
    sourceIpAddress: "192.0.2.140",
    userAgent: "aws-cli/2.27.41 ua/2.1 os/linux#6.8.0 exec-env/GitHubActions lang/python#3.13.4",
  },
  terraform: {
    sourceIpAddress: "192.0.2.77",
    userAgent:
      "APN/1.0 HashiCorp/1.0 Terraform/1.13.2 terraform-provider-aws/6.9.0 aws-sdk-go-v2/1.38.1",
  },
  sdk: {
    sourceIpAddress: "10.40.12.200",
    userAgent: "Boto3/1.40.11 md/Botocore#1.40.11 ua/2.1 os/linux#6.1.0 lang/python#3.12.8",
  },
} as const satisfies Readonly<Record<string, Origin>>;

/** An assumed role. `path` begins and ends with a slash. */
export function role(
  account: string,
  name: string,
  session: string,
  origin: Origin,
  { path = "/", ...further }: { readonly path?: string; readonly [field: string]: unknown } = {},
): SampleIdentity {
  const arn = `arn:aws:sts::${account}:assumed-role/${name}/${session}`;
  return {
    account,
    arn,
    ...origin,
    userIdentity: {
      type: "AssumedRole",
      principalId: `AROA${mark(name)}:${session}`,
      arn,
      accountId: account,
      accessKeyId: `ASIA${mark(session)}`,
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId: `AROA${mark(name)}`,
          arn: `arn:aws:iam::${account}:role${path}${name}`,
          accountId: account,
          userName: name,
        },
        attributes: { creationDate: "2026-01-05T06:12:41Z", mfaAuthenticated: "false" },
      },
      ...further,
    },
  };
}

/** A person's session through IAM Identity Center. */
export function person(account: string, permissionSet: string, email: string): SampleIdentity {
  const name = `AWSReservedSSO_${permissionSet}_7c41b09de2f85a36`;
  return role(account, name, email, office, { path: "/aws-reserved/sso.amazonaws.com/eu-west-1/" });
}

export function user(account: string, name: string, origin: Origin): SampleIdentity {
  const arn = `arn:aws:iam::${account}:user/${name}`;
  return {
    account,
    arn,
    ...origin,
    userIdentity: {
      type: "IAMUser",
      principalId: `AIDA${mark(name)}`,
      arn,
      accountId: account,
      accessKeyId: `AKIA${mark(`key of ${name}`)}`,
      userName: name,
    },
  };
}

export function root(account: string): SampleIdentity {
  const arn = `arn:aws:iam::${account}:root`;
  return {
    account,
    arn,
    ...office,
    userIdentity: {
      type: "Root",
      principalId: account,
      arn,
      accountId: account,
      accessKeyId: `ASIA${mark("root")}`,
      sessionContext: {
        attributes: { creationDate: "2026-01-05T06:12:41Z", mfaAuthenticated: "true" },
      },
    },
  };
}

/** A caller of which CloudTrail tells little: another account, nobody, a service, a web identity. */
export function other(
  account: string,
  arn: string,
  origin: Origin,
  userIdentity: Readonly<Record<string, unknown>>,
): SampleIdentity {
  return { account, arn, ...origin, userIdentity };
}

/** Sixteen characters as unique identifiers have them, the same for the same name. */
function mark(name: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let state = 7;
  for (const character of name) state = (state * 31 + character.charCodeAt(0)) % 2_147_483_647;
  let text = "EXAMPLE";
  while (text.length < 17) {
    state = (state * 48_271) % 2_147_483_647;
    text += alphabet.charAt(state % alphabet.length);
  }
  return text.slice(0, 16);
}
