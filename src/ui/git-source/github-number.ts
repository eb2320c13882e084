import { z } from 'zod';

/** Number of an app or an installation, as typed. */
export const githubNumber = z.string().regex(/^[1-9]\d{0,9}$/, 'Must be the number that GitHub shows.');
