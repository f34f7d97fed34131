import { escapeXml } from "./aws-answer.ts";
import type { AwsService } from "./aws-server.ts";

/** Buckets of objects, path style ("ListObjectsV2" and "GetObject", S3 API Reference); `pageSize` keys a page. */
export function s3Service(
  buckets: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>,
  pageSize = 1000,
): AwsService {
  return ({ path, query }) => {
    const [, name = "", key = ""] = /^\/([^/]+)\/?(.*)$/s.exec(path) ?? [];
    const bucket = buckets[name];
    if (bucket === undefined) return { kind: "error", status: 404, code: "NoSuchBucket" };
    if (key !== "") {
      const body = bucket[key];
      return body === undefined
        ? { kind: "error", status: 404, code: "NoSuchKey" }
        : { kind: "bytes", body };
    }
    const prefix = query.get("prefix") ?? "";
    const named = Object.keys(bucket).filter(
      (one) => one.startsWith(prefix) && one > (query.get("start-after") ?? ""),
    );
    if (query.get("delimiter") === "/") {
      const folders = named.map((one) => /^[^/]*\//.exec(one.slice(prefix.length))?.[0] ?? "");
      const common = [...new Set(folders.filter((one) => one !== ""))].map(
        (one) => `<CommonPrefixes><Prefix>${escapeXml(prefix + one)}</Prefix></CommonPrefixes>`,
      );
      return { kind: "xml", body: listing(name, common.join("")) };
    }
    const keys = named.toSorted();
    const at = Number(query.get("continuation-token") ?? 0);
    const page = keys.slice(at, at + pageSize);
    const isCut = at + pageSize < keys.length;
    const contents = page.map(
      (one) =>
        `<Contents><Key>${escapeXml(one)}</Key><Size>${bucket[one]?.length ?? 0}</Size><ETag>&quot;${one.length}&quot;</ETag><LastModified>2026-03-04T05:10:00.000Z</LastModified></Contents>`,
    );
    const more = `<NextContinuationToken>${at + pageSize}</NextContinuationToken>`;
    return {
      kind: "xml",
      body: listing(name, `${isCut ? more : ""}${contents.join("")}`, isCut),
    };
  };
}

function listing(bucket: string, content: string, isCut = false): string {
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket}</Name><IsTruncated>${isCut}</IsTruncated>${content}</ListBucketResult>`;
}
