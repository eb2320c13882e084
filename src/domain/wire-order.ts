const first = ['id', 'uuid', 'description', 'name'];
const last = ['created_at', 'updated_at'];

/** Compare members of an object by the v1 contract's order (§5.2): identity, alphabetical, timestamps. */
export function compareKeys(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function rank(key: string): number {
  const head = first.indexOf(key);
  if (head !== -1) return head;
  const tail = last.indexOf(key);
  return first.length + (tail === -1 ? 0 : tail + 1);
}
