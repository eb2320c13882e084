'use client';

import { useState } from 'react';
import { NotPermittedPage } from '../feedback/not-permitted';
import { PageHeader } from '../page/page-header';
import { paths } from '../paths';
import { useDenial } from '../session/use-can';
import { ConfirmHostKey } from './confirm-host-key';
import { type NewServer, NewServerForm } from './new-server-form';

/** Page that adds a server in two steps: enter address and credentials, then confirm the host key. */
export function NewServerPage() {
  const [entered, setEntered] = useState<NewServer | null>(null);
  const [isConfirming, setConfirming] = useState(false);
  const denial = useDenial('server:create');
  if (denial !== null) return <NotPermittedPage what="Adding a server" reason={denial} />;
  return (
    <div className="max-w-2xl">
      <PageHeader title="Add server" crumbs={[{ label: 'Servers', href: paths.servers() }]} />
      <div hidden={isConfirming}>
        <NewServerForm
          onEntered={(server) => {
            setEntered(server);
            setConfirming(true);
          }}
        />
      </div>
      {entered && isConfirming && <ConfirmHostKey server={entered} onBack={() => setConfirming(false)} />}
    </div>
  );
}
