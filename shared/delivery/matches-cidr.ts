import { BlockList, isIP } from "node:net";

/** Whether the text is an IP address, or one with a prefix length: `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`. */
export function isCidr(text: string): boolean {
  return parseCidr(text) !== null;
}

/** Whether an IP address lies in a CIDR block of its own family. A service's name, or no block, is in none. */
export function matchesCidr(cidr: string, address: string): boolean {
  const block = parseCidr(cidr);
  const family = familyOf(address);
  if (block === null || family !== block.family) return false;
  const list = new BlockList();
  list.addSubnet(block.network, block.prefix, family);
  return list.check(address, family);
}

interface Cidr {
  readonly network: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
}

function parseCidr(text: string): Cidr | null {
  const [network = "", length, ...rest] = text.split("/");
  const family = familyOf(network);
  if (family === null || rest.length > 0) return null;
  const longest = family === "ipv4" ? 32 : 128;
  if (length === undefined) return { network, prefix: longest, family };
  if (!/^\d{1,3}$/.test(length) || Number(length) > longest) return null;
  return { network, prefix: Number(length), family };
}

function familyOf(address: string): Cidr["family"] | null {
  // A zone ("fe80::1%eth0") means something on one host only.
  if (address.includes("%")) return null;
  const version = isIP(address);
  return version === 0 ? null : version === 4 ? "ipv4" : "ipv6";
}
