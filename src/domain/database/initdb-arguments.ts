import { singleLine } from '../input/text';

const MAX_BYTES = 1024;
/** An option such as `--encoding=UTF8` or `-k`, or its value. The image's entrypoint evaluates the text in a shell. */
const wordForm = /^(?:--?[A-Za-z][A-Za-z0-9-]*(?:=[A-Za-z0-9_.,:/@+-]+)?|[A-Za-z0-9_.,:/@+-]+)$/;
/** Options that Gantry and the entrypoint set themselves. */
const takenOption = /^(?:-[DUW].*|--(?:pgdata|username|pwfile|pwprompt)(?:=.*)?)$/;

/** `postgres_initdb_args`: options of PostgreSQL's `initdb`, without anything that a shell would interpret. */
export const initdbArguments = singleLine(MAX_BYTES)
  .transform((text) => text.trim().split(/ +/).join(' '))
  .refine(
    (text) => text === '' || text.split(' ').every((word) => wordForm.test(word)),
    'Must be initdb options such as --encoding=UTF8 --data-checksums.',
  )
  .refine(
    (text) => !text.split(' ').some((word) => takenOption.test(word)),
    'Must not set the data folder, the user name or the password: use their own fields.',
  );
