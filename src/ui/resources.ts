import type { Outputs } from './trpc';

/** What the API answers for the things that several components show. */
export type Application = Outputs['application']['get'];
export type Server = Outputs['server']['get'];
export type ServerOfApplication = Server | undefined;
export type Project = Outputs['project']['get'];
export type Environment = Project['environments'][number];
export type Variable = Outputs['application']['listEnvs'][number];
