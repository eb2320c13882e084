/** A field of a request or a response. Its name is a path: `deployments[].uuid`. */
export interface Field {
  /** JSON types; none: any. */
  types: readonly string[];
  isRequired: boolean;
}

export type Fields = Map<string, Field>;

export interface Answer {
  /** JSON type of the body, or `text`; undefined: not documented. */
  type: string | undefined;
  fields: Fields;
}

/** Facts about an operation that clients depend on, apart from its path and method. */
export interface OperationFacts {
  query: Fields;
  body: Fields;
  /** Responses by status. */
  answers: Map<string, Answer>;
}

export function noFacts(): OperationFacts {
  return { query: new Map(), body: new Map(), answers: new Map() };
}

/** Join the path of an object or a list and the name of a field in it. */
export function pathOf(prefix: string, name: string): string {
  return prefix === '' || name.startsWith('[]') ? prefix + name : `${prefix}.${name}`;
}
