/** Console addresses of one partition; null where the Region is needed and not known. */
export interface ConsoleUrls {
  readonly global: (path: string) => string;
  readonly regional: (path: (region: string) => string) => string | null;
}
