import type { Outputs } from '../../trpc';

/** What an authenticator app is given, before the second factor is on. */
export type Enrolment = Outputs['twoFactor']['begin'];
