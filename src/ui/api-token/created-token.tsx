'use client';

import { CodeBlock } from '../feedback/code-block';
import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import { focusOnMount } from '../primitives/focus-on-mount';
import { useSession } from '../session/session-provider';
import type { Outputs } from '../trpc';

interface CreatedTokenProps {
  token: Outputs['apiKey']['create'];
  onDone: () => void;
}

/** A new token, shown only this once: its three notations, and a request that proves that it works. */
export function CreatedToken({ token, onDone }: CreatedTokenProps) {
  const { public_url: url } = useSession();
  const spellings = [
    ['Token', 'For curl, scripts and Gantry’s own clients', token.token],
    ['Coolify format', 'For Coolify’s command line, SDKs and Terraform providers', token.token_coolify],
    ['Coder format', 'For Coder’s clients, in the Coder-Session-Token header', token.token_coder],
  ] as const;
  return (
    <div ref={focusOnMount} tabIndex={-1} className="space-y-5 outline-none">
      <Callout tone="warn" title="This token is shown only once">
        Store it where your program reads it. All three formats are the same token.
      </Callout>
      {spellings.map(([title, text, value]) => (
        <div key={title}>
          <h2 className="font-medium">{title}</h2>
          <p className="mb-1.5 text-ink-3 text-xs">{text}</p>
          <CodeBlock text={value} label={title.toLowerCase()} />
        </div>
      ))}
      <div>
        <h2 className="font-medium">Try it</h2>
        <p className="mb-1.5 text-ink-3 text-xs">Shows what the token is and what it may do</p>
        <CodeBlock
          text={`curl -H "Authorization: Bearer ${token.token}" ${url}/api/v1/tokens/current`}
          label="example call"
        />
      </div>
      <div className="flex justify-end">
        <Button variant="primary" onClick={onDone}>
          I have copied the token
        </Button>
      </div>
    </div>
  );
}
