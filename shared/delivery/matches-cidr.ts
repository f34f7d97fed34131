import { BlockList, isIP } from "node:net";

/** Whether the text is an IP address, or one with a prefix length: `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`. */
export function isCidr(text: string): boolean {
  return parseCidr(text) !== null;
}

/**
 * Whether an IP address lies in a CIDR block of its own family; an IPv4 address written as an IPv6 one ("IPv4-mapped",
 * RFC 4291) is an IPv4 address. A service's name, or no block, is in none.
 */
export function matchesCidr(cidr: string, address: string): boolean {
  const block = parseCidr(cidr);
  const single = parseCidr(address);
  if (block === null || single === null || address.includes("/")) return false;
  return contains(block, single);
}

/** Whether every address of `inner` lies in `outer`; false where one of them is no block. */
export function coversCidr(outer: string, inner: string): boolean {
  const [block, within] = [parseCidr(outer), parseCidr(inner)];
  return (
    block !== null && within !== null && block.prefix <= within.prefix && contains(block, within)
  );
}

/** How many bits of an address a block asks for: 0 for one that has all of its family, null for no block. */
export function prefixOf(cidr: string): number | null {
  return parseCidr(cidr)?.prefix ?? null;
}

interface Cidr {
  readonly network: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
}

function contains(block: Cidr, { network, family }: Cidr): boolean {
  if (family !== block.family) return false;
  const list = new BlockList();
  list.addSubnet(block.network, block.prefix, family);
  return list.check(network, family);
}

const mappedBits = 96;

function parseCidr(text: string): Cidr | null {
  const [network = "", length, ...rest] = text.split("/");
  const family = familyOf(network);
  if (family === null || rest.length > 0) return null;
  const longest = family === "ipv4" ? 32 : 128;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return null;
  const prefix = length === undefined ? longest : Number(length);
  if (prefix > longest) return null;
  const mapped = family === "ipv6" && prefix >= mappedBits ? mappedIpv4(network) : null;
  return mapped === null
    ? { network, prefix, family }
    : { network: mapped, prefix: prefix - mappedBits, family: "ipv4" };
}

/** `192.0.2.7` of `::ffff:192.0.2.7`, however that is written; null for any other address. */
function mappedIpv4(address: string): string | null {
  const { hostname } = new URL(`http://[${address}]`);
  const [, high, low] = /^\[::ffff:([0-9a-f]+):([0-9a-f]+)\]$/.exec(hostname) ?? [];
  if (high === undefined || low === undefined) return null;
  const bits = [high, low].map((hex) => Number.parseInt(hex, 16));
  return bits.flatMap((word) => [word >> 8, word & 255]).join(".");
}

function familyOf(address: string): Cidr["family"] | null {
  // A zone ("fe80::1%eth0") means something on one host only.
  if (address.includes("%")) return null;
  const version = isIP(address);
  return version === 0 ? null : version === 4 ? "ipv4" : "ipv6";
}
