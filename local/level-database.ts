import { createRequire } from "node:module";

interface LevelDatabase {
  open(): Promise<void>;
  close(): Promise<void>;
}

/** dynalite's own LevelDB, wherever its package is installed. */
const requireFromDynalite = createRequire(createRequire(import.meta.url).resolve("dynalite"));

/**
 * Opens the LevelDB in the folder and closes it again: null where that works, else why not. dynalite itself takes a
 * locked or broken database for an empty one, and never answers.
 */
export async function findDatabaseProblem(folder: string): Promise<string | null> {
  const { Level } = requireFromDynalite("level") as { Level: new (path: string) => LevelDatabase };
  const database = new Level(folder);
  try {
    await database.open();
    await database.close();
    return null;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    return code === "LEVEL_LOCKED"
      ? "another alerter is using it; stop that one, or choose another with --data"
      : `its database cannot be opened (${code})`;
  }
}
