import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
} from "@aws-sdk/client-dynamodb";

const pollMilliseconds = 5;
const mostMilliseconds = 10_000;

/**
 * Creates a table where it is not there yet, and resolves once it takes writes: CreateTable answers before that, and a
 * write in between is refused as if there were no table. Throws where it does not come up within ten seconds.
 */
export async function createActiveTable(
  client: DynamoDBClient,
  table: CreateTableCommandInput,
): Promise<void> {
  try {
    await client.send(new CreateTableCommand(table));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  const end = Date.now() + mostMilliseconds;
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table.TableName }));
    if (Table?.TableStatus === "ACTIVE") return;
    if (Date.now() > end) {
      throw new Error(`Cannot create table "${table.TableName ?? ""}": it does not become active`);
    }
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
  }
}
