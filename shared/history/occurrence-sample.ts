import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { RecordedDenial } from "./occurrence.ts";

/** What is kept of one occurrence. Texts are cut to the lengths below; null is what the record did not tell. */
export interface OccurrenceSample {
  readonly eventId: string;
  /** Epoch seconds. */
  readonly seconds: number;
  readonly region: string | null;
  readonly sourceIpAddress: string | null;
  readonly userAgent: string | null;
  readonly sessionName: string | null;
  readonly person: string | null;
}

const longestUserAgent = 80;
const longestName = 64;

/** Text that most samples share. Never change it: items depend on it. */
const dictionary = Buffer.from(
  `lambda.amazonaws.com","cloudformation.amazonaws.com","console.amazonaws.com","Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)","Boto3/1.35.0 md/Botocore#1.35.0 ua/2.0 os/linux#5.10 md/arch#x86_64 lang/python#3.12","APN/1.0 HashiCorp/1.0 Terraform/1.9.0 (+https://www.terraform.io) terraform-provider-aws/5","aws-sdk-go-v2/1.30.0 os/linux lang/go#1.22 md/GOARCH#amd64","aws-sdk-js/3.6 ua/2.0 os/linux lang/js md/nodejs#20","aws-cli/2.17.0 md/awscrt#0.20.11 ua/2.0 os/macos","ap-southeast-2","ap-northeast-1","ap-south-1","sa-east-1","ca-central-1","eu-north-1","eu-west-3","eu-central-1","eu-west-1","us-west-2","us-east-2","us-east-1",null,"`,
);

/** What is kept of this occurrence. */
export function sampleOf(denial: RecordedDenial): OccurrenceSample {
  const { principal } = denial;
  return {
    eventId: cut(denial.eventId, longestName),
    seconds: Math.floor(Date.parse(denial.occurredAt) / 1000),
    region: cutOrNull(denial.region, longestName),
    sourceIpAddress: cutOrNull(denial.sourceIpAddress, longestName),
    userAgent: cutOrNull(denial.userAgent, longestUserAgent),
    sessionName: cutOrNull(principal.sessionName, longestName),
    person: cutOrNull(principal.person, longestName),
  };
}

/** The sample as about a hundred bytes. */
export function packSample(sample: OccurrenceSample): Uint8Array {
  const { region, sourceIpAddress, userAgent, sessionName, person } = sample;
  const fields = [region, userAgent, sourceIpAddress, sessionName];
  // A person is mostly the session's name.
  const last = person === sessionName ? [] : [person];
  const when = sample.seconds.toString(36);
  const json = JSON.stringify([shortenId(sample.eventId), when, ...fields, ...last]);
  return deflateRawSync(json, { dictionary });
}

/** The sample that `packSample` packed. */
export function unpackSample(bytes: Uint8Array): OccurrenceSample {
  const [id, when, region, userAgent, sourceIpAddress, sessionName, person] = JSON.parse(
    inflateRawSync(bytes, { dictionary }).toString("utf8"),
  ) as [string, string, ...(string | null)[]];
  return {
    eventId: restoreId(id),
    seconds: Number.parseInt(when, 36),
    region: region ?? null,
    sourceIpAddress: sourceIpAddress ?? null,
    userAgent: userAgent ?? null,
    sessionName: sessionName ?? null,
    person: person === undefined ? (sessionName ?? null) : person,
  };
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A UUID is 22 characters instead of 36; another id is marked by a colon. */
function shortenId(id: string): string {
  return uuid.test(id)
    ? Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url")
    : `:${id}`;
}

function restoreId(text: string): string {
  if (text.startsWith(":")) return text.slice(1);
  const hex = Buffer.from(text, "base64url").toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function cut(text: string, most: number): string {
  return text.length > most ? text.slice(0, most) : text;
}

function cutOrNull(text: string | null, most: number): string | null {
  return text === null ? null : cut(text, most);
}
