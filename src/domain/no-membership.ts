/**
 * The message for a caller whose account belongs to no organization (authorization contract §11, row 5). By itself,
 * because the console's first screen needs this text and not the table of all checks.
 */
export const noMembershipMessage = 'Invalid token.';
