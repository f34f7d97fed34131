declare module "dynalite" {
  import type { Server } from "node:http";

  export interface DynaliteOptions {
    /** A folder for LevelDB; absent: in memory. */
    readonly path?: string;
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }
  /** A DynamoDB-compatible HTTP server that does not listen yet. */
  export default function dynalite(options?: DynaliteOptions): Server;
}
