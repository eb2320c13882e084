export function layTexts(root: string, texts: Record<string, string>): Promise<void>;
