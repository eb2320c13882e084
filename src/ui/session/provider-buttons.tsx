import { KeyRound } from 'lucide-react';
import { paths } from '../paths';
import { buttonStyle } from '../primitives/button-style';
import { cn } from '../primitives/cn';
import type { Outputs } from '../trpc';
import { GitHubMark } from './github-mark';

export type AuthMethods = Outputs['authMethod']['list'];

export function hasProvider(methods: AuthMethods | undefined): methods is AuthMethods {
  return methods !== undefined && (methods.github.enabled || methods.oidc.enabled);
}

/**
 * Buttons of the identity providers. They are plain links, because a provider's sign-in starts with a server redirect.
 */
export function ProviderButtons({ methods, next }: { methods: AuthMethods; next: string }) {
  const look = cn(buttonStyle({ size: 'lg' }), 'w-full');
  return (
    <div className="space-y-2">
      {methods.github.enabled && (
        <a className={look} href={paths.providerSignIn('github', next)}>
          <GitHubMark /> Continue with GitHub
        </a>
      )}
      {methods.oidc.enabled && (
        <a className={look} href={paths.providerSignIn('oidc', next)}>
          <KeyRound aria-hidden /> Continue with {methods.oidc.name}
        </a>
      )}
    </div>
  );
}
