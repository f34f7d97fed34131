import type { Config } from "../../shared/config/config-schema.ts";

/** A rule that Denywatch lives on. */
export interface DeployedRule {
  readonly region: string;
  readonly name: string;
  /** Null for the default bus. */
  readonly bus: string | null;
  /** What it catches: denials, or those of Denywatch's own roles. */
  readonly catches: "denials" | "own-denials";
  /** Where it sends them: a part of the target's ARN; null where that is not known. */
  readonly target: string | null;
}

/** A queue by what it holds. */
export interface DeployedQueue {
  readonly title: string;
  readonly region: string;
  readonly url: string;
  /** `incoming` holds what is to be worked off; the others should be empty. */
  readonly holds: "incoming" | "undelivered" | "failed" | "own-denials";
}

/** What there is to look at, by the names that AWS gave it; null or empty where it is not known. */
export interface Deployment {
  readonly region: string;
  readonly table: string | null;
  /** The function that alerts first. */
  readonly functions: readonly string[];
  readonly rules: readonly DeployedRule[];
  readonly queues: readonly DeployedQueue[];
  readonly bus: string | null;
  /** What takes batches from the incoming queue, by its UUID; null where there is no such queue. */
  readonly mapping: string | null;
  /** By name, or by name and id as CloudFormation refers to it. */
  readonly stackSet: string | null;
  readonly config: Config;
  /** Every Region that is watched, the hub's first. */
  readonly regions: readonly string[];
}
