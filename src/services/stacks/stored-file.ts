import type { ComposeProject } from '../../domain/compose/project';
import { resolveCompose } from '../../engine/compose/resolve';
import type { ComposeFile } from '../../engine/compose/types';
import type { OrganizationScope } from '../context';
import { openCheckout, optionsOf, type StackCheckout } from './checkout';
import type { StackOnServer } from './find';
import { accepted, readFile } from './read-file';
import { openRaw, openTexts } from './sealed';

/** The file that a stack has, and what it was read with. */
export interface StoredFile {
  raw: string;
  file: ComposeFile;
  checkout: StackCheckout | null;
}

type Place = Pick<OrganizationScope, 'database'>;
type StoredTexts = Pick<StackOnServer, 'dockerCompose' | 'dockerComposeRaw' | 'checkout'>;

const start = { line: 1, column: 1 };
const nothing: ComposeFile = {
  root: { kind: 'map', entries: new Map(), place: start },
  services: new Map(),
};

/** Read the file of a stack as it was written; that of a repository has no services before the first deployment. */
export function storedFile({ database: { sealer } }: Place, row: StoredTexts): StoredFile {
  const raw = openRaw(sealer, row).reveal();
  const checkout = openCheckout(sealer, row);
  return { raw, file: fileOf(raw, checkout), checkout };
}

/** The file of a stack as it runs: that text has no variables any more that could be missing. */
export function resolvedProject({ database: { sealer } }: Place, row: StoredTexts): ComposeProject {
  const checkout = openCheckout(sealer, row);
  const file = fileOf(openTexts(sealer, row).resolved, checkout);
  return accepted(resolveCompose(file, { variables: new Map(), ...optionsOf(checkout) })).project;
}

/** A text as a file; that of a repository which was not read has no services. @throws AppError 422 */
export function fileOf(text: string, checkout: StackCheckout | null): ComposeFile {
  return checkout && text === '' ? nothing : readFile(text);
}
