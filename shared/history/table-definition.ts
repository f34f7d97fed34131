/** The name and the type of a key attribute: `S` string, `N` number. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: "S" | "N";
}

/**
 * The one table, as infra deploys it and the local engine creates it. docs/design.md says which question each index
 * answers. The indexes project keys only: none of their attributes changes with a repeat on the same day, so that a
 * repeat writes to no index.
 */
export const historyTable = {
  partitionKey: { name: "pk", type: "S" },
  sortKey: { name: "sk", type: "S" },
  timeToLiveAttribute: "ttl",
  indexes: [
    {
      name: "by-status",
      partitionKey: { name: "s", type: "S" },
      sortKey: { name: "d", type: "N" },
    },
    {
      name: "by-principal",
      partitionKey: { name: "p", type: "S" },
      sortKey: { name: "d", type: "N" },
    },
    {
      name: "by-account",
      partitionKey: { name: "a", type: "S" },
      sortKey: { name: "d", type: "N" },
    },
    {
      name: "by-service",
      partitionKey: { name: "e", type: "S" },
      sortKey: { name: "d", type: "N" },
    },
    {
      name: "by-action",
      partitionKey: { name: "c", type: "S" },
      sortKey: { name: "d", type: "N" },
    },
    {
      name: "by-reason",
      partitionKey: { name: "r", type: "S" },
      sortKey: { name: "d", type: "N" },
    },
    {
      name: "by-first-seen",
      partitionKey: { name: "w", type: "N" },
      sortKey: { name: "f", type: "N" },
    },
  ],
} as const satisfies {
  readonly partitionKey: KeyAttribute;
  readonly sortKey: KeyAttribute;
  readonly timeToLiveAttribute: string;
  readonly indexes: readonly {
    readonly name: string;
    readonly partitionKey: KeyAttribute;
    readonly sortKey: KeyAttribute;
  }[];
};

export type HistoryIndexName = (typeof historyTable)["indexes"][number]["name"];
