'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Boxes, Plus, Server } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { useNavigation } from '../navigation/use-navigation';
import { paths } from '../paths';
import { useSettled } from '../primitives/use-settled';
import { useCan } from '../session/use-can';
import { useTRPC } from '../trpc';
import { workloadKinds } from '../workload/kinds';

const groupStyle =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-ink-3 [&_[cmdk-group-heading]]:text-xs';
const itemStyle =
  'flex cursor-default items-center gap-2.5 rounded-md px-2 py-2 text-ink-2 data-[selected=true]:bg-hover data-[selected=true]:text-ink [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-3';

const ApplicationIcon = workloadKinds.application.icon;
const DatabaseIcon = workloadKinds.database.icon;
const StackIcon = workloadKinds.stack.icon;

interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Command palette: pages and actions by name. */
export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const [search, setSearch] = useState('');
  const wanted = useSettled(search.trim());
  const named = { page: 1, per_page: shownOfKind, ...(wanted === '' ? {} : { search: wanted }) };
  const asking = { enabled: open, placeholderData: keepPreviousData };
  const projects = useQuery(trpc.project.list.queryOptions(named, asking));
  const applications = useQuery(trpc.application.list.queryOptions({ ...named, summary: true }, asking));
  const databases = useQuery(trpc.database.list.queryOptions({ ...named, summary: true }, asking));
  const stacks = useQuery(trpc.stack.list.queryOptions({ ...named, summary: true }, asking));
  const servers = useQuery(trpc.server.list.queryOptions({}, { enabled: open }));

  const navigation = useNavigation();
  const begin = [
    useCan('application:create') && ['new-application', 'New application', paths.newApplication()],
    useCan('database:create') && ['new-database', 'New database', paths.newDatabase()],
    useCan('service:create') && ['new-service', 'New service', paths.newStack()],
    useCan('project:create') && ['new-project', 'New project', paths.newProject()],
    useCan('server:create') && ['new-server', 'Add a server', paths.newServer()],
    useCan('api_key:create') && ['new-token', 'New API token', paths.newApiToken()],
  ].filter((entry) => entry !== false);

  const [chosen, setChosen] = useState('');
  const first = applications.data?.[0];

  function close(next: boolean) {
    onOpenChange(next);
    if (!next) setSearch('');
  }

  // The lists load after the palette opens. Until the user types, the first entry stays selected.
  useEffect(() => {
    if (open && search === '' && first) setChosen(entryValue(first.uuid, first.name, hostsOf(first.fqdn)));
  }, [open, search, first]);

  function item(key: string, label: string, href: string, icon: ReactNode, detail?: string | null) {
    return (
      <Command.Item
        key={key}
        value={entryValue(key, label, detail)}
        className={itemStyle}
        onSelect={() => {
          close(false);
          router.push(href);
        }}
      >
        {icon}
        <span className="max-w-[75%] shrink-0 truncate">{label}</span>
        {detail && <span className="ml-auto truncate pl-4 text-ink-3 text-xs">{detail}</span>}
      </Command.Item>
    );
  }

  return (
    <Command.Dialog
      open={open}
      onOpenChange={close}
      label="Search or jump to"
      value={chosen}
      onValueChange={setChosen}
      overlayClassName="fixed inset-0 z-40 animate-fade bg-scrim"
      contentClassName="fixed inset-x-3 top-[10vh] z-50 mx-auto max-w-xl animate-rise overflow-hidden rounded-lg border border-line bg-surface shadow-float"
    >
      <Command.Input
        value={search}
        onValueChange={setSearch}
        placeholder="Search projects, applications, databases…"
        className="h-12 w-full border-line border-b bg-transparent px-4 text-lg outline-none placeholder:text-ink-3 sm:text-base"
      />
      <Command.List className="max-h-[60vh] overflow-y-auto p-2">
        <Command.Empty className="px-2 py-6 text-center text-ink-3">No results.</Command.Empty>
        {group('Applications', matching(applications.data, search), (app) =>
          item(
            app.uuid,
            app.name,
            paths.application(app.uuid),
            <ApplicationIcon aria-hidden />,
            hostsOf(app.fqdn),
          ),
        )}
        {group('Databases', matching(databases.data, search), (database) =>
          item(
            database.uuid,
            database.name,
            paths.database(database.uuid),
            <DatabaseIcon aria-hidden />,
            `${database.project_name} · ${database.environment_name}`,
          ),
        )}
        {group('Services', matching(stacks.data, search), (stack) =>
          item(
            stack.uuid,
            stack.name,
            paths.stack(stack.uuid),
            <StackIcon aria-hidden />,
            `${stack.project_name} · ${stack.environment_name}`,
          ),
        )}
        {group('Projects', matching(projects.data, search), (project) =>
          item(
            project.uuid,
            project.name,
            paths.project(project.uuid),
            <Boxes aria-hidden />,
            project.description,
          ),
        )}
        {group('Servers', matching(servers.data, search), (server) =>
          item(server.uuid, server.name, paths.server(server.uuid), <Server aria-hidden />, server.ip),
        )}
        {begin.length > 0 && (
          <Command.Group heading="Begin" className={groupStyle}>
            {begin.map(([key = '', label = '', href = '']) => item(key, label, href, <Plus aria-hidden />))}
          </Command.Group>
        )}
        <Command.Group heading="Go to" className={groupStyle}>
          {navigation.flatMap(({ items }) =>
            items.map((place) => item(place.href, place.label, place.href, <place.icon aria-hidden />)),
          )}
        </Command.Group>
      </Command.List>
    </Command.Dialog>
  );
}

/** Render entries below a heading; nothing if there are none. */
function group<T>(heading: string, entries: readonly T[], draw: (entry: T) => ReactNode): ReactNode {
  if (entries.length === 0) return null;
  return (
    <Command.Group heading={heading} className={groupStyle}>
      {entries.map(draw)}
    </Command.Group>
  );
}

/** Maximum number of entries of one kind. Fewer before the user types, so that every kind is visible. */
const shownOfKind = 30;
const shownAtFirst = 5;

function matching<T extends { name: string }>(rows: readonly T[] | undefined, search: string): T[] {
  const wanted = search.trim().toLowerCase();
  return (rows ?? [])
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .slice(0, wanted === '' ? shownAtFirst : shownOfKind);
}

/** Hosts of an application, without schemes. */
function hostsOf(fqdn: string | null): string | null {
  return fqdn?.replaceAll(/https?:\/\//g, '') ?? null;
}

/** Value that cmdk filters and selects by; the key distinguishes equal names. */
function entryValue(key: string, label: string, detail?: string | null): string {
  return `${label} ${detail ?? ''} ${key}`;
}
