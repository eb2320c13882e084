export function layTexts(root: string, texts: Record<string, string>): Promise<void>;
export function layFolders(root: string, folders: readonly string[]): Promise<void>;
export function copyProgram(
  source: string,
  root: string,
  path: string,
  packages?: readonly string[],
): Promise<void>;
