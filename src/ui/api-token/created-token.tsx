'use client';

import { Button } from '../primitives/button';
import { CodeBlock } from '../primitives/code-block';
import { DialogActions } from '../primitives/dialog';
import type { Outputs } from '../trpc';

interface CreatedTokenProps {
  token: Outputs['apiKey']['create'];
  onDone: () => void;
}

/** The one time a token is shown: to copy, and a call that proves it works. */
export function CreatedToken({ token, onDone }: CreatedTokenProps) {
  const example = `curl -H "Authorization: Bearer ${token.token}" ${window.location.origin}/api/v1/projects`;
  return (
    <div className="space-y-4">
      <div>
        <h3 className="mb-1.5 font-medium">Token</h3>
        <CodeBlock text={token.token} label="token" />
      </div>
      <div>
        <h3 className="mb-1.5 font-medium">Try it</h3>
        <CodeBlock text={example} label="example call" />
      </div>
      <details>
        <summary className="w-fit rounded-sm text-ink-2 hover:text-ink">Spellings for other clients</summary>
        <div className="mt-3 space-y-3">
          <div>
            <p className="mb-1.5 text-ink-2">Coolify command line, SDKs and Terraform providers</p>
            <CodeBlock text={token.token_coolify} label="Coolify spelling" />
          </div>
          <div>
            <p className="mb-1.5 text-ink-2">Coder clients (Coder-Session-Token)</p>
            <CodeBlock text={token.token_coder} label="Coder spelling" />
          </div>
        </div>
      </details>
      <DialogActions>
        <Button variant="primary" onClick={onDone}>
          I have copied it
        </Button>
      </DialogActions>
    </div>
  );
}
