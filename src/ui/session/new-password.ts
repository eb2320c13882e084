import { z } from 'zod';

/** Schema of a new password, as far as it can be checked without the server, which has the full rule. */
export const newPassword = z
  .string()
  .min(1, 'Choose a password.')
  .max(128, 'Must not be longer than 128 characters.');
