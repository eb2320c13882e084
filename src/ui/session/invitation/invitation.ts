import type { Outputs } from '../../trpc';

/** What a link tells whoever has it. */
export type Invitation = Outputs['invitation']['preview'];
