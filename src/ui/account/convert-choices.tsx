'use client';

import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../primitives/button';
import { GitHubMark } from '../session/github-mark';
import type { AuthMethods } from '../session/provider-buttons';
import { ConvertDialog, type Provider } from './convert-dialog';

/** The providers of this installation that an account with a password can move to. */
export function ConvertChoices({ methods }: { methods: AuthMethods }) {
  const [provider, setProvider] = useState<Provider | null>(null);
  const { github, oidc } = methods;
  if (!github.enabled && !oidc.enabled)
    return (
      <p className="text-ink-2">
        This installation has no sign-in provider. Its operator can set up GitHub or an OpenID provider in
        Gantry’s environment.
      </p>
    );
  const oidcName = oidc.name ?? 'single sign-on';
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {github.enabled && (
          <Button onClick={() => setProvider({ type: 'github', name: 'GitHub' })}>
            <GitHubMark /> Change to GitHub
          </Button>
        )}
        {oidc.enabled && (
          <Button onClick={() => setProvider({ type: 'oidc', name: oidcName })}>
            <KeyRound aria-hidden /> Change to {oidcName}
          </Button>
        )}
      </div>
      <ConvertDialog provider={provider} onClose={() => setProvider(null)} />
    </>
  );
}
