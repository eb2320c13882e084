import { z } from 'zod';
import { checkoutDirectory } from './git/checkout-path';
import { singleLine } from './text';

const nameForm = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const MAX_PATH_BYTES = 1024;

/** Name of a catalogue, which is the first part of the types of its templates. */
export const catalogueName = z
  .string()
  .regex(
    nameForm,
    'Must be 1 to 63 lower-case letters, digits and hyphens, not beginning or ending with a hyphen.',
  );

/** A folder of the machine that Gantry runs on. */
export const localPath = singleLine(MAX_PATH_BYTES).refine(
  (path) => path.trim() !== '',
  'Must not be empty.',
);

/** Where the templates are in a repository or a folder; `/` is its top. Read without a shell, so no part is an option. */
export const catalogueFolder = checkoutDirectory.refine(
  (path) => !/\/-/.test(path),
  'No part of the path may start with a hyphen.',
);
