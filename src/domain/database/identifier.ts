import { singleLine } from '../input/text';

const MAX_BYTES = 128;
const identifierForm = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;
/** Characters with a meaning in a shell, SQL, XML or a configuration file (hostile-inputs row 24). */
const forbiddenInPassword = /['"$`;|&<>\\ ]/;

/** Name of a database or of one of its users (coolify-api §2, shapes). */
export const databaseIdentifier = singleLine(MAX_BYTES).refine(
  (name) => identifierForm.test(name),
  'Must start with a letter or _ and contain only letters, digits and _, at most 63 in all.',
);

/** Password of a database user: never empty, so that every database requires one. */
export const databasePassword = singleLine(MAX_BYTES)
  .refine((password) => password !== '', 'Must not be empty.')
  .refine(
    (password) => !forbiddenInPassword.test(password),
    'Must not contain spaces, quotes or any of $ ` ; | & < > \\',
  );
