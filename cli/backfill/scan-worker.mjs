// Plain JavaScript on purpose: the cache must be on before the first TypeScript is read, or the thread starts slowly.
import { enableCompileCache } from "node:module";

enableCompileCache?.();
await import("./answer-scans.ts");
