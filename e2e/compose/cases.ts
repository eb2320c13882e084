import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ComposeProject } from '../../src/domain/compose/project';
import { Secret } from '../../src/domain/secret';
import { parseCompose } from '../../src/engine/compose/parse';
import { resolveCompose } from '../../src/engine/compose/resolve';

/** A compose file that Docker Compose 1.29 takes, and what Gantry reads in it. */
export interface ComposeCase {
  /** Folder and name of the file: `own/command`. */
  title: string;
  name: string;
  text: string;
  project: ComposeProject;
}

/** What the files read, whoever runs them. */
export const variables: Readonly<Record<string, string>> = {
  GIVEN_NAME: 'given',
  GIVEN_NUMBER: '64',
  GIVEN_EMPTY: '',
  DB_USER: 'app-user',
  DB_PASSWORD: 'a-password-of-9-words',
  APP_SECRET: 'c2VjcmV0LW9mLXRoZS1hcHA=',
  DOMAIN: 'app.example.com',
};

/** Files of variables beside each compose file. */
export const variableFiles: Readonly<Record<string, string>> = {
  'settings.env': '# A comment\nFIRST=one\nSECOND=of a file\n\nEQUALS=a=b\nEMPTY=\n',
  'more.env': 'THIRD=three\nFIRST=of the later file\n',
};

const root = import.meta.dirname;

/** Every compose file of the folders `own` and `adapted`. @throws Error for one that Gantry refuses */
export async function readCases(): Promise<ComposeCase[]> {
  const folders = await Promise.all(['own', 'adapted'].map(casesOf));
  return folders.flat();
}

async function casesOf(folder: string): Promise<ComposeCase[]> {
  const files = (await readdir(join(root, folder))).sort();
  return Promise.all(
    files.map(async (file) => {
      const name = file.replace(/\.yml$/, '');
      const text = await readFile(join(root, folder, file), 'utf8');
      return { title: `${folder}/${name}`, name, text, project: projectOf(text, name) };
    }),
  );
}

function projectOf(text: string, name: string): ComposeProject {
  const parsed = parseCompose(text);
  const outcome = parsed.ok
    ? resolveCompose(parsed.value, { variables: secrets(variables), files: secrets(variableFiles) })
    : parsed;
  if (outcome.ok) return outcome.value.project;
  const problems = outcome.problems.map(({ line, service, key, message }) =>
    [`${name}:${line}`, service, key, message].join(' '),
  );
  throw new Error(problems.join('\n'));
}

function secrets(texts: Readonly<Record<string, string>>): Map<string, Secret> {
  return new Map(Object.entries(texts).map(([key, text]) => [key, new Secret(text)]));
}
