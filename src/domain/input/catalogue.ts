import { z } from 'zod';
import { checkoutDirectory } from './git/checkout-path';
import { singleLine } from './text';

const nameForm = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const MAX_PATH_BYTES = 1024;

/** Name of a catalogue, the first part of its templates' types. */
export const catalogueName = z
  .string()
  .regex(
    nameForm,
    'Must be 1 to 63 lower-case letters, digits and hyphens, not beginning or ending with a hyphen.',
  );

/** A folder on Gantry's own machine. */
export const localPath = singleLine(MAX_PATH_BYTES).refine(
  (path) => path.trim() !== '',
  'Must not be empty.',
);

/**
 * Folder of the templates in a repository or a folder; `/` is its root. Read without a shell, so no part is an option.
 */
export const catalogueFolder = checkoutDirectory.refine(
  (path) => !/\/-/.test(path),
  'No part of the path may start with a hyphen.',
);
