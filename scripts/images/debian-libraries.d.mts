export function librariesOf(packages: readonly string[]): Promise<string[]>;
