import type { AthenaPlace } from "./athena-place.ts";

const session = [
  "attributes:STRUCT<mfaauthenticated:STRING,creationdate:STRING>",
  "sessionissuer:STRUCT<type:STRING,principalid:STRING,arn:STRING,accountid:STRING,username:STRING>",
  "sourceidentity:STRING",
  "assumedroot:STRING",
  "ec2roledelivery:STRING",
  "webidfederationdata:STRUCT<federatedprovider:STRING,attributes:MAP<STRING,STRING>>",
];
const identity = [
  ...["type", "principalid", "arn", "accountid", "invokedby", "accesskeyid", "username"].map(text),
  ...["identityprovider", "credentialid"].map(text),
  "onbehalfof:STRUCT<userid:STRING,identitystorearn:STRING>",
  `sessioncontext:STRUCT<${session.join(",")}>`,
];
const columns = [
  ...["eventversion", "eventtime", "eventsource", "eventname", "awsregion", "sourceipaddress"],
  ...["useragent", "errorcode", "errormessage", "requestparameters", "responseelements"],
  ...["additionaleventdata", "requestid", "eventid", "readonly", "eventtype", "apiversion"],
  ...["recipientaccountid", "serviceeventdetails", "sharedeventid", "vpcendpointid"],
  "eventcategory",
];

/**
 * The statement that creates a table over a trail's log files, days and Regions projected, so that nothing has to be
 * added for new ones ("Create the table for CloudTrail logs in Athena using partition projection", Athena User Guide).
 */
export function buildAthenaTable(
  { database, table, logs }: AthenaPlace & { readonly logs: NonNullable<AthenaPlace["logs"]> },
  regions: readonly string[],
  firstDay: string,
): string {
  const { location, accounts } = logs;
  const isOfMany = accounts.length > 0;
  const properties: readonly (readonly [string, string])[] = [
    ["projection.enabled", "true"],
    ["projection.timestamp.type", "date"],
    ["projection.timestamp.format", "yyyy/MM/dd"],
    ["projection.timestamp.interval", "1"],
    ["projection.timestamp.interval.unit", "DAYS"],
    ["projection.timestamp.range", `${firstDay},NOW`],
    ["projection.region.type", "enum"],
    ["projection.region.values", regions.join(",")],
    ...(isOfMany
      ? ([
          ["projection.account.type", "enum"],
          ["projection.account.values", accounts.join(",")],
        ] as const)
      : []),
    [
      "storage.location.template",
      `${location}${isOfMany ? "${account}/CloudTrail/" : ""}\${region}/\${timestamp}`,
    ],
  ];
  const partitions = [
    ...(isOfMany ? ["`account` STRING"] : []),
    "`region` STRING",
    "`timestamp` STRING",
  ];
  return `CREATE EXTERNAL TABLE IF NOT EXISTS \`${database}\`.\`${table}\` (
${columns.map((name) => `  ${name} STRING,`).join("\n")}
  useridentity STRUCT<${identity.join(",")}>,
  resources ARRAY<STRUCT<arn:STRING,accountid:STRING,type:STRING>>
)
PARTITIONED BY (${partitions.join(", ")})
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION '${location}'
TBLPROPERTIES (
${properties.map(([name, value]) => `  '${name}'='${value}'`).join(",\n")}
)`;
}

function text(name: string): string {
  return `${name}:STRING`;
}
