'use client';

import { useQuery } from '@tanstack/react-query';
import { FileText, List, Plus, Variable as VariableIcon } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { Section } from '../page/section';
import { Button } from '../primitives/button';
import { ListSkeleton } from '../primitives/skeleton';
import { useDenials } from '../session/use-can';
import type { WorkloadAddress } from '../workload/kinds';
import { useWorkloadProcedures } from '../workload/use-workload-procedures';
import { VariableDialog } from './variable-dialog';
import { VariableTable } from './variable-table';

const BulkEditor = dynamic(() => import('./bulk-editor').then((module) => module.BulkEditor));

interface VariablesProps extends WorkloadAddress {
  /** Whether to show the variables of previews instead of those of the workload. */
  isPreview?: boolean;
  /** Undefined until it is loaded; until then only organization-wide permissions count. */
  project: string | undefined;
  /** Where the variables are passed to, and when. */
  children: ReactNode;
}

/** Variables of a workload, or of its previews. */
export function Variables({ kind, uuid, isPreview = false, project, children }: VariablesProps) {
  const procedures = useWorkloadProcedures(kind);
  const set = { kind, uuid, isPreview };
  const query = useQuery(
    procedures.listEnvs.queryOptions(
      { uuid },
      { select: (rows) => rows.filter((row) => row.is_preview === isPreview) },
    ),
  );
  const denialOf = useDenials();
  const rights = {
    create: denialOf('env_var:create', project),
    update: denialOf('env_var:update', project),
    remove: denialOf('env_var:delete', project),
  };
  const mayReplaceAll = Object.values(rights).every((denial) => denial === null);
  const [isBulk, setBulk] = useState(false);
  const [isAdding, setAdding] = useState(false);
  const add = rights.create === null && (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden /> Add variable
    </Button>
  );
  return (
    <Section
      title={isPreview ? 'Variables of previews' : 'Environment variables'}
      description={children}
      actions={
        query.data && (
          <div className="flex gap-2">
            {mayReplaceAll && (
              <Button onClick={() => setBulk(!isBulk)}>
                {isBulk ? <List aria-hidden /> : <FileText aria-hidden />}
                {isBulk ? 'Show as list' : 'Edit as .env'}
              </Button>
            )}
            {!isBulk && query.data.length > 0 && add}
          </div>
        )
      }
    >
      <QueryView query={query} what="Variables" skeleton={<ListSkeleton label="variables" />}>
        {(variables) => {
          if (isBulk) return <BulkEditor set={set} variables={variables} onDone={() => setBulk(false)} />;
          if (variables.length > 0) return <VariableTable set={set} variables={variables} denials={rights} />;
          return (
            <EmptyState icon={VariableIcon} title="No variables yet" action={add}>
              Connection strings, keys, feature flags. Values are passed on byte for byte, including quotes,
              dollar signs and line breaks. To add many at once, paste a <code>.env</code> file.
            </EmptyState>
          );
        }}
      </QueryView>
      <VariableDialog set={set} open={isAdding} onOpenChange={setAdding} variable={null} />
    </Section>
  );
}
