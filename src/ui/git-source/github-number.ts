import { z } from 'zod';

/** A number of an app or an installation, as it is typed. */
export const githubNumber = z.string().regex(/^[1-9]\d{0,9}$/, 'Must be the number that GitHub shows.');
