import { expect } from "vitest";
import type { DenialItem } from "../../shared/history/denial-item.ts";
import { itemSize } from "../../shared/history/item-size.ts";
import { historyTable } from "../../shared/history/table-definition.ts";

/** DynamoDB would take the item ("Supported data types and naming rules", "Quotas in Amazon DynamoDB"). */
export function expectStorable(item: DenialItem): void {
  for (const [name, { N, SS, BS }] of Object.entries(item)) {
    if (N !== undefined) expect([name, N]).toEqual([name, expect.stringMatching(/^-?\d{1,38}$/)]);
    const set = SS ?? BS?.map((bytes) => Buffer.from(bytes).toString("hex"));
    if (set === undefined) continue;
    expect([name, set.length]).not.toEqual([name, 0]);
    expect([name, new Set(set).size]).toEqual([name, set.length]);
  }
  for (const { partitionKey } of historyTable.indexes) {
    const key = item[partitionKey.name]?.S;
    if (key === undefined) continue;
    expect([partitionKey.name, key === ""]).toEqual([partitionKey.name, false]);
    expect(Buffer.byteLength(key)).toBeLessThanOrEqual(2048);
  }
  expect(itemSize(item)).toBeLessThan(400 * 1024);
}
