export function unpackDebian(
  wanted: string | { name: string; suite: string },
): Promise<{ root: string; version: string }>;
export function unpackAllDebian(names: readonly string[]): Promise<{ root: string; version: string }[]>;
