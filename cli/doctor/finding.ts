/** `fail`: denials are or may be lost, or alerts do not arrive. `skip`: it could not be looked at, and why is said. */
export type FindingStatus = "ok" | "warn" | "fail" | "skip";

/** What a check found. */
export interface Finding {
  readonly status: FindingStatus;
  /** One sentence. Never a secret. */
  readonly says: string;
  /** What to do about it; null where there is nothing to do. */
  readonly todo: string | null;
}

/** All is well. */
export function ok(says: string): Finding {
  return { status: "ok", says, todo: null };
}

/** It works, and something about it wants to be known. */
export function warn(says: string, todo: string): Finding {
  return { status: "warn", says, todo };
}

/** It does not work. */
export function fail(says: string, todo: string): Finding {
  return { status: "fail", says, todo };
}

/** It was not looked at. */
export function skip(says: string, todo: string): Finding {
  return { status: "skip", says, todo };
}
