import type { Outputs } from '../../trpc';

/** What the link of an invitation reveals to its holder. */
export type Invitation = Outputs['invitation']['preview'];
