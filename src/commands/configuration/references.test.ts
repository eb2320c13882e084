import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WrongUse } from '../wrong-use';
import { readSecrets, valuesOfReferences } from './references';

let outside: string;
let folder: string;
beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'gantry-references-'));
  folder = join(outside, 'document');
  await mkdir(join(folder, 'files'), { recursive: true });
  await writeFile(join(folder, 'files', 'app.conf'), 'listen 80\n');
  await writeFile(join(outside, 'private.key'), 'private');
  await symlink(join(outside, 'private.key'), join(folder, 'link.key'));
});
afterAll(() => rm(outside, { recursive: true, force: true }));

const values = (document: string, env: Record<string, string> = {}, secrets: [string, string][] = []) =>
  valuesOfReferences(document, { folder, env, secrets: new Map(secrets) });

it('gives the values that the document names and no others', async () => {
  const document =
    'a: !env TOKEN\nb: [!file files/app.conf, !secret production.web.KEY]\nc: !secret KEPT\nd: "!env NOT"\n';
  const secrets: [string, string][] = [
    ['production.web.KEY', 'k'],
    ['unused', 'u'],
  ];
  expect(await values(document, { TOKEN: '', OTHER: 'o' }, secrets)).toEqual({
    'env:TOKEN': '',
    'file:files/app.conf': 'listen 80\n',
    'production.web.KEY': 'k',
  });
});

it('refuses a variable that is not set, and files that are not of the folder of the document', async () => {
  await expect(values('a: !env TOKEN')).rejects.toThrow('TOKEN, but TOKEN is not set');
  await expect(values('a: !file files/none')).rejects.toThrow('which does not exist');
  await expect(values('a: !file files')).rejects.toThrow('which cannot be read');
  for (const path of ['../private.key', join(outside, 'private.key'), 'link.key'])
    await expect(values(`a: !file ${path}`)).rejects.toThrow('outside');
});

it('leaves to Gantry what is no YAML', async () => {
  expect(await values('a: [')).toEqual({});
});

it('reads values of secrets as text, and does not repeat them when they have another form', async () => {
  const file = join(outside, 'secrets.yaml');
  await writeFile(file, 'production.web.PIN: 0123\nproduction.api v2.KEY: "true"\n');
  expect([...(await readSecrets(file))]).toEqual([
    ['production.web.PIN', '0123'],
    ['production.api v2.KEY', 'true'],
  ]);
  for (const text of ['- canary', 'a: [canary]', 'canary: "', 'canary']) {
    await writeFile(file, text);
    const refused = await readSecrets(file).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WrongUse);
    expect(String(refused)).not.toContain('canary');
  }
  await expect(readSecrets(join(outside, 'none'))).rejects.toThrow('does not exist');
});
