export function unpackDebian(
  wanted: string | { name: string; suite: string },
): Promise<{ root: string; version: string }>;
