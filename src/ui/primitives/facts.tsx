import type { ReactNode } from 'react';

/** Names above values, side by side; long values wrap, so that no part is hidden. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-1 overflow-hidden rounded-lg border border-line bg-surface sm:grid-cols-2 lg:grid-cols-[repeat(auto-fit,minmax(13rem,1fr))]">
      {facts.map(([name, value]) => (
        <div
          key={name}
          className="-mb-px -ml-px grid min-w-0 grid-cols-[6rem_minmax(0,1fr)] gap-x-3 border-line border-b border-l px-4 py-2 sm:block sm:py-3"
        >
          <dt className="text-ink-3 text-xs leading-5">{name}</dt>
          <dd className="min-w-0 sm:mt-0.5 break-words font-medium [&_code]:wrap-anywhere [&_code]:font-normal [&_code]:text-xs">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
