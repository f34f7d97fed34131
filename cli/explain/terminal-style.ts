import { styleText } from "node:util";
import type { Severity } from "../../shared/denial/denial.ts";

/** How parts of a text look on a terminal; every function gives the same text, coloured or as it is. */
export interface TerminalStyle {
  readonly title: (severity: Severity, text: string) => string;
  readonly heading: (text: string) => string;
  readonly label: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly code: (text: string) => string;
}

const severityStyles = { critical: "red", warning: "yellow", info: "blue" } as const;

export function terminalStyle(colour: boolean): TerminalStyle {
  type Format = Parameters<typeof styleText>[0];
  const style = (format: Format, text: string): string =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  return {
    title: (severity, text) => style(["bold", severityStyles[severity]], text),
    heading: (text) => style("bold", text),
    label: (text) => style("dim", text),
    warning: (text) => style("yellow", text),
    code: (text) => style("cyan", text),
  };
}
