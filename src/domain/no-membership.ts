/**
 * Message for a caller whose account belongs to no organization (authorization contract §11, row 5). In a separate
 * file, because the console's first screen needs this text but not the table of all checks.
 */
export const noMembershipMessage = 'Invalid token.';
