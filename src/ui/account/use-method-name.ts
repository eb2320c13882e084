import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc';
import { type LoginType, methodName } from './sign-in-methods';

/** How somebody signs in, by the name that this installation gives its provider. */
export function useMethodName(type: LoginType): string {
  const trpc = useTRPC();
  return methodName(type, useQuery(trpc.authMethod.list.queryOptions({})).data?.oidc.name);
}
