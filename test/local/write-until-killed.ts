import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { localDynamoDbClient, startEmbeddedDynamoDb } from "../../local/embedded-dynamodb.ts";
import { localTableInput } from "../../local/open-local-table.ts";

// Counts up in one item, and says each number once its write was answered.
const [, , folder = ""] = process.argv;
const engine = await startEmbeddedDynamoDb(folder, localTableInput());
const client = localDynamoDbClient(engine.endpoint);
for (let n = 1; ; n++) {
  const Item = { pk: { S: "p" }, sk: { S: "s" }, n: { N: String(n) } };
  await client.send(new PutItemCommand({ TableName: "denywatch", Item }));
  process.stdout.write(`${n}\n`);
}
