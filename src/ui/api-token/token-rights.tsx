'use client';

import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { isAbility } from '../../domain/permission/ability';
import { Time } from '../feedback/time';
import { permissionWords, resourceTitle } from '../permission/words';
import { useTRPC } from '../trpc';
import { abilityWords } from './ability-choice';
import type { Token } from './token-values';

/** Rights, objects and age of a token, in words. */
export function TokenRights({ token }: { token: Token }) {
  const { abilities, scopes, allow_list: reach, not_before: from } = token;
  const isUnlimited = reach.some(({ type, id }) => type === '*' && id === '*');
  return (
    <div className="space-y-4">
      <ul className="space-y-1.5">
        {abilities.map((ability) => (
          <Right key={ability} title={isAbility(ability) ? abilityWords[ability].title : ability}>
            {isAbility(ability) && abilityWords[ability].text}
          </Right>
        ))}
        {scopes.map((scope) => (
          <Right key={scope} title={permissionWords(scope)} />
        ))}
      </ul>
      <p className="text-ink-2">
        {isUnlimited
          ? 'On everything in the organization.'
          : 'Only on these resources and what they contain:'}
      </p>
      {!isUnlimited && <Reach entries={reach} />}
      {from && (
        <p className="text-ink-2">
          Not before <Time value={from} />.
        </p>
      )}
    </div>
  );
}

function Right({ title, children }: { title: string; children?: string | false }) {
  return (
    <li className="flex items-start gap-2">
      <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
      <span>
        <span className="font-medium">{title}</span>
        {children && <span className="block text-ink-3 text-xs">{children}</span>}
      </span>
    </li>
  );
}

function Reach({ entries }: { entries: Token['allow_list'] }) {
  const trpc = useTRPC();
  const lists = [
    useQuery(trpc.project.list.queryOptions({})).data,
    useQuery(trpc.application.list.queryOptions({ summary: true })).data,
    useQuery(trpc.server.list.queryOptions({})).data,
  ];
  const names = new Map(lists.flatMap((rows) => rows?.map(({ uuid, name }) => [uuid, name] as const) ?? []));
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
      {entries.map(({ type, id }) => (
        <li key={`${type}:${id}`} className="flex gap-3 px-3 py-2">
          <span className="w-24 shrink-0 text-ink-3 text-xs">
            {type === '*' ? 'Anything' : resourceTitle(type)}
          </span>
          <span className="min-w-0 break-words">{id === '*' ? 'all' : (names.get(id) ?? id)}</span>
        </li>
      ))}
    </ul>
  );
}
