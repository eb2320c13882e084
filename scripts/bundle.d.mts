/** Bundle programs into a folder, ready for plain `node` beside `node_modules`. */
export function bundle(entryPoints: Readonly<Record<string, string>>, outdir: string): Promise<void>;
