'use client';

import { useQuery } from '@tanstack/react-query';
import { FileText, List, Plus, Variable as VariableIcon } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ApplicationFrame } from '../application/application-frame';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { Button } from '../primitives/button';
import { ListSkeleton } from '../primitives/skeleton';
import { useDenials } from '../session/use-can';
import { Section } from '../shell/section';
import { useTRPC } from '../trpc';
import { VariableDialog } from './variable-dialog';
import { VariableTable } from './variable-table';

const BulkEditor = dynamic(() => import('./bulk-editor').then((module) => module.BulkEditor));

export function VariablesPage({ uuid }: { uuid: string }) {
  return (
    <ApplicationFrame uuid={uuid}>
      {({ project_uuid }) => <Variables application={uuid} project={project_uuid} />}
    </ApplicationFrame>
  );
}

/** Production variables: those of previews are made from them. */
function Variables({ application, project }: { application: string; project: string }) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.application.listEnvs.queryOptions(
      { uuid: application },
      { select: (rows) => rows.filter((row) => !row.is_preview) },
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
      title="Environment variables"
      description="Given to the container, and to its build where marked. Stored encrypted. A change takes effect with the next deployment."
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
          if (isBulk)
            return (
              <BulkEditor application={application} variables={variables} onDone={() => setBulk(false)} />
            );
          if (variables.length > 0)
            return <VariableTable application={application} variables={variables} denials={rights} />;
          return (
            <EmptyState icon={VariableIcon} title="No variables yet" action={add}>
              Connection strings, keys, switches. Values arrive byte for byte: quotes, dollars and line breaks
              included. Many at once go in as the text of a <code>.env</code> file.
            </EmptyState>
          );
        }}
      </QueryView>
      <VariableDialog application={application} open={isAdding} onOpenChange={setAdding} variable={null} />
    </Section>
  );
}
