import { denialPhrases } from "../../shared/cloudtrail/denial-phrases.ts";
import { denialCodeStems, errorCodes } from "../../shared/cloudtrail/error-codes.ts";
import type { AthenaField } from "./athena-fields.ts";
import type { AthenaPlace } from "./athena-place.ts";
import type { RunSpan } from "./checkpoint.client.ts";

/** A statement with `?` for each parameter. */
export interface AthenaStatement {
  readonly sql: string;
  /** SQL literals, in order ("Use parameterized queries", Athena User Guide). */
  readonly parameters: readonly string[];
}

const day = 86_400;

/**
 * The query of AWS's article on denials, with every value a parameter: what may be a denial, in a span of time.
 * `dayPartition` names the column with the day of delivery, `yyyy/MM/dd`, that spares what is not read.
 */
export function buildAthenaQuery(
  { database, table }: Pick<AthenaPlace, "database" | "table">,
  fields: readonly AthenaField[],
  dayPartition: string | null,
  { startSeconds, endSeconds }: RunSpan,
): AthenaStatement {
  const parameters: string[] = [];
  const bind = (value: string): string => {
    parameters.push(`'${value.replaceAll("'", "''")}'`);
    return "?";
  };
  const between = (column: string, first: string, last: string): string =>
    `${column} BETWEEN ${bind(first)} AND ${bind(last)}`;
  const conditions = [between("eventtime", timeOf(startSeconds), timeOf(endSeconds))];
  if (dayPartition !== null) {
    // Delivered is an event by its end at the latest the day after.
    conditions.push(between(`"${dayPartition}"`, dayOf(startSeconds), dayOf(endSeconds + day)));
  }
  const stems = denialCodeStems.map((stem) => stem.toLowerCase());
  const others = errorCodes
    .filter(({ verdict }) => verdict === "denial")
    .map(({ code }) => code)
    .filter((code) => !stems.some((stem) => code.toLowerCase().includes(stem)));
  const denials = [
    `errorcode IN (${others.map(bind).join(", ")})`,
    ...stems.map((stem) => `lower(errorcode) LIKE ${bind(`%${stem}%`)}`),
    ...denialPhrases.map((phrase) => `errormessage LIKE ${bind(`%${phrase}%`)}`),
  ];
  // Some services put their error there; what it says is judged here.
  if (fields.some(({ path }) => path[0] === "responseElements")) {
    denials.push(`responseelements LIKE ${bind('%"errorCode"%')}`);
    denials.push(`responseelements LIKE ${bind('%"errorMessage"%')}`);
  }
  return {
    sql: `SELECT ${fields.map(({ sql }) => sql).join(", ")} FROM "${database}"."${table}" WHERE ${conditions.join(" AND ")} AND (${denials.join(" OR ")})`,
    parameters,
  };
}

function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");
}

function dayOf(seconds: number): string {
  return timeOf(seconds).slice(0, 10).replaceAll("-", "/");
}
