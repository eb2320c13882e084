import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc';
import { type LoginType, methodName } from './sign-in-methods';

/** Name of a way to sign in, with this installation's name for its provider. */
export function useMethodName(type: LoginType): string {
  const trpc = useTRPC();
  return methodName(type, useQuery(trpc.authMethod.list.queryOptions({})).data?.oidc.name);
}
