/** `git_commit_sha` → `gitCommitSha`, as a type. */
export type CamelCase<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

export type CamelKeys<T> = { [K in keyof T as K extends string ? CamelCase<K> : never]: T[K] };

/** Convert wire names to internal names. Members that are undefined are omitted. */
export function camelKeys<T extends object>(wire: T): CamelKeys<T> {
  const entries = Object.entries(wire).filter(([, value]) => value !== undefined);
  const renamed = entries.map(([key, value]) => [
    key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(renamed) as CamelKeys<T>; // the type above says what the expression does
}
