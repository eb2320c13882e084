import { readFile, realpath } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { isScalar, parse, parseDocument, visit } from 'yaml';
import type { Terminal } from '../terminal';
import { WrongUse } from '../wrong-use';

/** Sources of the values of references: the document's folder, the environment and a file of secrets. */
export interface ValueSources {
  folder: string;
  env: Terminal['process']['env'];
  secrets: ReadonlyMap<string, string>;
}

/**
 * Collect the values of a document's references, under the names that Gantry expects. Only the secrets that the
 * document names are sent: the others stay unchanged.
 * @throws WrongUse for a missing variable or file
 */
export async function valuesOfReferences(
  document: string,
  { folder, env, secrets }: ValueSources,
): Promise<Record<string, string>> {
  const found = new Map<string, string>();
  for (const { kind, name } of referencesOf(document)) {
    const value =
      kind === 'secret' ? secrets.get(name) : kind === 'env' ? env[name] : await textOf(folder, name);
    if (value !== undefined) found.set(kind === 'secret' ? name : `${kind}:${name}`, value);
    else if (kind === 'env') throw new WrongUse(`The document uses !env ${name}, but ${name} is not set.`);
  }
  return Object.fromEntries(found);
}

interface Named {
  kind: 'secret' | 'env' | 'file';
  name: string;
}

/** List the references of a document. Invalid YAML has none here: Gantry reports its error. */
function referencesOf(text: string): Named[] {
  const found: Named[] = [];
  visit(parseDocument(text, { logLevel: 'silent' }), (_, node) => {
    if (!isScalar(node)) return;
    const kind = (['secret', 'env', 'file'] as const).find((each) => node.tag === `!${each}`);
    if (kind) found.push({ kind, name: String(node.value) });
  });
  return found;
}

/**
 * Read a file in the document's folder. Files elsewhere are refused, because the document may come from someone else.
 */
async function textOf(folder: string, name: string): Promise<string> {
  const refuse = (reason: string, cause?: unknown) =>
    new WrongUse(`The document uses !file ${name}, ${reason}`, { cause });
  let path: string;
  let root: string;
  try {
    root = await realpath(folder);
    path = await realpath(resolve(root, name));
  } catch (cause) {
    throw refuse('which does not exist.', cause);
  }
  if (relative(root, path).split(sep)[0] === '..') throw refuse("which is outside the document's folder.");
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw refuse('which cannot be read.', cause);
  }
}

/** Read a file of secrets: YAML or JSON, `NAME: value`. @throws WrongUse */
export async function readSecrets(file: string | undefined): Promise<ReadonlyMap<string, string>> {
  if (file === undefined) return new Map();
  const form = () => new WrongUse(`${file} must contain NAME: value pairs.`);
  let read: unknown;
  try {
    read = parse(await readFile(file, 'utf8'), { schema: 'failsafe' });
  } catch (cause) {
    // The message of the parser quotes the line, which may be a secret.
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
      throw new WrongUse(`${file} does not exist.`);
    throw form();
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) throw form();
  return new Map(
    Object.entries(read).map(([name, value]: [string, unknown]) => {
      if (typeof value !== 'string') throw form();
      return [name, value];
    }),
  );
}

/** Read a document and determine its folder. `-` is standard input, relative to the current folder. */
export async function readDocumentFile(
  terminal: Terminal,
  file: string,
): Promise<{ document: string; folder: string }> {
  if (file === '-') return { document: await terminal.input(), folder: terminal.folder };
  const path = resolve(terminal.folder, file);
  try {
    return { document: await readFile(path, 'utf8'), folder: dirname(path) };
  } catch (cause) {
    throw new WrongUse(`${file} cannot be read.`, { cause });
  }
}
