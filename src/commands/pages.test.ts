import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { usage } from '../cli/arguments';
import { testTerminal } from './terminal.testing';

const docs = new URL('../../docs/', import.meta.url);
const pages = (await readdir(docs)).filter((name) => name.endsWith('.md') && name !== 'cli.md');

/** List the commands of a page, in sentences and in blocks, without the shell syntax around them. */
async function commandsOf(page: string): Promise<string[]> {
  const text = (await readFile(new URL(page, docs), 'utf8')).replaceAll('\\\n', ' ');
  const found = text.matchAll(/(?:`|^)(?:npm run -s gantry -- |gantry )([a-z][^`\n#|<>]*)/gm);
  return [...found].map(([, command = '']) => command.trim());
}

it.each(pages)('%s names commands and flags that there are', async (page) => {
  for (const command of await commandsOf(page)) {
    const words = command.split(/\s+/).filter((word) => word !== '--');
    const { code, out } = await testTerminal({}).run([...words, '--help']);
    expect({ command, code }).toEqual({ command, code: 0 });
    for (const flag of command.match(/--[a-z][a-z-]*/g) ?? []) expect(out + usage, command).toContain(flag);
  }
});
