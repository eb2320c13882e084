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

/** Page where a user confirms the code that `gantry login` shows. */
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
        The command line gets a token that acts for you in {organization.name}. Only confirm a code that you
        requested yourself.
      </PageHeader>
      {decision === 'approved' && (
        <Callout tone="ok" role="status" title="Confirmed. Go back to the command line.">
          You can revoke its token under API tokens.
        </Callout>
      )}
      {decision === 'denied' && (
        <Callout role="status" title="Refused. The command line got no access.">
          This code can no longer be used.
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
