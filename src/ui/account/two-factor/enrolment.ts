import type { Outputs } from '../../trpc';

/** The secret for an authenticator app, before the second factor is on. */
export type Enrolment = Outputs['twoFactor']['begin'];
