import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { itemSize } from "../shared/history/item-size.ts";
import { historyTable } from "../shared/history/table-definition.ts";

type Item = Readonly<Record<string, AttributeValue>>;

/**
 * The write units that DynamoDB bills for a write, from the item before and after it: one a kilobyte of the larger, and
 * for each index one to put or to take away its entry, so two where its key changes ("Write capacity consumed by global
 * secondary indexes", DynamoDB Developer Guide). A write that was refused costs what it would have.
 */
export function writeUnits(before: Item | null, after: Item | null): number {
  const bytes = Math.max(sizeOf(before), sizeOf(after), 1);
  return Math.ceil(bytes / 1024) + historyTable.indexes.reduce(addIndex, 0);

  function addIndex(sum: number, index: (typeof historyTable.indexes)[number]): number {
    const [was, is] = [before, after].map((item) => {
      const [partition, sort] = [item?.[index.partitionKey.name], item?.[index.sortKey.name]];
      // An item without either attribute is not in the index.
      return partition === undefined || sort === undefined
        ? null
        : JSON.stringify([partition, sort]);
    });
    if (was === is) return sum;
    return sum + (was === null || is === null ? 1 : 2);
  }
}

function sizeOf(item: Item | null): number {
  return item === null ? 0 : itemSize(item);
}
