/** The filters, in the order of the page, each by the field of a denial that it looks at. */
export const filterNames = ["severity", "status", "denyType", "policyType", "account", "service"];

const severities = ["info", "warning", "critical"];

/** The denials that fit the words and the filters, in the order asked for. Each word must be somewhere. */
export function selectDenials(denials, { search, order, ...filters }) {
  const needles = search.toLowerCase().split(/\s+/).filter(Boolean);
  return denials
    .filter(
      (denial) =>
        filterNames.every((name) => !filters[name] || denial[name] === filters[name]) &&
        needles.every((needle) => textOf(denial).includes(needle)),
    )
    .sort(comparers[order] ?? comparers.lastSeenAt);
}

const comparers = {
  lastSeenAt: (a, b) => compare(b.lastSeenAt, a.lastSeenAt),
  firstSeenAt: (a, b) => compare(b.firstSeenAt, a.firstSeenAt),
  count: (a, b) => b.count - a.count || comparers.lastSeenAt(a, b),
  severity: (a, b) =>
    severities.indexOf(b.severity) - severities.indexOf(a.severity) || comparers.lastSeenAt(a, b),
};

function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const texts = new WeakMap();

/** All that a search looks at, once for each denial. */
function textOf(denial) {
  const known = texts.get(denial);
  if (known !== undefined) return known;
  // A number is no word to search for, and the trend is full of them.
  const fields = Object.values(denial).filter((value) => typeof value === "string");
  const text = fields.join("\n").toLowerCase();
  texts.set(denial, text);
  return text;
}
