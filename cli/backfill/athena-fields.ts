/** One column of the answer: what it is of the table, and where it goes in the record. */
export interface AthenaField {
  /** An expression over the table's columns. */
  readonly sql: string;
  readonly path: readonly string[];
  readonly kind: "text" | "json" | "flag" | "arns";
}

const texts = [
  ...["eventVersion", "eventID", "eventTime", "eventSource", "eventName", "awsRegion"],
  ...["sourceIPAddress", "userAgent", "errorCode", "errorMessage", "eventType"],
  ...["recipientAccountId", "sharedEventID", "vpcEndpointId"],
];
const jsons = ["requestParameters", "responseElements", "additionalEventData"];
const identity = [
  ...["type", "principalId", "arn", "accountId", "invokedBy", "accessKeyId", "userName"],
  ...["identityProvider", "credentialId", "onBehalfOf.userId", "onBehalfOf.identityStoreArn"],
  ...["mfaAuthenticated", "creationDate"].map((name) => `sessionContext.attributes.${name}`),
  ...["type", "principalId", "arn", "accountId", "userName"].map(
    (name) => `sessionContext.sessionIssuer.${name}`,
  ),
  ...["sourceIdentity", "assumedRoot", "ec2RoleDelivery"].map((name) => `sessionContext.${name}`),
  "sessionContext.webIdFederationData.federatedProvider",
];

/** Without these nothing is a denial. */
const needed = ["eventid", "eventtime", "eventsource", "eventname", "errorcode", "errormessage"];

/**
 * The fields of CloudTrail's records that a table has, by its columns and their Hive types: AWS's documented tables
 * differ, the older ones lack some. Throws where it is no table of CloudTrail's logs.
 */
export function athenaFields(columns: ReadonlyMap<string, string>): readonly AthenaField[] {
  const absent = [...needed, "useridentity"].filter((name) => !columns.has(name));
  if (absent.length > 0) {
    throw new Error(
      `Cannot read the table: it has no column ${absent.join(", ")}; it has to be one of CloudTrail's logs, as the Athena User Guide has it`,
    );
  }
  const has = (name: string): boolean => columns.has(name.toLowerCase());
  const identityType = (columns.get("useridentity") ?? "").toLowerCase().replace(/\s/g, "");
  const plain = (kind: AthenaField["kind"]) => (name: string) => ({
    sql: name.toLowerCase(),
    path: [name],
    kind,
  });
  return [
    ...texts.filter(has).map(plain("text")),
    ...jsons.filter(has).map(plain("json")),
    ...["readOnly"].filter(has).map(plain("flag")),
    ...identity
      .map((name) => name.split("."))
      .filter((path) => hasPath(identityType, path))
      .map((path) => ({
        sql: ["useridentity", ...path].join(".").toLowerCase(),
        path: ["userIdentity", ...path],
        kind: "text" as const,
      })),
    // A row becomes an array or an object of JSON, depending on the engine; an array of texts is the same in all.
    ...(has("resources")
      ? [
          {
            sql: "json_format(CAST(transform(resources, r -> r.arn) AS JSON))",
            path: ["resources"],
            kind: "arns" as const,
          },
        ]
      : []),
  ];
}

/** Whether a struct's type has a field at this path. */
function hasPath(type: string, [first = "", ...rest]: readonly string[]): boolean {
  const inner = fieldsOf(type).get(first.toLowerCase());
  if (inner === undefined) return false;
  return rest.length === 0 || hasPath(inner, rest);
}

/** A struct's fields and their types: `struct<a:string,b:struct<c:string>>`. */
function fieldsOf(type: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const body = /^struct<(.*)>$/.exec(type)?.[1] ?? "";
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= body.length; at += 1) {
    const character = body[at] ?? ",";
    if (character === "<") depth += 1;
    else if (character === ">") depth -= 1;
    else if (character === "," && depth === 0) {
      const [name = "", ...inner] = body.slice(start, at).split(":");
      if (name !== "") fields.set(name, inner.join(":"));
      start = at + 1;
    }
  }
  return fields;
}
