import { existsSync, readFileSync } from "node:fs";
import { checkConfig } from "../shared/config/check-config.ts";
import { formatConfigProblem } from "../shared/config/config-problem.ts";
import type { Config } from "../shared/config/config-schema.ts";

export type DeploymentConfig =
  | {
      readonly kind: "valid";
      readonly config: Config;
      readonly configJson: unknown;
      /** What the file says to no effect, or leaves open; a line each. */
      readonly warnings: readonly string[];
    }
  /** One line a problem, each with its place and what is allowed, and no webhook's URL. */
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

/** The config file that is deployed unless the context names another. */
export const defaultConfigFile = "denywatch.config.json";
const contextKey = "denywatch:config";

/** The URL of a Slack webhook, wherever in the file: what is written there is in the template, which many may read. */
const slackWebhook = /hooks\.slack(-gov)?\.com\/+services/i;

/**
 * Reads the config that the CDK's context names (`--context denywatch:config=FILE`), else `denywatch.config.json`, else
 * the defaults: one account, one Region.
 */
export function readDeploymentConfig(
  context: Readonly<Record<string, unknown>>,
  now: Date,
): DeploymentConfig {
  const unknown = Object.keys(context).find((k) => k.startsWith("denywatch:") && k !== contextKey);
  if (unknown !== undefined) {
    return invalid(
      `Cannot read the context: the only key is ${contextKey}, a file; settings are in the file's section deploy`,
    );
  }
  const named = context[contextKey];
  const file = typeof named === "string" ? named : defaultConfigFile;
  const isThere = existsSync(file);
  if (!isThere && named !== undefined) {
    return invalid(`Cannot read the config: there is no file where ${contextKey} says`);
  }
  const text = isThere ? readFileSync(file, "utf8") : "{}";
  const checked = checkConfig(text, now);
  if (checked.kind === "invalid") {
    return invalid(...checked.problems.map((problem) => formatConfigProblem(problem, file)));
  }
  if (slackWebhook.test(JSON.stringify(checked.json))) {
    return invalid(
      `${file}: holds a webhook's URL: put it into an SSM SecureString parameter, and only the parameter's name here`,
    );
  }
  const warnings = checked.warnings.map((warning) => `${file}: warning: ${warning}`);
  return { kind: "valid", config: checked.config, configJson: checked.json, warnings };
}

function invalid(...problems: readonly string[]): DeploymentConfig {
  return { kind: "invalid", problems };
}
