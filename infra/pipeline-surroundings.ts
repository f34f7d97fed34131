import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Config } from "../shared/config/config-schema.ts";
import type { FunctionBundle } from "./bundle-function.ts";

/** The code of each function. */
export interface FunctionBundles {
  readonly alertOnDenial: FunctionBundle;
  readonly deliverAlerts: FunctionBundle;
  readonly pushConfig: FunctionBundle;
}

/** What every function of the hub is built around. */
export interface PipelineSurroundings {
  readonly bundles: FunctionBundles;
  readonly environment: Readonly<Record<string, string>>;
  readonly table: TableV2;
  /** The customer's own key for what the stack keeps; null for keys that AWS owns. */
  readonly key: IKey | null;
  readonly config: Config;
}
