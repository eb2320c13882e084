export function ensureRuntimes(): Promise<{ name: string; argv: [string, ...string[]] }[]>;
