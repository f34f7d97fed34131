import type { Reconnaissance } from "../../delivery/find-reconnaissance.ts";
import { formatCount } from "../format-count.ts";

/** The evidence, in numbers: "14 services, 92 % reads, 1.1 calls each". */
export function sayReconnaissance({ services, readShare, callsEach }: Reconnaissance): string {
  const share = `${Math.round(readShare * 100)} % reads`;
  const calls = formatCount(Math.round(callsEach * 10) / 10, "call");
  return `${formatCount(services, "service")}, ${share}, ${calls} each`;
}
