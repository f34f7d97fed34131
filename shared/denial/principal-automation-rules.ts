/** Hosts of OIDC providers (as they stand in the provider's ARN) and the system whose jobs they vouch for. */
export const automationProviders: readonly (readonly [part: string, system: string])[] = [
  ["token.actions.githubusercontent.com", "GitHub Actions"],
  ["gitlab", "GitLab CI"],
  ["app.terraform.io", "Terraform Cloud"],
  ["oidc.eks.", "EKS service account"],
  ["api.bitbucket.org", "Bitbucket Pipelines"],
  ["oidc.circleci.com", "CircleCI"],
  ["agent.buildkite.com", "Buildkite"],
  [".app.spacelift.io", "Spacelift"],
  ["vstoken.dev.azure.com", "Azure DevOps"],
  ["api.pulumi.com", "Pulumi Cloud"],
  ["oidc.vercel.com", "Vercel"],
  ["accounts.google.com", "Google Cloud"],
  ["cognito-identity.amazonaws.com", "Cognito identity pool"],
];

/** Parts of a user agent that say where a program runs. With `{session}`: the session is named after what runs. */
export const automationAgents: readonly (readonly [part: string, system: string])[] = [
  ["exec-env/AWS_Lambda_", "Lambda function {session}"],
  ["exec-env/AWS_ECS_", "ECS task {session}"],
  ["configure-aws-credentials-for-github-actions", "GitHub Actions"],
];

/** One form of session name, lower case: how it starts, or the whole of it, and what makes such sessions. */
export interface SessionRule {
  readonly start: string;
  /** The session name is this and nothing more. */
  readonly whole?: true;
  /** What else has to hold for the whole session name. */
  readonly form?: RegExp;
  /** `{rest}` is what follows the start, `{session}` the whole name. */
  readonly system: string;
}

/** The first that fits wins. The names are the tools' own defaults; a role's user may choose any other. */
export const automationSessions: readonly SessionRule[] = [
  { start: "i-", form: /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, system: "EC2 instance {session}" },
  { start: "mi-", form: /^mi-[0-9a-f]{17}$/, system: "SSM managed instance {session}" },
  { start: "eks-", form: /^eks-.+-[0-9a-f-]{36}$/, system: "EKS pod {session}" },
  { start: "awscodebuild-", system: "CodeBuild {session}" },
  { start: "awscloudformation", system: "CloudFormation" },
  { start: "aws-cdk-", system: "AWS CDK, run by {rest}" },
  { start: "githubactions", system: "GitHub Actions" },
  { start: "github-actions", system: "GitHub Actions" },
  { start: "gitlab", system: "GitLab CI" },
  { start: "terraform-cloud", system: "Terraform Cloud" },
  { start: "terraform-run", system: "Terraform Cloud" },
  { start: "tfc-", system: "Terraform Cloud" },
  { start: "terraform", system: "Terraform" },
  { start: "opentofu", system: "OpenTofu" },
  { start: "atlantis", system: "Atlantis" },
  { start: "spacelift", system: "Spacelift" },
  { start: "pulumi", system: "Pulumi" },
  { start: "jenkins", system: "Jenkins" },
  { start: "circleci", system: "CircleCI" },
  { start: "buildkite", system: "Buildkite" },
  { start: "bitbucket", system: "Bitbucket Pipelines" },
  { start: "azure-devops", system: "Azure DevOps" },
  { start: "argocd", system: "Argo CD" },
  { start: "karpenter", system: "Karpenter" },
  { start: "gluejobrunnersession", system: "Glue job" },
  { start: "sagemaker", whole: true, system: "SageMaker" },
  { start: "autoscaling", whole: true, system: "Auto Scaling" },
  { start: "awsconfig-", system: "AWS Config" },
  { start: "awsbackup-", system: "AWS Backup" },
  { start: "automationexecution", system: "SSM Automation" },
  { start: "datadog", system: "Datadog" },
  { start: "botocore-session-", system: "Python program (botocore)" },
  { start: "aws-go-sdk-", system: "Go program (AWS SDK)" },
  { start: "aws-sdk-java-", system: "Java program (AWS SDK)" },
  { start: "aws-sdk-js-", system: "JavaScript program (AWS SDK)" },
  { start: "aws-sdk-rust-", system: "Rust program (AWS SDK)" },
  { start: "aws-sdk-php-", system: "PHP program (AWS SDK)" },
  { start: "aws-sdk-", system: "program (AWS SDK)" },
  { start: "aws-dotnet-sdk-session-", system: ".NET program (AWS SDK)" },
];
