/** An input transformer as a rule's target has it ("InputTransformer", EventBridge API Reference). */
export interface InputTransformer {
  readonly InputPathsMap: Readonly<Record<string, string>>;
  readonly InputTemplate: string;
}

/**
 * What a target gets of `event`. Stricter than EventBridge: a path must lead somewhere, each is used, and inside a
 * longer text a value is put as it is, so that one with a quotation mark breaks the JSON here.
 */
export function renderInputTransformer(transformer: InputTransformer, event: unknown): unknown {
  const { InputPathsMap, InputTemplate } = transformer;
  const unused = new Set(Object.keys(InputPathsMap));
  let isInText = false;
  const json = InputTemplate.replace(/\\.|"|<([\w.-]+)>/g, (token, name: string | undefined) => {
    if (token === '"') isInText = !isInText;
    if (name === undefined) return token;
    const path = InputPathsMap[name];
    if (path === undefined) throw new Error(`Cannot fill "<${name}>": InputPathsMap lacks it`);
    unused.delete(name);
    const value = readPath(event, path);
    return isInText ? String(value) : JSON.stringify(value);
  });
  if (unused.size > 0) throw new Error(`Cannot use ${[...unused].join(", ")}: no template part`);
  return JSON.parse(json);
}

function readPath(event: unknown, path: string): unknown {
  if (!/^\$(\.[\w-]+)+$/.test(path)) throw new Error(`Cannot read "${path}": not in dot notation`);
  let value: unknown = event;
  for (const name of path.split(".").slice(1)) {
    const isObject = typeof value === "object" && value !== null && name in value;
    if (!isObject) throw new Error(`Cannot read "${path}": the event has no "${name}"`);
    value = Reflect.get(value as object, name);
  }
  return value;
}
