'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { SettingsSection } from '../page/section';
import { Button } from '../primitives/button';
import { useDenials } from '../session/use-can';
import { type WorkloadKind, workloadKinds } from '../workload/kinds';
import type { PlacedWorkload } from './placed-workload';

const MoveDialog = dynamic(() => import('./move-dialog').then((module) => module.MoveDialog));
const CloneDialog = dynamic(() => import('./clone-dialog').then((module) => module.CloneDialog));

interface CopySectionsProps {
  kind: WorkloadKind;
  workload: PlacedWorkload;
}

/** Sections that move a workload to another environment, or clone it. */
export function CopySections({ kind, workload }: CopySectionsProps) {
  const denialOf = useDenials();
  const [open, setOpen] = useState<'move' | 'clone' | null>(null);
  const { noun, cloned, resource } = workloadKinds[kind];
  const close = (isOpen: boolean) => !isOpen && setOpen(null);
  return (
    <>
      <SettingsSection
        title="Environment"
        description={`This ${noun} is in ${workload.environment_name}. Moving it does not affect what is running.`}
      >
        <Button
          denied={denialOf(`${resource}:update`, workload.project_uuid)}
          onClick={() => setOpen('move')}
        >
          Move {noun}
        </Button>
      </SettingsSection>
      <SettingsSection title="Clone" description={`Another ${noun} with ${cloned}.`}>
        <Button
          denied={denialOf(`${resource}:create`, workload.project_uuid)}
          onClick={() => setOpen('clone')}
        >
          Clone {noun}
        </Button>
      </SettingsSection>
      {open === 'move' && <MoveDialog kind={kind} workload={workload} onOpenChange={close} />}
      {open === 'clone' && <CloneDialog kind={kind} workload={workload} onOpenChange={close} />}
    </>
  );
}
