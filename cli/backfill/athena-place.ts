import type { AwsOptions } from "../aws-options.ts";
import { UsageError } from "../exit-codes.ts";
import { parseSize } from "./parse-size.ts";

export interface AthenaFlags extends AwsOptions {
  readonly athena?: boolean;
  readonly database?: string;
  readonly trailTable?: string;
  readonly createTable?: boolean;
  readonly location?: string;
  readonly accounts?: string;
  readonly regions?: string;
  readonly workgroup?: string;
  readonly output?: string;
  readonly maxScan?: string;
  readonly dryRun?: boolean;
}

/** Which table is asked, and how. Every name is checked: none can end the identifier or text that it is put into. */
export interface AthenaPlace {
  readonly database: string;
  readonly table: string;
  /** Where the logs of the table to create are; null for a table that is there. */
  readonly logs: { readonly location: string; readonly accounts: readonly string[] } | null;
  readonly workgroup: string;
  readonly output: string | null;
  readonly maxScanBytes: number | null;
}

const identifier = /^[A-Za-z0-9_]{1,128}$/;
/** No quote, no `$`, no brace: it goes into a statement, beside the projection's own placeholders. */
const s3Place = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[A-Za-z0-9!_.*()/-]*)?$/;

/** Reads the flags of `--athena`. Throws a `UsageError`. */
export function readAthenaPlace(flags: AthenaFlags): AthenaPlace {
  const workgroup = flags.workgroup ?? "primary";
  if (!/^[A-Za-z0-9._-]{1,128}$/.test(workgroup)) {
    throw new UsageError(`"${workgroup}" is no workgroup's name`);
  }
  return {
    database: readIdentifier(flags.database, "--database"),
    table: readIdentifier(flags.trailTable, "--trail-table"),
    logs: readLogs(flags),
    workgroup,
    output: flags.output === undefined ? null : readPlace(flags.output, "--output"),
    maxScanBytes: flags.maxScan === undefined ? null : parseSize(flags.maxScan, "--max-scan"),
  };
}

function readIdentifier(name: string | undefined, flag: string): string {
  if (name === undefined) throw new UsageError(`--athena needs ${flag}`);
  if (identifier.test(name)) return name.toLowerCase();
  throw new UsageError(`${flag} takes letters, digits and underscores, not "${name}"`);
}

function readLogs({ createTable, location, accounts, dryRun }: AthenaFlags): AthenaPlace["logs"] {
  if (createTable !== true) {
    if (location === undefined && accounts === undefined) return null;
    throw new UsageError("--location and --accounts go with --create-table");
  }
  if (dryRun === true) {
    throw new UsageError(
      "--dry-run creates no table: run it once without, or name one that is there",
    );
  }
  if (location === undefined) throw new UsageError("--create-table needs --location s3://...");
  const place = readPlace(location, "--location").replace(/\/*$/, "/");
  const named = (accounts ?? "").split(",").filter((account) => account !== "");
  const wrong = named.find((account) => !/^\d{12}$/.test(account));
  if (wrong !== undefined) throw new UsageError(`"${wrong}" is no account: it has 12 digits`);
  if (place.endsWith("/CloudTrail/") === named.length > 0) {
    throw new UsageError(
      "--location ends with CloudTrail/ for one account's logs; for several give the folder of the accounts, AWSLogs/ or AWSLogs/o-.../, and --accounts",
    );
  }
  return { location: place, accounts: named };
}

function readPlace(place: string, flag: string): string {
  if (s3Place.test(place)) return place;
  throw new UsageError(`${flag} takes a place like s3://bucket/folder/, not "${place}"`);
}
