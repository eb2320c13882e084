import { initTRPC } from '@trpc/server';
import type { OpenApiMeta } from 'trpc-to-openapi';
import type { ErrorCode } from '../domain/error';
import type { Ability } from '../domain/permission/ability';
import type { Permission } from '../domain/permission/vocabulary';
import type { ObjectType } from '../services/authorization/objects';
import type { ApiContext } from './context';
import { errorShape } from './errors';

export type RateClass = 'api' | 'login' | 'otp' | 'health' | 'feedback' | 'webhook' | 'none';

export interface ProcedureMeta extends OpenApiMeta {
  /** `open`: no credential · `signed-in`: any valid one · else the permission. */
  action: 'open' | 'signed-in' | Permission;
  rate: RateClass;
  /** Type of the object that a mutation changes, for its audit row; absent for queries. */
  audit?: string;
  /** Object that the permission applies to, and the input field that names it. */
  object?: { type: ObjectType; input: string };
  /** Whether it also serves callers who still have to set up a second factor. */
  worksWithoutSecondFactor?: boolean;
  /** Whether it identifies the caller. A refusal is then an ordinary outcome and is not audited. */
  asksWho?: boolean;
  rest?: RestProjection;
}

/** How the dispatcher serves a procedure; the OpenAPI half is derived from it in authorize.ts. */
export interface RestProjection {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Version of the API that serves it; `v1` if absent. */
  surface?: 'v1' | 'v2';
  /** Below `/api/v1` (or `/api/v2`), with `{name}` parameters. */
  path: `/${string}`;
  status: 200 | 201 | 204;
  /** Status where the procedure sets `ctx.response.isCreated`. */
  createdStatus?: 201;
  tag: string;
  summary: string;
  /** Media type of a `text` response; HTML if absent, as in Coolify. */
  contentType?: string;
  /**
   * Form of the response. `text`: a raw string. `events`: a subscription as an event stream. `lines`: a subscription
   * that ends, as JSON lines.
   */
  answer?: 'json' | 'text' | 'events' | 'lines';
  /** Whether it also has the older GET form of an action, for token requests (coolify-api §3.2). */
  getAlias?: boolean;
  /**
   * Whether an open operation reads a credential if one is sent: a wrong one is refused, and without one the principal
   * is null. Otherwise REST calls open operations anonymously.
   */
  readsCredential?: boolean;
  /** Whether it also works while the API is switched off (coolify-api §4.4). */
  worksWhenDisabled?: boolean;
  /** Whether the body is optional (all fields may also be in the query). */
  bodyOptional?: boolean;
  /** Error codes besides those that follow from its kind and its fields. */
  alsoRefuses?: readonly ErrorCode[];
  /** Fields of the example request, besides the required ones. */
  example?: Readonly<Record<string, unknown>>;
  /** Ability that the key must hold, where another ability permits the same elsewhere. */
  ability?: Ability;
  /** Query parameter → input field, where the path already has a parameter of that name. */
  queryNames?: Readonly<Record<string, string>>;
  /** Body field → input field, where the path already has a parameter of that name. */
  bodyNames?: Readonly<Record<string, string>>;
  /** Fields that the contract requires, where the procedure refuses their absence itself or has an alternative. */
  requiredNames?: readonly string[];
  /** Fields of a write that the document describes in the query, as Coolify's does. The body may have them too. */
  queryFields?: readonly string[];
  /** Largest size of the body, where that is more than 1 MB. */
  bodyBytes?: number;
}

export const t = initTRPC
  .context<ApiContext>()
  .meta<ProcedureMeta>()
  .create({
    errorFormatter: errorShape,
    isServer: true,
    sse: { ping: { enabled: true, intervalMs: 15_000 } },
  });
