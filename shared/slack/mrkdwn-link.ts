import { plainMrkdwn } from "./plain-mrkdwn.ts";

/** Consoles and documentation of all partitions; nothing else is linked, whatever an event says. */
const linkableHosts: readonly RegExp[] = [
  /^(?:[a-z0-9-]+\.){0,2}console\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com|amazonaws-eusc\.eu|aws\.eu)$/,
  /^docs\.(?:aws\.amazon\.com|amazonaws\.cn|aws\.eu)$/,
  /^(?:www\.)?aws\.amazon\.com$/,
  /^repost\.aws$/,
];
const mostUrlLength = 1500;

/** Whether a link may be live in a message: https, to one of AWS's own pages, without credentials or a port. */
export function isLinkable(value: string): boolean {
  const url = URL.parse(value);
  return (
    url !== null &&
    url.protocol === "https:" &&
    url.username === "" &&
    url.password === "" &&
    url.port === "" &&
    url.href.length <= mostUrlLength &&
    linkableHosts.some((pattern) => pattern.test(url.hostname))
  );
}

/** A link as mrkdwn, at most 1,700 characters; only its label where the address may not be linked. */
export function mrkdwnLink(label: string, url: string): string {
  // A bar would end the address.
  const shownLabel = plainMrkdwn(label.replaceAll("|", "/"), 150);
  if (!isLinkable(url)) return shownLabel;
  const address = new URL(url).href
    .replaceAll("|", "%7C")
    .replaceAll("<", "%3C")
    .replaceAll(">", "%3E")
    .replaceAll("`", "%60")
    .replaceAll("&", "&amp;");
  return `<${address}|${shownLabel}>`;
}
