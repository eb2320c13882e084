'use client';

import { useQuery } from '@tanstack/react-query';
import { Check, FolderCheck, ListChecks, Minus, TextCursorInput } from 'lucide-react';
import { Fragment } from 'react';
import { QueryView } from '../feedback/query-view';
import { actionTitle, resourceGroups, resourceTitle } from '../permission/words';
import { cn } from '../primitives/cn';
import { ListSkeleton } from '../primitives/skeleton';
import { type Outputs, useTRPC } from '../trpc';
import { type Cell, type Condition, type CustomRole, type MatrixLine, matrixLines } from './matrix-rows';

const looks: Record<Cell, { icon: typeof Check; text: string; className: string }> = {
  yes: { icon: Check, text: 'Yes', className: 'text-ok' },
  grant: { icon: FolderCheck, text: 'In granted projects', className: 'text-busy' },
  names: { icon: TextCursorInput, text: 'Names only', className: 'text-warn' },
  list: { icon: ListChecks, text: 'As listed in the role', className: 'text-ink-2' },
  no: { icon: Minus, text: 'No', className: 'text-ink-3' },
};

/** Words for conditions besides the role (authorization contract §6). */
const conditionWords: Record<Condition, string> = {
  instance: 'only in the organization that runs the instance',
  not_owners: 'admins: all members except owners',
  up_to_own: 'never more than your own permissions',
};

/** Rights of each role, from the table that the server uses for its decisions. */
export function PermissionMatrix({ roles }: { roles: readonly CustomRole[] }) {
  const trpc = useTRPC();
  const matrix = useQuery(trpc.role.matrix.queryOptions({}));
  return (
    <QueryView
      query={matrix}
      what="The permission matrix"
      skeleton={<ListSkeleton label="permissions" rows={8} />}
    >
      {(data) => (
        <>
          <Legend />
          <section
            aria-label="Permission matrix"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and only a focus lets the keyboard do that
            tabIndex={0}
            className="relative max-h-[85vh] overflow-auto rounded-lg border border-line bg-surface"
          >
            <Table matrix={data} roles={roles} />
          </section>
        </>
      )}
    </QueryView>
  );
}

function Legend() {
  return (
    <ul className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-ink-2 text-xs">
      {Object.entries(looks)
        .filter(([cell]) => cell !== 'list')
        .map(([cell, { icon: Icon, text, className }]) => (
          <li key={cell} className="flex items-center gap-1.5">
            <Icon aria-hidden className={cn('size-3.5', className)} strokeWidth={2.5} />
            {text}
          </li>
        ))}
    </ul>
  );
}

function Table({ matrix, roles }: { matrix: Outputs['role']['matrix']; roles: readonly CustomRole[] }) {
  const rows = new Map(matrix.resources.map((row) => [row.resource, row]));
  const columns = ['Owner', 'Admin', 'Member', ...roles.map(({ name }) => name)];
  return (
    <table className="w-full min-w-[36rem] border-collapse text-left">
      <thead>
        <tr>
          <th
            scope="col"
            className="sticky top-0 left-0 z-20 min-w-40 border-line border-b bg-surface px-4 py-2.5 font-medium"
          >
            Permission
          </th>
          {columns.map((name) => (
            <th
              key={name}
              scope="col"
              title={name}
              className="sticky top-0 z-10 w-24 max-w-32 truncate border-line border-b bg-surface px-2 py-2.5 text-center font-medium"
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      {resourceGroups.map(({ title, resources }) => (
        <tbody key={title}>
          <tr>
            <th
              scope="colgroup"
              colSpan={columns.length + 1}
              className="bg-sunken px-4 py-1.5 font-medium text-ink-3 text-xs"
            >
              {title}
            </th>
          </tr>
          {resources.map((resource) => {
            const row = rows.get(resource);
            return (
              <Fragment key={resource}>
                {row &&
                  matrixLines(row, roles).map((line, at) => (
                    <Line key={line.actions.join()} line={line} isFirst={at === 0} />
                  ))}
              </Fragment>
            );
          })}
        </tbody>
      ))}
    </table>
  );
}

function Line({ line, isFirst }: { line: MatrixLine; isFirst: boolean }) {
  const words = line.actions.map((action) => actionTitle(action).toLowerCase()).join(', ');
  const columns = [line.owner, line.admin, line.member, ...line.custom];
  return (
    <tr className={cn('group', isFirst && 'border-line border-t')}>
      <th scope="row" className="sticky left-0 z-10 bg-surface px-4 py-1.5 font-normal group-hover:bg-hover">
        <span className="grid grid-cols-1 sm:grid-cols-[8rem_minmax(0,1fr)] sm:gap-x-3">
          <span className={cn('font-medium', !isFirst && 'sr-only')}>{resourceTitle(line.resource)}</span>
          <span className="text-ink-2 text-xs leading-5 sm:col-start-2">
            {words}
            {line.condition && <span className="block text-ink-3">{conditionWords[line.condition]}</span>}
          </span>
        </span>
      </th>
      {columns.map((cell, at) => (
        // The columns are the roles, in a fixed order.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <td key={at} className="px-2 py-1.5 text-center align-middle group-hover:bg-hover">
          <CellMark cell={cell} />
        </td>
      ))}
    </tr>
  );
}

function CellMark({ cell }: { cell: Cell }) {
  const { icon: Icon, text, className } = looks[cell];
  return (
    <span title={text} className="inline-flex align-middle">
      <Icon aria-hidden className={cn('size-4', className)} strokeWidth={2.5} />
      <span className="sr-only">{text}</span>
    </span>
  );
}
