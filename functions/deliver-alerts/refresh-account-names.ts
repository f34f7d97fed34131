import type { AccountNameStore } from "../../shared/config/account-names.client.ts";
import type { Telemetry } from "../../shared/telemetry/telemetry.ts";

export interface AccountNameServices {
  readonly store: AccountNameStore;
  /** Null where the organization may not be asked. */
  readonly list: (() => Promise<Readonly<Record<string, string>>>) | null;
  readonly telemetry: Telemetry;
  readonly now: () => Date;
}

const day = 86_400_000;
const hour = 3_600_000;

/**
 * Asks the organization for its accounts' names once a day, and again after an hour where it does not answer. Never
 * throws: an alert with an account's id alone is better than none.
 */
export function createAccountNamesRefresh({
  store,
  list,
  telemetry,
  now,
}: AccountNameServices): () => Promise<void> {
  let nextLook = 0;
  return async () => {
    if (list === null || now().getTime() < nextLook) return;
    try {
      const due = (await store.read()).askedAt + day;
      nextLook = Math.max(due, now().getTime() + hour);
      if (now().getTime() < due) return;
      const { leftOut } = await store.put(await list());
      nextLook = now().getTime() + day;
      if (leftOut > 0) telemetry.warn("Kept no names for some accounts: too many", { leftOut });
    } catch (error) {
      nextLook = now().getTime() + hour;
      const problem = error instanceof Error ? error.name : "unknown";
      telemetry.warn("Cannot keep the names of the organization's accounts", { problem });
    }
  };
}
