import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { UsageError } from "../../cli/exit-codes.ts";
import { openTable, type TableOptions } from "../../cli/open-table.ts";
import { type AnsweringServer, startAnsweringServer } from "../support/answering-server.ts";
import { runCliHere } from "../support/run-cli-here.ts";

function stackXml(outputs: Readonly<Record<string, string>>): string {
  const members = Object.entries(outputs).map(
    ([key, value]) =>
      `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  return `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>Denywatch</StackName><CreationTime>2026-01-02T03:04:05Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${members.join("")}</Outputs></member></Stacks></DescribeStacksResult><ResponseMetadata><RequestId>R</RequestId></ResponseMetadata></DescribeStacksResponse>`;
}

const noStack = `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id Denywatch does not exist</Message></Error><RequestId>R</RequestId></ErrorResponse>`;

describe("openTable()", () => {
  let cloudFormation: AnsweringServer;
  beforeAll(async () => {
    cloudFormation = await startAnsweringServer();
  });
  afterAll(() => cloudFormation.close());
  beforeEach(() => {
    vi.stubEnv("AWS_ENDPOINT_URL_CLOUDFORMATION", cloudFormation.endpoint);
    vi.stubEnv("AWS_REGION", "eu-west-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
    vi.stubEnv("DENYWATCH_TABLE_NAME", undefined);
    cloudFormation.answerWith({ status: 200, body: stackXml({ TableName: "from-the-stack" }) });
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  async function nameOf(options: TableOptions): Promise<string> {
    const table = await openTable(options);
    await table.close();
    return table.tableName;
  }

  it("takes the table that is named, then the environment's, then the stack's", async () => {
    expect(await nameOf({})).toBe("from-the-stack");
    vi.stubEnv("DENYWATCH_TABLE_NAME", "from-the-environment");
    expect(await nameOf({})).toBe("from-the-environment");
    expect(await nameOf({ stack: "Other" })).toBe("from-the-stack");
    expect(await nameOf({ table: "named" })).toBe("named");
  });

  it("opens it in the Region that is named", async () => {
    const table = await openTable({ table: "named", region: "eu-central-1" });
    expect(await table.dynamoDb.config.region()).toBe("eu-central-1");
    await table.close();
  });

  it.each<[string, TableOptions, string, string]>([
    ["no stack", { region: "eu-north-1" }, noStack, 'there is no stack "Denywatch" in eu-north-1'],
    ["another's stack", {}, stackXml({ Url: "x" }), 'stack "Denywatch" has no output "TableName"'],
    ["two places at once", { local: true, table: "x" }, "", "--local and --table exclude each"],
    ["no data folder", { local: "/nowhere" }, "", 'Cannot use data folder "/nowhere": no alerter'],
  ])("%s: says what to do", async (_title, options, body, expected) => {
    cloudFormation.answerWith({ status: body === noStack ? 400 : 200, body });
    const opened = openTable(options);
    await expect(opened).rejects.toThrow(expected);
    await expect(opened).rejects.toBeInstanceOf(UsageError);
  });

  it("a command says in one line what AWS refused", async () => {
    cloudFormation.answerWith({
      status: 403,
      body: noStack.replace("ValidationError", "AccessDenied").replace(/Stack with.*exist/, "No"),
    });
    expect(await runCliHere(["mutes"])).toEqual({
      code: 1,
      stdout: "",
      stderr:
        'denywatch: Cannot call cloudformation:DescribeStacks on "Denywatch" in eu-west-1: access denied; your credentials need the permission cloudformation:DescribeStacks\n',
    });
  });
});
