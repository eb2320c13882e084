'use client';

import { Download } from 'lucide-react';
import { CopyButton } from '../../feedback/copy-button';
import { Button } from '../../primitives/button';
import { Callout } from '../../primitives/callout';
import { focusOnMount } from '../../primitives/focus-on-mount';
import { saveText } from '../../primitives/save-text';
import { useSession } from '../../session/session-provider';

interface RecoveryCodesProps {
  codes: readonly string[];
  /** Called when the user has saved the codes; they are never shown again. */
  onDone: () => void;
}

/** Recovery codes, shown once: the server keeps only their hashes. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const { user } = useSession();
  const text = codes.join('\n');
  const made = new Date().toISOString().slice(0, 10);
  return (
    <div ref={focusOnMount} tabIndex={-1} className="space-y-4 outline-none">
      <Callout tone="warn" title="Save your recovery codes now">
        Each code signs you in once if you lose your phone. They are not shown again; store them with your
        passwords.
      </Callout>
      <ul
        aria-label="Recovery codes"
        className="grid gap-x-6 gap-y-1.5 rounded-lg border border-line bg-sunken px-4 py-3 font-mono text-sm sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code} className="select-all tabular-nums">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} label="Copy" labelled />
        <Button
          onClick={() =>
            saveText(
              'gantry-recovery-codes.txt',
              `Recovery codes for ${user.email} at ${window.location.host}, created on ${made}. Each works once.\n\n${text}\n`,
            )
          }
        >
          <Download aria-hidden /> Download
        </Button>
        <Button variant="primary" className="ml-auto" onClick={onDone}>
          I have saved these codes
        </Button>
      </div>
    </div>
  );
}
