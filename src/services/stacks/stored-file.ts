import type { ComposeProject } from '../../domain/compose/project';
import { resolveCompose } from '../../engine/compose/resolve';
import type { ComposeFile, ParseOptions } from '../../engine/compose/types';
import type { OrganizationScope } from '../context';
import { openCheckout, optionsOf, type StackCheckout } from './checkout';
import type { StackOnServer } from './find';
import { accepted, readFile } from './read-file';
import { openRaw, openTexts } from './sealed';

/** The file of a stack, and what it is read with. */
export interface StoredFile {
  raw: string;
  file: ComposeFile;
  checkout: StackCheckout | null;
}

type Place = Pick<OrganizationScope, 'database'>;
type StoredTexts = Pick<StackOnServer, 'dockerCompose' | 'dockerComposeRaw' | 'checkout'>;
type StoredRow = StoredTexts & Pick<StackOnServer, 'ignoreUnknownKeys'>;

const start = { line: 1, column: 1 };
const nothing: ComposeFile = {
  root: { kind: 'map', entries: new Map(), place: start },
  services: new Map(),
  ignoreUnknownKeys: false,
  ignored: [],
};

/** The file of a stack as it was written, with what it is read with. */
export function storedText(
  { database: { sealer } }: Place,
  row: StoredTexts,
): Pick<StoredFile, 'raw' | 'checkout'> {
  return { raw: openRaw(sealer, row).reveal(), checkout: openCheckout(sealer, row) };
}

/** Read the file of a stack as it was written; that of a repository has no services before the first deployment. */
export function storedFile(place: Place, row: StoredRow): StoredFile {
  const { raw, checkout } = storedText(place, row);
  return { raw, file: fileOf(raw, checkout, row), checkout };
}

/** The file of a stack as it runs: its variables are already replaced, so none can be missing. */
export function resolvedProject({ database: { sealer } }: Place, row: StoredTexts): ComposeProject {
  const checkout = openCheckout(sealer, row);
  const file = fileOf(openTexts(sealer, row).resolved, checkout, {});
  return accepted(resolveCompose(file, { variables: new Map(), ...optionsOf(checkout) })).project;
}

/** Parse a text as a file; that of a repository which was not read has no services. @throws AppError 422 */
export function fileOf(text: string, checkout: StackCheckout | null, options: ParseOptions): ComposeFile {
  return checkout && text === '' ? nothing : readFile(text, options);
}
