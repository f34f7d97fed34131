import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetTableMetadataCommand,
  GetWorkGroupCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { noteFailedCalls } from "../aws-call.ts";
import type { AwsOptions } from "../aws-options.ts";
import type { AthenaPlace } from "./athena-place.ts";
import type { AthenaStatement } from "./athena-query.ts";

export type ExecutionState =
  | { readonly kind: "running" | "succeeded"; readonly scannedBytes: number }
  | { readonly kind: "ended"; readonly reason: string; readonly scannedBytes: number };

export interface AthenaExecutor {
  readonly start: (statement: AthenaStatement) => Promise<string>;
  /** Null where Athena knows no such execution any more: it forgets them after 45 days. */
  readonly stateOf: (executionId: string) => Promise<ExecutionState | null>;
  readonly stop: (executionId: string) => Promise<void>;
  /** One page of rows, without the header; begins anew where `token` is null. */
  readonly page: (
    executionId: string,
    token: string | null,
  ) => Promise<{
    readonly rows: readonly (readonly (string | null)[])[];
    readonly next: string | null;
  }>;
  /** Columns with their Hive types, and the partition that holds the day, where there is one. */
  readonly describeTable: () => Promise<{
    readonly columns: ReadonlyMap<string, string>;
    readonly dayPartition: string | null;
    /** Where its files are, as far as that is the same for all; null where it is not said. */
    readonly location: string | null;
  }>;
  /** What the workgroup lets one query scan; null for no limit. */
  readonly cutoffBytes: () => Promise<number | null>;
  readonly close: () => void;
}

/** Athena throttles each account's calls ("Service Quotas", Athena User Guide): asked again so often. */
const maxAttempts = 8;
const pageRows = 1000;
const catalog = "AwsDataCatalog";

/** One workgroup and database, as far as a backfill asks them. */
export function createAthenaExecutor(
  { database, table, workgroup, output }: AthenaPlace,
  options: AwsOptions,
): AthenaExecutor {
  const client = noteFailedCalls(new AthenaClient({ ...options, maxAttempts }));
  return {
    async start({ sql, parameters }) {
      const { QueryExecutionId = "" } = await client.send(
        new StartQueryExecutionCommand({
          QueryString: sql,
          QueryExecutionContext: { Catalog: catalog, Database: database },
          WorkGroup: workgroup,
          ...(parameters.length === 0 ? {} : { ExecutionParameters: [...parameters] }),
          ...(output === null ? {} : { ResultConfiguration: { OutputLocation: output } }),
        }),
      );
      return QueryExecutionId;
    },
    async stateOf(executionId) {
      try {
        const { QueryExecution } = await client.send(
          new GetQueryExecutionCommand({ QueryExecutionId: executionId }),
        );
        const scannedBytes = QueryExecution?.Statistics?.DataScannedInBytes ?? 0;
        const state = QueryExecution?.Status?.State;
        if (state === "QUEUED" || state === "RUNNING") return { kind: "running", scannedBytes };
        if (state === "SUCCEEDED") return { kind: "succeeded", scannedBytes };
        const reason = QueryExecution?.Status?.StateChangeReason ?? state ?? "unknown";
        return { kind: "ended", reason, scannedBytes };
      } catch (error) {
        if (error instanceof Error && error.name === "InvalidRequestException") return null;
        throw error;
      }
    },
    async stop(executionId) {
      await client.send(new StopQueryExecutionCommand({ QueryExecutionId: executionId }));
    },
    async page(executionId, token) {
      const { ResultSet, NextToken } = await client.send(
        new GetQueryResultsCommand({
          QueryExecutionId: executionId,
          MaxResults: pageRows,
          ...(token === null ? {} : { NextToken: token }),
        }),
      );
      const rows = (ResultSet?.Rows ?? []).map(({ Data = [] }) =>
        Data.map(({ VarCharValue }) => VarCharValue ?? null),
      );
      // The first row of a SELECT's answer has the columns' names.
      return { rows: token === null ? rows.slice(1) : rows, next: NextToken ?? null };
    },
    async describeTable() {
      const { TableMetadata } = await client.send(
        new GetTableMetadataCommand({
          CatalogName: catalog,
          DatabaseName: database,
          TableName: table,
          WorkGroup: workgroup,
        }),
      );
      const columns = (TableMetadata?.Columns ?? []).map(
        ({ Name = "", Type = "" }) => [Name.toLowerCase(), Type] as const,
      );
      const parameters = TableMetadata?.Parameters ?? {};
      const day = (TableMetadata?.PartitionKeys ?? []).find(
        ({ Name = "" }) =>
          /^[A-Za-z0-9_]+$/.test(Name) && parameters[`projection.${Name}.format`] === "yyyy/MM/dd",
      );
      const template = parameters["storage.location.template"] ?? parameters["location"];
      return {
        columns: new Map(columns),
        dayPartition: day?.Name ?? null,
        location: template?.replace(/\$\{.*$/s, "") ?? null,
      };
    },
    async cutoffBytes() {
      const { WorkGroup } = await client.send(new GetWorkGroupCommand({ WorkGroup: workgroup }));
      return WorkGroup?.Configuration?.BytesScannedCutoffPerQuery ?? null;
    },
    close: () => {
      client.destroy();
    },
  };
}
