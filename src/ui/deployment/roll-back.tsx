'use client';

import { Undo2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Operation } from '../operation/operation-facts';
import { Button } from '../primitives/button';
import { useDenial } from '../session/use-can';

const RollBackDialog = dynamic(() => import('./roll-back-dialog').then((module) => module.RollBackDialog));

interface RollBackProps {
  operation: Pick<Operation, 'uuid' | 'workload_uuid' | 'workload_name' | 'rollback_image'>;
  /** Project of the application; undefined until it is loaded. */
  project: string | undefined;
}

/** Button that rolls back to the release of a deployment; shown if that release is kept and is not the running one. */
export function RollBack({ operation, project }: RollBackProps) {
  const [isOpen, setOpen] = useState(false);
  const denial = useDenial('deployment:rollback', project);
  if (operation.rollback_image === null) return null;
  return (
    <>
      <Button denied={denial} onClick={() => setOpen(true)}>
        <Undo2 aria-hidden /> Roll back
      </Button>
      {isOpen && (
        <RollBackDialog
          application={operation.workload_uuid}
          name={operation.workload_name}
          deployment={operation.uuid}
          image={operation.rollback_image}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
