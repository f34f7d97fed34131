/** The key of the config's item in the table: the role that writes it at deployment may write under no other. */
export const configItemKey = { pk: "C", sk: "current" } as const;
