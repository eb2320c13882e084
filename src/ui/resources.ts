import type { Outputs } from './trpc';

/** Responses of the API for objects that several components show. */
export type Application = Outputs['application']['get'];
export type Database = Outputs['database']['get'];
export type Stack = Outputs['stack']['get'];
export type Server = Outputs['server']['get'];
export type Destination = Outputs['destination']['get'];
export type ServerOfApplication = Server | undefined;
export type DeploymentPlan = Outputs['deployment']['plan'];
export type Project = Outputs['project']['get'];
export type Environment = Project['environments'][number];
export type Variable = Outputs['application']['listEnvs'][number];
type StorageLists = Outputs['application']['listStorages'];
export type PersistentStorage = StorageLists['persistent_storages'][number];
export type FileStorage = StorageLists['file_storages'][number];
export type Storage = PersistentStorage | FileStorage;
export type Organization = Outputs['organization']['get'];
export type InstanceSettings = Outputs['settings']['get'];
export type MailSettings = Outputs['settings']['email'];
export type User = Outputs['user']['list'][number];
