/** A value that a pattern can match. */
export type Leaf = string | number | boolean | null;

/** One leaf of an event, and in which element of which array it stands. */
export interface EventField {
  readonly value: Leaf;
  readonly elements: ReadonlyMap<number, number>;
}

/**
 * The event's leaves by dotted path. Arrays add nothing to a path; an empty one has no leaf. Iterative, since the
 * nesting is the sender's choice.
 */
export function flattenEvent(event: unknown): ReadonlyMap<string, readonly EventField[]> {
  const fields = new Map<string, EventField[]>();
  let arrays = 0;
  const stack: { value: unknown; path: string; elements: ReadonlyMap<number, number> }[] = [
    { value: event, path: "", elements: new Map() },
  ];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, path, elements } = next;
    if (Array.isArray(value)) {
      const array = arrays++;
      for (const [index, member] of value.entries()) {
        stack.push({ value: member, path, elements: new Map([...elements, [array, index]]) });
      }
    } else if (typeof value === "object" && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        stack.push({ value: member, path: path === "" ? name : `${path}.${name}`, elements });
      }
    } else if (isLeaf(value)) {
      const sameLeaves = fields.get(path);
      if (sameLeaves === undefined) fields.set(path, [{ value, elements }]);
      else sameLeaves.push({ value, elements });
    }
  }
  return fields;
}

/** Whether two leaves can belong together: in no array do they stand in different elements. */
export function isConsistent(one: EventField, other: EventField): boolean {
  for (const [array, index] of one.elements) {
    const otherIndex = other.elements.get(array);
    if (otherIndex !== undefined && otherIndex !== index) return false;
  }
  return true;
}

function isLeaf(value: unknown): value is Leaf {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
