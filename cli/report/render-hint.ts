import type { AdviceLink, Hint } from "../../shared/remediation/advice.ts";
import { describeFixers } from "../../shared/slack/describe-fixers.ts";
import { html, Html } from "./html.ts";

/** A hint: what it means, who can do it, the steps, what to paste, when not to, where to read on. */
export function renderHint(hint: Hint): Html {
  const fixers = describeFixers(hint.fixers);
  return html`<div class="hint">
    <p>${hint.text}</p>
    ${fixers === null ? null : html`<p class="fixers">Who can do it: ${fixers}.</p>`}
    ${
      hint.steps.length === 0
        ? null
        : html`<ol>
            ${hint.steps.map((step) => html`<li>${step}</li>`)}
          </ol>`
    }
    ${hint.warning === null ? null : html`<p class="caution">${hint.warning}</p>`}
    ${renderPaste("Run", hint.command)}
    ${renderPaste("Statement to paste", hint.policy && JSON.stringify(hint.policy, null, 2))}
    ${
      hint.links.length === 0
        ? null
        : html`<ul class="links">
            ${hint.links.map(renderLink)}
          </ul>`
    }
  </div>`;
}

function renderPaste(label: string, text: string | null): Html | null {
  if (text === null) return null;
  // Each line by itself: within one, a line break is nothing but a space.
  const lines = text.split("\n").map((line, index) => html`${index === 0 ? "" : newLine}${line}`);
  return html`<div class="paste">
    <p>${label}</p>
    <pre tabindex="0"><code>${lines}</code></pre>
  </div>`;
}

const newLine = new Html("\n");

function renderLink({ label, url, note }: AdviceLink): Html {
  const shown = note === null ? label : `${label} (${note})`;
  if (!url.startsWith("https://")) return html`<li>${shown}</li>`;
  return html`<li><a href="${url}" rel="noopener noreferrer">${shown}</a></li>`;
}
