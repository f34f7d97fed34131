import type { Principal } from "../denial/denial.ts";
import { isIdentityCenterRole } from "../denial/principal-person.ts";
import { asGlob } from "./as-glob.ts";

/** What a mute's `--principal` has to be to mean this one; null where the principal is unknown. */
export function principalGlob(principal: Principal): string | null {
  const { key, sessionName } = principal;
  if (["", "unknown"].includes(key)) return null;
  // Many people share an Identity Center role: only this one's sessions are meant.
  const who = isIdentityCenterRole(key) && sessionName !== null ? sessionName : key;
  return who === "" ? null : asGlob(who);
}
