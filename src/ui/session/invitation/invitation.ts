import type { Outputs } from '../../trpc';

/** What the link of an invitation tells its holder. */
export type Invitation = Outputs['invitation']['preview'];
