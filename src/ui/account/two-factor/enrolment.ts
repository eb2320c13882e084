import type { Outputs } from '../../trpc';

/** Secret for an authenticator app, before the second factor is enabled. */
export type Enrolment = Outputs['twoFactor']['begin'];
