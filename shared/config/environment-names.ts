/**
 * The environment variables of the functions: infra sets them and the composition roots read them, so that they cannot
 * drift. None of them ever holds a secret.
 */
export const environmentNames = {
  tableName: "DENYWATCH_TABLE_NAME",
  /** The name of the SSM SecureString parameter that holds the Slack webhook's URL. */
  webhookParameterName: "DENYWATCH_WEBHOOK_PARAMETER",
  /** The functions' own role ARNs, comma-separated: their denials never enter the pipeline. */
  ownRoleArns: "DENYWATCH_OWN_ROLE_ARNS",
  /** "true" where the function may ask the organization for its accounts' names. */
  namesAccounts: "DENYWATCH_NAMES_ACCOUNTS",
} as const;
