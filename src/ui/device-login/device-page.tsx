'use client';

import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { NotPermittedPage } from '../feedback/not-permitted';
import { PageHeader } from '../page/page-header';
import { Callout } from '../primitives/callout';
import { useSession } from '../session/session-provider';
import { useDenial } from '../session/use-can';
import { CodeForm } from './code-form';
import { DecisionForm } from './decision-form';

/** Where a user confirms the code that `gantry login` shows. */
export function DevicePage() {
  const search = useSearchParams();
  const denial = useDenial('api_key:create');
  const { organization } = useSession();
  const [code, setCode] = useState<string | null>(search.get('code'));
  const [decision, setDecision] = useState<'approved' | 'denied' | null>(null);
  if (denial !== null) return <NotPermittedPage what="Signing in a command line" reason={denial} />;
  return (
    <div className="max-w-2xl">
      <PageHeader title="Sign in a command line">
        It gets a token of yours for {organization.name}. Confirm only a code that you have asked for
        yourself.
      </PageHeader>
      {decision === 'approved' && (
        <Callout tone="ok" role="status" title="Confirmed. Go back to the command line.">
          Its token is among your API tokens, where it can be revoked.
        </Callout>
      )}
      {decision === 'denied' && (
        <Callout role="status" title="Refused. The command line has got nothing.">
          No one can use this code any more.
        </Callout>
      )}
      {decision === null &&
        (code === null ? (
          <CodeForm onCode={setCode} />
        ) : (
          <DecisionForm code={code} onDecided={setDecision} onOtherCode={() => setCode(null)} />
        ))}
    </div>
  );
}
