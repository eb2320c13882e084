export function unpackDebian(name: string): Promise<{ root: string; version: string }>;
