import type { Outputs } from './trpc';

/** What the API answers for the things that several components show. */
export type Application = Outputs['application']['get'];
export type Database = Outputs['database']['get'];
export type Server = Outputs['server']['get'];
export type ServerOfApplication = Server | undefined;
export type DeploymentPlan = Outputs['deployment']['plan'];
export type Project = Outputs['project']['get'];
export type Environment = Project['environments'][number];
export type Variable = Outputs['application']['listEnvs'][number];
export type Organization = Outputs['organization']['get'];
export type InstanceSettings = Outputs['settings']['get'];
export type MailSettings = Outputs['settings']['email'];
export type User = Outputs['user']['list'][number];
