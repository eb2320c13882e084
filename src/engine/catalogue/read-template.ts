import type { CatalogueEntry } from '../../domain/compose/template';
import type { ComposeFile } from '../compose/types';

type Entry<Ok extends boolean> = Extract<CatalogueEntry, { ok: Ok }>;

/** An entry of a catalogue with its parsed compose file, so that it is parsed once. */
export type ReadTemplate = (Entry<true> & { file: ComposeFile }) | Entry<false>;
