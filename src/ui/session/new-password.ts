import { z } from 'zod';

/** What can be said about a chosen password without asking the server, which knows the rule. */
export const newPassword = z.string().min(1, 'Choose a password.').max(128, 'At most 128 characters.');
