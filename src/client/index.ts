// The entry `gantry/client` of the packed client.
export { createClient } from './client';
export type { Client } from './client-type';
export { type ErrorCode, GantryError, type GantryErrorParts } from './error';
export type {
  CallArguments,
  CallOptions,
  ClientOptions,
  InputOf,
  Mutation,
  OutputOf,
  Query,
  Subscription,
} from './types';
