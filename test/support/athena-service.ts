import type { AwsAnswer } from "./aws-answer.ts";
import type { AwsService } from "./aws-server.ts";

type Json = Readonly<Record<string, unknown>>;

export interface AthenaServiceOptions {
  readonly records: readonly Json[];
  /** GetTableMetadata's columns with their Hive types, and the table's properties. */
  readonly columns: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, string>>;
  readonly partitionKeys?: readonly string[];
  /** The states that an execution goes through, one a GetQueryExecution; the last one stays. */
  readonly states?: readonly {
    readonly state: string;
    readonly scanned: number;
    readonly reason?: string;
  }[];
  readonly pageRows?: number;
  readonly cutoff?: number;
}

const quick: NonNullable<AthenaServiceOptions["states"]> = [
  { state: "SUCCEEDED", scanned: 123_000_000 },
];

/**
 * Athena over given records ("Amazon Athena API Reference"): executions with their states and statistics, results in
 * pages whose first row is the header. It runs the one form of SELECT that a backfill asks, its parameters bound.
 */
export function athenaService(options: AthenaServiceOptions): AwsService {
  const { records, columns, properties = {}, partitionKeys = [], pageRows = 3 } = options;
  const states = options.states ?? quick;
  const executions = new Map<string, { sql: string; looks: number; stopped: boolean }>();
  return ({ operation, input }): AwsAnswer => {
    const id = String(input["QueryExecutionId"]);
    const execution = executions.get(id);
    switch (operation) {
      case "StartQueryExecution": {
        const bound = bind(String(input["QueryString"]), input["ExecutionParameters"]);
        if (bound === null) return invalid("Incorrect number of parameters");
        const QueryExecutionId = `execution-${executions.size + 1}`;
        executions.set(QueryExecutionId, { sql: bound, looks: 0, stopped: false });
        return json({ QueryExecutionId });
      }
      case "GetQueryExecution": {
        if (execution === undefined) return invalid(`QueryExecution ${id} was not found`);
        const at = states[Math.min(execution.looks++, states.length - 1)];
        const isDdl = execution.sql.startsWith("CREATE");
        const state = execution.stopped ? "CANCELLED" : isDdl ? "SUCCEEDED" : at?.state;
        return json({
          QueryExecution: {
            QueryExecutionId: id,
            Status: { State: state, StateChangeReason: at?.reason },
            Statistics: { DataScannedInBytes: isDdl ? 0 : at?.scanned },
          },
        });
      }
      case "StopQueryExecution":
        if (execution === undefined) return invalid(`QueryExecution ${id} was not found`);
        execution.stopped = true;
        return json({});
      case "GetQueryResults": {
        if (execution === undefined) return invalid(`QueryExecution ${id} was not found`);
        const rows = select(execution.sql, records);
        const start = Number(input["NextToken"] ?? 0);
        const end = start + pageRows;
        return json({
          ResultSet: { Rows: rows.slice(start, end).map((row) => ({ Data: row.map(asDatum) })) },
          ...(end < rows.length ? { NextToken: String(end) } : {}),
        });
      }
      case "GetTableMetadata":
        return json({
          TableMetadata: {
            Name: input["TableName"],
            Columns: Object.entries(columns).map(([Name, Type]) => ({ Name, Type })),
            PartitionKeys: partitionKeys.map((Name) => ({ Name, Type: "string" })),
            Parameters: properties,
          },
        });
      case "GetWorkGroup":
        return json({
          WorkGroup: {
            Name: input["WorkGroup"],
            Configuration: { BytesScannedCutoffPerQuery: options.cutoff },
          },
        });
      default:
        return invalid(`no operation ${operation}`);
    }
  };
}

function json(body: unknown): AwsAnswer {
  return { kind: "json", body };
}

function invalid(message: string): AwsAnswer {
  return { kind: "error", status: 400, code: "InvalidRequestException", message };
}

function asDatum(value: string | null): Json {
  return value === null ? {} : { VarCharValue: value };
}

/** The statement with its literals in place; null where their number is wrong or one is no literal. */
function bind(sql: string, given: unknown): string | null {
  const parameters = Array.isArray(given) ? (given as readonly string[]) : [];
  const parts = sql.split("?");
  if (parts.length !== parameters.length + 1) return null;
  if (!parameters.every((one) => /^'([^']|'')*'$/.test(one) && one.length <= 1024)) return null;
  return parts.map((part, n) => part + (parameters[n] ?? "")).join("");
}

function select(sql: string, records: readonly Json[]): (string | null)[][] {
  const [, list = "", where = ""] = /^SELECT (.*) FROM "\w+"\."\w+" WHERE (.*)$/s.exec(sql) ?? [];
  const expressions = list.split(/, (?![^(]*\))/);
  const [, from = "", to = ""] = /eventtime BETWEEN '(.*?)' AND '(.*?)'/.exec(where) ?? [];
  const [, denials = ""] = /\((errorcode IN .*)\)$/s.exec(where) ?? [];
  const rows = records.filter((record) => {
    const time = String(record["eventTime"]);
    return time >= from && time <= to && denials.split(" OR ").some((one) => holds(one, record));
  });
  return [expressions, ...rows.map((record) => expressions.map((one) => valueOf(one, record)))];
}

function holds(condition: string, record: Json): boolean {
  const [, codes] = /^errorcode IN \((.*)\)$/.exec(condition) ?? [];
  if (codes !== undefined) return codes.includes(`'${String(record["errorCode"])}'`);
  const [, lower, column = "", like = ""] =
    /^(lower\()?(\w+)\)? LIKE '%(.*)%'$/.exec(condition) ?? [];
  const value = valueOf(column, record);
  if (column === "" || value === null) return false;
  return (lower === undefined ? value : value.toLowerCase()).includes(like);
}

/** A column or a field of a struct, whose names are all in lower case. */
function valueOf(expression: string, record: Json): string | null {
  if (expression.startsWith("json_format")) {
    const list = (record["resources"] ?? null) as readonly Json[] | null;
    return list === null ? null : JSON.stringify(list.map(({ ARN }) => ARN));
  }
  let value: unknown = record;
  for (const step of expression.split(".")) {
    if (typeof value !== "object" || value === null) return null;
    value = Object.entries(value).find(([name]) => name.toLowerCase() === step)?.[1];
  }
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
