import type { Principal } from "../denial/denial.ts";
import { asGlob } from "./as-glob.ts";

/** What a mute's `--principal` has to be to mean this one; null where the principal is unknown. */
export function principalGlob(principal: Principal): string | null {
  const { key, person, sessionName } = principal;
  if (["", "unknown"].includes(key)) return null;
  // Many people share an Identity Center role: only this one's sessions are meant.
  const who = person !== null && sessionName !== null ? sessionName : key;
  return who === "" ? null : asGlob(who);
}
